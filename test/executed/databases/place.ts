import knex from 'knex'
import type { Knex } from 'knex'

import type { ClientName } from '../script/step.js'

/** Where the script runs: a client of Knex, and a database that can be had empty as often as needed. */
export interface Place {
  readonly client: ClientName
  /** Makes the database empty, and says how to reach it. */
  readonly empty: () => Promise<Knex.Config>
}

/** A plain Knex on a place's database, now empty, and where its warnings go. */
export async function openEmpty(place: Place): Promise<{ db: Knex; warnings: string[] }> {
  const warnings: string[] = []
  const warn = (message: unknown) => void warnings.push(String(message))
  const log = { warn, error: warn, deprecate: warn, debug: warn }
  const config = await place.empty()
  return { db: knex({ client: place.client, log, ...config }), warnings }
}

/** Runs statements on a Knex that is only there for them. */
export async function administer(config: Knex.Config, statements: readonly string[]): Promise<void> {
  const db = knex(config)
  try {
    for (const statement of statements) await db.raw(statement)
  } finally {
    await db.destroy()
  }
}
