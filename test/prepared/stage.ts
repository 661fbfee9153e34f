import knex from 'knex'
import type { Knex } from 'knex'
import { createAdapter } from 'knexodus'

import type { PostgresConnection } from '../../demo/postgres.js'
import { createMemoryLogger } from '../log/memory-logger.js'

type AdapterOptions = NonNullable<Parameters<typeof createAdapter>[0]>

/** A Knex whose queries may be prepared, with its adapter and what that logged. */
export interface Stage {
  readonly db: Knex
  readonly adapter: ReturnType<typeof createAdapter>
  readonly lines: Record<string, unknown>[]
}

/** As often as a text has to be run before it has a name. */
export const USES = 5

/** Opens a Knex of one connection, unless told otherwise, with everything served by fast and names on. */
export function open(
  connection: PostgresConnection,
  options: AdapterOptions = {},
  config: Knex.Config = {},
): Stage {
  const { logger, lines } = createMemoryLogger()
  const adapter = createAdapter({
    percentage: 100,
    verifyPercentage: 0,
    prepared: true,
    logLevel: 'warn',
    logger,
    ...options,
  })
  const db = knex({ client: 'pg', connection: { ...connection }, pool: { min: 0, max: 1 }, ...config })
  return { db: adapter.adaptKnex(db), adapter, lines }
}

/** The texts of the statements that are prepared by a name of ours on the one connection of a Knex, or of a transaction. */
export async function preparedOn(db: Knex): Promise<string[]> {
  const { rows } = await db.raw(`select name, statement from pg_prepared_statements where name like 'kx\\_%'`)
  return (rows as { statement: string }[]).map(({ statement }) => statement).toSorted()
}

/** Runs something as often as needed to have its text named, and once more, by that name. */
export async function often<T>(run: (n: number) => PromiseLike<T>): Promise<T> {
  for (let n = 1; n <= USES; n++) await run(n)
  return run(USES + 1)
}
