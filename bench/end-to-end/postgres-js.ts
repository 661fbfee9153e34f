import postgres from 'postgres'

import type { PostgresConnection } from '../../demo/postgres.js'
import { POOL } from './contestant.js'
import type { Family, Sent } from './contestant.js'

/** A driver of its own: it prepares every text, and sends a query before the last one is answered. */
export const POSTGRES_JS = 'postgres.js'

/** @param onSent told of every query that is sent */
export function postgresJs(
  { host, port, user, password, database }: PostgresConnection,
  onSent: (sent: Sent) => void,
): Family {
  const debug = (_connection: number, sql: string, bindings: unknown[]): void =>
    onSent({ sql, bindings, name: 'its own' })
  const sql = postgres({ host, port, user, password, database, max: POOL, debug })
  return {
    contestants: [
      {
        name: POSTGRES_JS,
        queries: {
          byKey: async (n) => sql`select "id", "name", "email", "age" from "users" where "id" = ${n}`,
          page: async (n) =>
            sql`select "id", "status", "total" from "orders" where "customer_id" = ${n} and "status" = ${'paid'} order by "total" desc limit ${10} offset ${2}`,
        },
      },
    ],
    close: () => sql.end(),
  }
}
