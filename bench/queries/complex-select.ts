import { and, desc, eq, gt, inArray, or, sql, sum } from 'drizzle-orm'
import type { Placeholder } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { alias } from 'drizzle-orm/pg-core'

import { customers, orderItems, orders } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

const o = alias(orders, 'o')
const c = alias(customers, 'c')
const i = alias(orderItems, 'i')

/** A report: joins, a subquery, grouped conditions, group, having. */
export const complexSelect: BenchQuery = {
  name: 'complex select',
  goal: { atLeast: 10, aim: 15 },
  knex: (db, n) =>
    db('orders as o')
      .join('customers as c', 'c.id', 'o.customer_id')
      .leftJoin('order_items as i', 'i.order_id', 'o.id')
      .select('c.id', 'c.name')
      .sum('o.total as turnover')
      .where((q) => void q.where('o.status', 'paid').orWhere('o.total', '>', n))
      .whereIn('o.id', db('order_items').select('order_id').where('quantity', '>', 2))
      .groupBy('c.id', 'c.name')
      .having('o.total', '>', 10)
      .orderBy('turnover', 'desc')
      .limit(10),
  kysely: (db, n) =>
    db
      .selectFrom('orders as o')
      .innerJoin('customers as c', 'c.id', 'o.customer_id')
      .leftJoin('order_items as i', 'i.order_id', 'o.id')
      .select((eb) => ['c.id', 'c.name', eb.fn.sum('o.total').as('turnover')])
      .where((eb) => eb.or([eb('o.status', '=', 'paid'), eb('o.total', '>', n)]))
      .where('o.id', 'in', db.selectFrom('order_items').select('order_id').where('quantity', '>', 2))
      .groupBy(['c.id', 'c.name'])
      .having('o.total', '>', 10)
      .orderBy('turnover', 'desc')
      .limit(10),
  drizzle: (db, n) => onDrizzle(db, 'paid', n, 2, 10, 10),
  drizzlePrepared: {
    query: (db) => {
      const [status, total, quantity, sold, limit] = ['status', 'total', 'quantity', 'sold', 'limit'].map(
        (name) => sql.placeholder(name),
      )
      return onDrizzle(db, status!, total!, quantity!, sold!, limit!).prepare('complex')
    },
    values: (n) => ({ status: 'paid', total: n, quantity: 2, sold: 10, limit: 10 }),
  },
  byHand: (n) => ({
    sql: 'select "c"."id", "c"."name", sum("o"."total") as "turnover" from "orders" as "o" inner join "customers" as "c" on "c"."id" = "o"."customer_id" left join "order_items" as "i" on "i"."order_id" = "o"."id" where ("o"."status" = $1 or "o"."total" > $2) and "o"."id" in (select "order_id" from "order_items" where "quantity" > $3) group by "c"."id", "c"."name" having "o"."total" > $4 order by "turnover" desc limit $5',
    bindings: ['paid', n, 2, 10, 10],
  }),
}

function onDrizzle(
  db: NodePgDatabase,
  status: string | Placeholder,
  total: number | Placeholder,
  quantity: number | Placeholder,
  sold: number | Placeholder,
  limit: number | Placeholder,
) {
  const turnover = sum(o.total).as('turnover')
  const bigItems = db
    .select({ id: orderItems.orderId })
    .from(orderItems)
    .where(gt(orderItems.quantity, quantity))
  return db
    .select({ id: c.id, name: c.name, turnover })
    .from(o)
    .innerJoin(c, eq(c.id, o.customerId))
    .leftJoin(i, eq(i.orderId, o.id))
    .where(and(or(eq(o.status, status), gt(o.total, total)), inArray(o.id, bigItems)))
    .groupBy(c.id, c.name)
    .having(gt(o.total, sold))
    .orderBy(desc(turnover))
    .limit(limit)
}
