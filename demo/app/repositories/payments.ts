import type { Knex } from 'knexodus'
import type { NewPayment } from '../rows.js'

/** What customers paid, and got back. */
export class PaymentRepository {
  constructor(private readonly db: Knex) {}

  record(payment: NewPayment) {
    return this.db('payments').insert(payment, ['id'])
  }

  ofOrder(orderId: number) {
    return this.db('payments').where('order_id', orderId).orderBy('id')
  }

  paidFor(orderId: number) {
    return this.db('payments').where('order_id', orderId).sum('amount_cents as cents').first()
  }

  totalsByMethod(atLeast: number) {
    return this.db('payments')
      .select('method')
      .count('* as payments')
      .sum('amount_cents as cents')
      .groupBy('method')
      .having(this.db.raw('sum(amount_cents)'), '>=', atLeast)
      .orderBy('method')
  }

  refund(orderId: number) {
    return this.db('payments')
      .where({ order_id: orderId })
      .update({ refunded_cents: this.db.raw('amount_cents') })
      .returning(['id', 'refunded_cents'])
  }
}
