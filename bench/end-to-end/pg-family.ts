import { and, desc, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'

import type { PostgresConnection } from '../../demo/postgres.js'
import { orders, users } from '../drizzle-tables.js'
import { POOL } from './contestant.js'
import type { Contestant, Family, QueryName, Sent } from './contestant.js'

/** The driver alone, with a statement's name: as near as one gets on this driver. */
export const PG_NAMED = 'pg, named'

interface Schema {
  users: { id: number; name: string; email: string; age: number }
  orders: { id: number; customer_id: number; status: string; total: number }
}

/** Others on Knex's own driver and its own pool: texts written by hand, and two libraries. */
export function pgFamily(connection: PostgresConnection): Family {
  const pool = new Pool({ ...connection, max: POOL })
  return {
    contestants: [byHand('pg', pool, false), byHand(PG_NAMED, pool, true), onKysely(pool), onDrizzle(pool)],
    close: () => {
      // It does not wait until the server has let go of its connections, and the server is about to stop.
      pool.on('error', () => undefined)
      return pool.end()
    },
  }
}

const TEXTS: Readonly<Record<QueryName, (n: number) => Sent>> = {
  byKey: (n) => ({ sql: 'select "id", "name", "email", "age" from "users" where "id" = $1', bindings: [n] }),
  page: (n) => ({
    sql: 'select "id", "status", "total" from "orders" where "customer_id" = $1 and "status" = $2 order by "total" desc limit $3 offset $4',
    bindings: [n, 'paid', 10, 2],
  }),
}

function byHand(name: string, pool: Pool, isNamed: boolean): Contestant {
  const run = (query: QueryName) => async (n: number) => {
    const { sql: text, bindings } = TEXTS[query](n)
    const { rows } = await pool.query<object>({
      text,
      values: [...bindings],
      ...(isNamed && { name: query }),
    })
    return rows
  }
  return { name, queries: { byKey: run('byKey'), page: run('page') } }
}

function onKysely(pool: Pool): Contestant {
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return {
    name: 'Kysely',
    queries: {
      byKey: (n) =>
        db.selectFrom('users').select(['id', 'name', 'email', 'age']).where('id', '=', n).execute(),
      page: (n) =>
        db
          .selectFrom('orders')
          .select(['id', 'status', 'total'])
          .where('customer_id', '=', n)
          .where('status', '=', 'paid')
          .orderBy('total', 'desc')
          .limit(10)
          .offset(2)
          .execute(),
    },
  }
}

function onDrizzle(pool: Pool): Contestant {
  const db = drizzle(pool)
  return {
    name: 'Drizzle',
    queries: {
      byKey: async (n) => db.select().from(users).where(eq(users.id, n)),
      page: async (n) =>
        db
          .select({ id: orders.id, status: orders.status, total: orders.total })
          .from(orders)
          .where(and(eq(orders.customerId, n), eq(orders.status, 'paid')))
          .orderBy(desc(orders.total))
          .limit(10)
          .offset(2),
    },
  }
}
