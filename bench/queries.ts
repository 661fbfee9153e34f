import type { Kysely } from 'kysely'
import type { Knex } from 'knex'

/** The tables of the benchmark's queries, as Kysely wants them. */
interface Schema {
  users: { id: number; name: string; email: string; age: number }
  orders: { id: number; customer_id: number; status: string; total: number; created_at: string }
  customers: { id: number; name: string; country: string }
  order_items: { order_id: number; product_id: number; quantity: number }
}

/** One query, in both builders' terms. */
export interface BenchQuery {
  readonly name: string
  readonly knex: (db: Knex, n: number) => Knex.QueryBuilder
  readonly kysely: (
    db: Kysely<Schema>,
    n: number,
  ) => { compile(): { readonly sql: string; readonly parameters: readonly unknown[] } }
}

/** Six kinds of query; `n` varies the values, as traffic does. */
export const QUERIES: readonly BenchQuery[] = [
  {
    name: 'simple select',
    knex: (db, n) => db('users').where('id', n),
    kysely: (db, n) => db.selectFrom('users').selectAll().where('id', '=', n),
  },
  {
    name: 'first of three columns',
    knex: (db, n) => db('users').where({ id: n }).first('id', 'name', 'email'),
    kysely: (db, n) => db.selectFrom('users').select(['id', 'name', 'email']).where('id', '=', n).limit(1),
  },
  {
    name: 'medium select',
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
  },
  {
    name: 'complex select',
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
  },
  {
    name: 'insert two rows',
    knex: (db, n) =>
      db('users').insert([
        { age: n, email: 'a@example.org', name: 'Ada' },
        { age: 36, email: 'b@example.org', name: 'Bob' },
      ]),
    kysely: (db, n) =>
      db.insertInto('users').values([
        { age: n, email: 'a@example.org', name: 'Ada' },
        { age: 36, email: 'b@example.org', name: 'Bob' },
      ] as never),
  },
  {
    name: 'update by key',
    knex: (db, n) => db('users').where('id', n).update({ name: 'Ada', age: 36 }),
    kysely: (db, n) => db.updateTable('users').set({ name: 'Ada', age: 36 }).where('id', '=', n),
  },
]
