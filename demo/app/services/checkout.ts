import type { Knex } from 'knexodus'
import { AuditRepository } from '../repositories/audit.js'
import { CustomerRepository } from '../repositories/customers.js'
import { OrderRepository } from '../repositories/orders.js'
import { PaymentRepository } from '../repositories/payments.js'
import { ProductRepository } from '../repositories/products.js'
import type { PaymentMethod } from '../rows.js'

export interface Basket {
  customerId: number
  lines: { productId: number; quantity: number }[]
  creditCents: number
  method: PaymentMethod
  note: string | null
  at: string
}

export interface Receipt {
  orderId: number
  totalCents: number
  creditCents: number
}

/** Thrown out of a checkout; nothing of the order is kept. */
export class OutOfStockError extends Error {}

/** Turns a basket into an order, in one transaction. */
export class CheckoutService {
  constructor(private readonly db: Knex) {}

  checkout(basket: Basket): Promise<Receipt> {
    return this.db.transaction(async (trx) => {
      const { lines, totalCents } = await this.price(trx, basket)
      const [order] = await new OrderRepository(trx).place({
        customer_id: basket.customerId,
        status: 'open',
        total_cents: totalCents,
        placed_at: basket.at,
        note: basket.note,
      })
      const orderId: number = order.id
      await new OrderRepository(trx).addLines(lines.map((line) => ({ order_id: orderId, ...line })))
      await this.takeFromStock(trx, basket)
      const creditCents = await this.spendCredit(trx, basket, totalCents)
      await this.pay(trx, basket, orderId, totalCents - creditCents)
      return { orderId, totalCents, creditCents }
    })
  }

  private async price(trx: Knex, basket: Basket) {
    const products = await new ProductRepository(trx).findMany(basket.lines.map((line) => line.productId))
    const lines = products.map((product) => ({
      product_id: product.id as number,
      quantity: basket.lines.find((line) => line.productId === product.id)?.quantity ?? 0,
      unit_cents: product.price_cents as number,
    }))
    const totalCents = lines.reduce((sum, line) => sum + line.quantity * line.unit_cents, 0)
    return { lines, totalCents }
  }

  private async takeFromStock(trx: Knex, basket: Basket): Promise<void> {
    const products = new ProductRepository(trx)
    for (const { productId, quantity } of basket.lines) {
      const taken = await products.takeStock(productId, quantity)
      if (taken === 0) throw new OutOfStockError(`product ${productId} is out of stock`)
      await products.recordSale({ day: basket.at.slice(0, 10), product_id: productId, units: quantity })
    }
  }

  /** A customer without enough credit still gets the order: only this part is rolled back, to its savepoint. */
  private async spendCredit(trx: Knex, basket: Basket, totalCents: number): Promise<number> {
    const cents = Math.min(basket.creditCents, totalCents)
    if (cents === 0) return 0
    try {
      await trx.transaction(async (savepoint) => {
        const subject = `customer ${basket.customerId}`
        await new AuditRepository(savepoint).write([{ subject, action: 'credit used', at: basket.at }])
        const used = await new CustomerRepository(savepoint).useCredit(basket.customerId, cents)
        if (used === 0) throw new Error('not enough credit')
      })
      return cents
    } catch {
      return 0
    }
  }

  private async pay(trx: Knex, basket: Basket, orderId: number, cents: number): Promise<void> {
    const { method, at } = basket
    await new PaymentRepository(trx).record({ order_id: orderId, method, amount_cents: cents, paid_at: at })
    if (method !== 'invoice') await new OrderRepository(trx).setStatus(orderId, ['open'], 'paid')
    const subject = `order ${orderId}`
    await new AuditRepository(trx).write([
      { subject, action: 'placed', at },
      { subject, action: `paid by ${method}`, at },
    ])
  }
}
