import knexFactory from 'knex'
import type { Knex } from 'knex'

import type { PostgresConnection } from '../../demo/postgres.js'
import { KNEXODUS } from '../library.js'
import { POOL } from './contestant.js'
import type { Contestant, Family } from './contestant.js'

type Adapter = ReturnType<typeof KNEXODUS.createAdapter>

/** Knexodus with everything served by fast. */
export const FAST = `${KNEXODUS.label} 100 %`
/** The same with named prepared statements. */
export const PREPARED = `${KNEXODUS.label} 100 %, prepared`

/** Knex as it is, and by Knexodus without and with prepared statements. */
export function knexFamily(connection: PostgresConnection): Family & { assertServedByFast(): void } {
  const plain = knexFactory({
    client: 'pg',
    connection: { ...connection },
    pool: { min: POOL, max: POOL },
  })
  const adapterOf = (prepared: boolean): Adapter =>
    KNEXODUS.createAdapter({ percentage: 100, prepared, logLevel: 'error' })
  const [fast, prepared] = [adapterOf(false), adapterOf(true)]
  const onPool = (): Knex => knexFactory({ client: 'pg', connectionPool: plain.client.pool } as Knex.Config)
  return {
    contestants: [
      onKnex('Knex', plain),
      onKnex(FAST, fast.adaptKnex(onPool())),
      onKnex(PREPARED, prepared.adaptKnex(onPool())),
    ],
    close: () => plain.destroy(),
    assertServedByFast: () => [fast, prepared].forEach(assertServedByFast),
  }
}

/** A query that falls back measures legacy. */
function assertServedByFast(adapter: Adapter): void {
  const { fastCalls, legacyCalls } = adapter.getQueryBuilderMetrics()
  if (fastCalls === 0 || legacyCalls > 0)
    throw new Error(
      `expected fast to serve all builds, got ${legacyCalls} by legacy and ${fastCalls} by fast`,
    )
}

function onKnex(name: string, db: Knex): Contestant {
  return {
    name,
    queries: {
      byKey: async (n) => db('users').select('id', 'name', 'email', 'age').where('id', n),
      page: async (n) =>
        db('orders')
          .select('id', 'status', 'total')
          .where('customer_id', n)
          .where('status', 'paid')
          .orderBy('total', 'desc')
          .limit(10)
          .offset(2),
    },
  }
}
