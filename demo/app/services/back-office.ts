import type { Knex } from 'knexodus'
import { AuditRepository } from '../repositories/audit.js'
import { CustomerRepository } from '../repositories/customers.js'
import { OrderRepository } from '../repositories/orders.js'
import { PaymentRepository } from '../repositories/payments.js'
import { ProductRepository } from '../repositories/products.js'

/** What the people behind the shop do with it. */
export class BackOfficeService {
  constructor(private readonly db: Knex) {}

  /** Numbers for the screen on the wall, asked for all at once. */
  async dashboard(from: string, to: string) {
    const orders = new OrderRepository(this.db)
    const [byStatus, served, revenue, byMethod] = await Promise.all([
      orders.totalsByStatus(),
      orders.customersServed(from, to),
      orders.revenueByDay(from, to),
      new PaymentRepository(this.db).totalsByMethod(1),
    ])
    return { byStatus, served, revenue, byMethod }
  }

  ship(orderId: number, at: string) {
    return this.db.transaction(async (trx) => {
      const shipped = await new OrderRepository(trx).ship(orderId, at)
      if (shipped === 0) return null
      await new AuditRepository(trx).write([{ subject: `order ${orderId}`, action: 'shipped', at }])
      return new OrderRepository(trx).findWithCustomer(orderId)
    })
  }

  cancel(orderId: number, reason: string, at: string) {
    return this.db.transaction(async (trx) => {
      const orders = new OrderRepository(trx)
      const cancelled = await orders.setStatus(orderId, ['open', 'paid'], 'cancelled')
      if (cancelled.length === 0) return null
      await orders.appendNote(orderId, reason)
      const refunds = await new PaymentRepository(trx).refund(orderId)
      await new AuditRepository(trx).write([{ subject: `order ${orderId}`, action: 'cancelled', at }])
      return { cancelled, refunds }
    })
  }

  promoteBestCustomers(sinceCents: number) {
    return this.db.transaction(async (trx) => {
      const customers = new CustomerRepository(trx)
      const best: { id: number }[] = await customers.bestByTurnover(sinceCents, 3)
      const promoted = []
      for (const { id } of best) promoted.push(...(await customers.promote(id, 'gold')))
      return { best, promoted }
    })
  }

  tidyUp(before: string) {
    return this.db.transaction(async (trx) => ({
      orders: await new OrderRepository(trx).removeCancelled(before),
      audit: await new AuditRepository(trx).forget(before),
    }))
  }

  /** The stock's worth by category; in SQL of our own since the accountants asked for it that way. */
  async stockWorth(categories: string[]) {
    const result = await this.db.raw(
      `select category, sum(stock * price_cents) as cents from products
       where category = any(?) group by category order by category`,
      [categories],
    )
    return result.rows
  }

  refill(productIds: number[], quantity: number) {
    return new ProductRepository(this.db).restock(productIds, quantity)
  }
}
