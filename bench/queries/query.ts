import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Knex } from 'knex'
import type { Kysely } from 'kysely'

import type { Goal } from '../report.js'

/** A query's text and its values, as a driver gets them. */
export interface Built {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

/** The tables of the benchmark's queries, as Kysely wants them. */
export interface Schema {
  users: { id: number; name: string; email: string; age: number }
  orders: { id: number; customer_id: number; status: string; total: number; created_at: string }
  customers: { id: number; name: string; country: string }
  order_items: { order_id: number; product_id: number; quantity: number }
}

/** A query that Drizzle built once, with a name in place of each value. */
export interface DrizzlePrepared {
  /** The query made ready, under a name of its own. */
  readonly query: (db: NodePgDatabase) => { getQuery(): { readonly sql: string; readonly params: unknown[] } }
  /** The values of one execution. */
  readonly values: (n: number) => Record<string, unknown>
}

/** One query in every builder's terms; `n` varies the values, as traffic does. */
export interface BenchQuery {
  readonly name: string
  /** What Knexodus at 100 % is held to. */
  readonly goal?: Pick<Goal, 'atLeast' | 'aim'>
  /** Builds for each reading of the clock, where the usual number would not do. */
  readonly batch?: number
  readonly knex: (db: Knex, n: number) => Knex.QueryBuilder
  readonly kysely: (
    db: Kysely<Schema>,
    n: number,
  ) => { compile(): { readonly sql: string; readonly parameters: readonly unknown[] } }
  readonly drizzle: (
    db: NodePgDatabase,
    n: number,
  ) => { toSQL(): { readonly sql: string; readonly params: unknown[] } }
  /** Absent where a query cannot be prepared because its text depends on its values. */
  readonly drizzlePrepared?: DrizzlePrepared
  /** What somebody would write who knows the SQL: a constant text, and a fresh array of values. */
  readonly byHand: (n: number) => Built
}
