import type { Knex } from 'knexodus'
import { AuditRepository } from './repositories/audit.js'
import { CustomerRepository } from './repositories/customers.js'
import { OrderRepository } from './repositories/orders.js'
import { PaymentRepository } from './repositories/payments.js'
import { ProductRepository } from './repositories/products.js'
import { BackOfficeService } from './services/back-office.js'
import { CheckoutService } from './services/checkout.js'
import { RegistrationService } from './services/registration.js'

/** The whole application, on one database. */
export class Shop {
  readonly customers: CustomerRepository
  readonly products: ProductRepository
  readonly orders: OrderRepository
  readonly payments: PaymentRepository
  readonly audit: AuditRepository
  readonly registration: RegistrationService
  readonly checkout: CheckoutService
  readonly backOffice: BackOfficeService

  constructor(readonly db: Knex) {
    this.customers = new CustomerRepository(db)
    this.products = new ProductRepository(db)
    this.orders = new OrderRepository(db)
    this.payments = new PaymentRepository(db)
    this.audit = new AuditRepository(db)
    this.registration = new RegistrationService(db)
    this.checkout = new CheckoutService(db)
    this.backOffice = new BackOfficeService(db)
  }
}
