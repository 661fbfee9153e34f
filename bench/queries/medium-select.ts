import { and, desc, eq, inArray, sql } from 'drizzle-orm'

import { orders } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

const COLUMNS = { id: orders.id, status: orders.status, total: orders.total }
const { placeholder } = sql

/** A page of a list: whereIn of three values, order, limit, offset. */
export const mediumSelect: BenchQuery = {
  name: 'medium select',
  goal: { atLeast: 12, aim: 20 },
  knex: (db, n) =>
    db('orders')
      .select('id', 'status', 'total')
      .where('customer_id', n)
      .whereIn('status', ['new', 'paid', 'sent'])
      .orderBy('created_at', 'desc')
      .limit(20)
      .offset(40),
  kysely: (db, n) =>
    db
      .selectFrom('orders')
      .select(['id', 'status', 'total'])
      .where('customer_id', '=', n)
      .where('status', 'in', ['new', 'paid', 'sent'])
      .orderBy('created_at', 'desc')
      .limit(20)
      .offset(40),
  drizzle: (db, n) =>
    db
      .select(COLUMNS)
      .from(orders)
      .where(and(eq(orders.customerId, n), inArray(orders.status, ['new', 'paid', 'sent'])))
      .orderBy(desc(orders.createdAt))
      .limit(20)
      .offset(40),
  drizzlePrepared: {
    query: (db) =>
      db
        .select(COLUMNS)
        .from(orders)
        .where(
          and(
            eq(orders.customerId, placeholder('customer')),
            inArray(orders.status, [placeholder('a'), placeholder('b'), placeholder('c')]),
          ),
        )
        .orderBy(desc(orders.createdAt))
        .limit(placeholder('limit'))
        .offset(placeholder('offset'))
        .prepare('medium'),
    values: (n) => ({ customer: n, a: 'new', b: 'paid', c: 'sent', limit: 20, offset: 40 }),
  },
  byHand: (n) => ({
    sql: 'select "id", "status", "total" from "orders" where "customer_id" = $1 and "status" in ($2, $3, $4) order by "created_at" desc limit $5 offset $6',
    bindings: [n, 'new', 'paid', 'sent', 20, 40],
  }),
}
