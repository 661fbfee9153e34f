import type { Knex } from 'knexodus'
import type { NewOrder, NewOrderLine, OrderStatus } from '../rows.js'

/** The orders and their lines. */
export class OrderRepository {
  constructor(private readonly db: Knex) {}

  findWithCustomer(id: number) {
    return this.db('orders as o')
      .join('customers as c', 'c.id', '=', 'o.customer_id')
      .where('o.id', id)
      .first('o.id', 'o.status', 'o.total_cents as total', 'o.placed_at', 'c.name as customer', 'c.tier')
  }

  linesOf(orderId: number) {
    return this.db('order_lines')
      .join('products', 'products.id', 'order_lines.product_id')
      .where('order_lines.order_id', orderId)
      .orderBy('order_lines.product_id')
      .select('products.sku', 'order_lines.quantity', 'order_lines.unit_cents')
  }

  historyOf(customerId: number, limit: number) {
    return this.db('orders')
      .leftJoin('payments', 'payments.order_id', 'orders.id')
      .where('orders.customer_id', customerId)
      .select('orders.id', 'orders.status', 'orders.total_cents', 'payments.method', 'payments.paid_at')
      .orderBy('orders.id', 'desc')
      .orderBy('payments.id')
      .limit(limit)
  }

  waiting(statuses: OrderStatus[], before: string) {
    return this.db('orders')
      .whereIn('status', statuses)
      .whereNull('shipped_at')
      .where('placed_at', '<', before)
      .orderBy('placed_at')
      .orderBy('id')
      .limit(25)
      .select('id', 'customer_id', 'total_cents')
  }

  totalsByStatus() {
    return this.db('orders')
      .select('status')
      .count('id as orders')
      .sum('total_cents as cents')
      .groupBy('status')
      .orderBy('status')
  }

  customersServed(from: string, to: string) {
    return this.db('orders')
      .whereBetween('placed_at', [from, to])
      .whereNot({ status: 'cancelled' })
      .countDistinct('customer_id as customers')
      .first()
  }

  revenueByDay(from: string, to: string) {
    return this.db('orders')
      .select(this.db.raw("to_char(placed_at, 'YYYY-MM-DD') as day"))
      .sum({ cents: 'total_cents' })
      .count({ orders: '*' })
      .whereBetween('placed_at', [from, to])
      .whereRaw('total_cents > ?', [0])
      .groupByRaw("to_char(placed_at, 'YYYY-MM-DD')")
      .orderBy('day')
  }

  notesLike(text: string) {
    return this.db('orders')
      .whereNotNull('note')
      .andWhere('note', 'ilike', `%${text}%`)
      .orderBy('id', 'desc')
      .limit(10)
      .select('id', 'note')
  }

  outsideOf(low: number, high: number) {
    return this.db('orders').whereNotBetween('total_cents', [low, high]).count('* as orders').first()
  }

  place(order: NewOrder) {
    return this.db('orders').insert(order).returning('id')
  }

  addLines(lines: NewOrderLine[]) {
    return this.db('order_lines').insert(lines)
  }

  setStatus(id: number, from: OrderStatus[], to: OrderStatus) {
    return this.db('orders')
      .where({ id })
      .whereIn('status', from)
      .update({ status: to })
      .returning(['id', 'status'])
  }

  ship(id: number, at: string) {
    return this.db('orders').where({ id, status: 'paid' }).update({ status: 'shipped', shipped_at: at })
  }

  appendNote(id: number, text: string) {
    return this.db('orders')
      .where({ id })
      .update({ note: this.db.raw("coalesce(note || ' ', '') || ?", [text]) })
  }

  removeCancelled(before: string) {
    return this.db('orders').where('status', 'cancelled').andWhere('placed_at', '<', before).del()
  }
}
