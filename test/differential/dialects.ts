import knexFactory from 'knex'
import type { Knex } from 'knex'

/** Knex's clients of the dialects that the fast builder speaks. None needs its driver for building. */
export const DIALECTS = [
  'pg',
  'pgnative',
  'cockroachdb',
  'redshift',
  'mysql',
  'mysql2',
  'mariadb',
  'sqlite3',
  'better-sqlite3',
  'mssql',
] as const
export type Dialect = (typeof DIALECTS)[number]

/** How both Knexes are set up. */
export type Config = Partial<Knex.Config>

/**
 * A Knex that builds as one connected to `App_DB` does. It never connects, and loads no driver.
 *
 * @param warnings gets what it warns of
 */
export function makeKnex(client: string, config: Config = {}, warnings: string[] = []): Knex {
  const log = { warn: (text: string) => void warnings.push(text), error() {}, debug() {}, deprecate() {} }
  const knex = knexFactory({ client, log, useNullAsDefault: true, ...config })
  // Where Knex keeps what it was told of a connection, and asks for the name of the database.
  ;(knex.client as { connectionSettings: object }).connectionSettings = { database: 'App_DB' }
  return knex
}
