import { fillPlaceholders } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import knexFactory from 'knex'
import type { Knex } from 'knex'
import { Kysely, PostgresDialect } from 'kysely'

import type { Library } from './library.js'
import type { BenchQuery, Built } from './queries/query.js'

/** The name of plain Knex, which the others are measured against. */
export const KNEX = 'Knex'

/** Builds a query once, with values that depend on `n`. */
export type Task = (n: number) => unknown

/** One way to build queries, whole: the chain, the decision, a complete result. */
export interface Contestant {
  readonly name: string
  /** The building of one query; `undefined` where this contestant has no such thing. */
  task(query: BenchQuery): Task | undefined
  /** What that builds, as a driver gets it, for the comparison that comes first. */
  built(query: BenchQuery): ((n: number) => Built) | undefined
}

/** An adapter that says nothing, and plain Knex adapted by it. */
export function adapted(
  library: Library,
  options: Parameters<Library['createAdapter']>[0],
  config?: Knex.Config,
): { readonly adapter: ReturnType<Library['createAdapter']>; readonly db: Knex } {
  const adapter = library.createAdapter({ logLevel: 'silent', ...options })
  return { adapter, db: adapter.adaptKnex(plainKnex(config)) }
}

/** Knex for PostgreSQL, without a database. */
export function plainKnex(config?: Knex.Config): Knex {
  return knexFactory({ client: 'pg', ...config })
}

/** Knex, plain or adapted. */
export function onKnex(name: string, db: Knex): Contestant {
  return {
    name,
    task:
      ({ knex }) =>
      (n) =>
        knex(db, n).toSQL(),
    built:
      ({ knex }) =>
      (n) => {
        const { sql, bindings } = knex(db, n).toSQL().toNative()
        return { sql, bindings: [...bindings] }
      },
  }
}

/** Knex, plain or adapted, up to the text that goes to PostgreSQL. */
export function onKnexToNative(name: string, db: Knex): Contestant {
  return {
    ...onKnex(name, db),
    task:
      ({ knex }) =>
      (n) =>
        knex(db, n).toSQL().toNative(),
  }
}

/** Kysely: the query is built and compiled each time, as its own `execute` does. */
export function onKysely(): Contestant {
  const dialect = new PostgresDialect({ pool: async () => Promise.reject(new Error('unused')) })
  const db = new Kysely<never>({ dialect })
  return {
    name: 'Kysely',
    task:
      ({ kysely }) =>
      (n) =>
        kysely(db, n).compile(),
    built:
      ({ kysely }) =>
      (n) => {
        const { sql, parameters } = kysely(db, n).compile()
        return { sql, bindings: parameters }
      },
  }
}

/** Drizzle: the query is built each time. */
export function onDrizzle(): Contestant {
  const db = drizzle.mock()
  return {
    name: 'Drizzle',
    task: (query) => (n) => query.drizzle(db, n).toSQL(),
    built: (query) => (n) => {
      const { sql, params } = query.drizzle(db, n).toSQL()
      return { sql, bindings: params }
    },
  }
}

/**
 * Drizzle, prepared: what its `execute` does before it turns to the driver, which is to put this execution's values where the
 * placeholders are. The text stands since the query was prepared, by hand, at one place of the application.
 */
export function onDrizzlePrepared(): Contestant {
  const db = drizzle.mock()
  const built: Contestant['built'] = ({ drizzlePrepared }) => {
    if (drizzlePrepared === undefined) return undefined
    const { values } = drizzlePrepared
    const { sql, params } = drizzlePrepared.query(db).getQuery()
    return (n) => ({ sql, bindings: fillPlaceholders(params, values(n)) })
  }
  return { name: 'Drizzle prepared', task: built, built }
}

/** A text that somebody wrote, and an array of values: the floor. */
export function byHand(): Contestant {
  return { name: 'by hand', task: ({ byHand: write }) => write, built: ({ byHand: write }) => write }
}
