import knexFactory from 'knex'
import type { Knex } from 'knex'

import type { PostgresConnection } from '../../demo/postgres.js'
import { KNEXODUS } from '../library.js'
import { POOL } from './contestant.js'
import type { Contestant, Family } from './contestant.js'

type Adapter = ReturnType<typeof KNEXODUS.createAdapter>

/** Knexodus with everything served by fast. */
export const FAST = `${KNEXODUS.label} 100 %`
/** The same, run by Knex's own runner. */
const BUILT_ONLY = `${KNEXODUS.label} 100 %, run by Knex`
/** With named prepared statements. */
export const PREPARED = `${KNEXODUS.label} 100 %, prepared`

/** Knex as it is, and by Knexodus without and with prepared statements. */
export function knexFamily(connection: PostgresConnection): Family & { assertServedByFast(): void } {
  const onPool = (): Knex =>
    knexFactory({ client: 'pg', connection: { ...connection }, pool: { min: POOL, max: POOL } })
  const adapterOf = (prepared: boolean, leanRunner: boolean): Adapter =>
    KNEXODUS.createAdapter({ percentage: 100, prepared, leanRunner, logLevel: 'error' })
  const adapters = {
    [FAST]: adapterOf(false, true),
    [BUILT_ONLY]: adapterOf(false, false),
    [PREPARED]: adapterOf(true, true),
  }
  const adapted = Object.entries(adapters).map(([name, adapter]) => ({
    name,
    db: adapter.adaptKnex(onPool()),
  }))
  const all = [{ name: 'Knex', db: onPool() }, ...adapted]
  return {
    contestants: all.map(({ name, db }) => onKnex(name, db)),
    close: async () => {
      for (const { db } of all) await db.destroy()
    },
    assertServedByFast: () => {
      for (const [name, adapter] of Object.entries(adapters)) assertServedByFast(adapter, name !== BUILT_ONLY)
    },
  }
}

/** A query that falls back measures legacy, and one that is not run lean measures Knex's runner. */
function assertServedByFast(adapter: Adapter, isLean: boolean): void {
  const { fastCalls, legacyCalls, leanRuns } = adapter.getQueryBuilderMetrics()
  if (fastCalls === 0 || legacyCalls > 0)
    throw new Error(
      `expected fast to serve all builds, got ${legacyCalls} by legacy and ${fastCalls} by fast`,
    )
  if (leanRuns !== (isLean ? fastCalls : 0))
    throw new Error(
      `expected ${isLean ? 'all' : 'no'} queries to be run lean, got ${leanRuns} of ${fastCalls}`,
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
