import type { Knex } from 'knexodus'
import { AuditRepository } from '../repositories/audit.js'
import { CustomerRepository } from '../repositories/customers.js'
import type { NewCustomer } from '../rows.js'

const WELCOME_CREDIT_CENTS = 500

/** Lets customers in. */
export class RegistrationService {
  constructor(private readonly db: Knex) {}

  /** Fails with the database's own error when the e-mail address is taken. */
  register(customer: NewCustomer) {
    return this.db.transaction(async (trx) => {
      const customers = new CustomerRepository(trx)
      const [created] = await customers.create(customer)
      await customers.addCredit(created.id, WELCOME_CREDIT_CENTS)
      const entry = { subject: `customer ${created.id}`, action: 'registered', at: customer.created_at }
      await new AuditRepository(trx).write([entry])
      return customers.findById(created.id)
    })
  }
}
