import knex from 'knexodus'
import type { Knex } from 'knexodus'

/** Knex's function, or anything that behaves as it. */
export type KnexFunction = (config: Knex.Config) => Knex

/**
 * Opens the shop's database.
 *
 * @param connection - what Knex's `connection` takes.
 * @param createKnex - the builder to run on; only the comparison with plain Knex hands in another one.
 */
export function openDatabase(connection: object, createKnex: KnexFunction = knex): Knex {
  return createKnex({
    client: 'pg',
    connection: { ...connection },
    pool: { min: 0, max: 4 },
  })
}
