import { expect } from 'vitest'
import knexFactory from 'knex'
import type { Knex } from 'knex'

import { createAdapter } from 'knexodus'

/** What an application does with a database; returns what it learned. */
export type Scenario = (db: Knex) => unknown

/** How both instances are made. */
export interface BothOptions {
  readonly config?: Knex.Config | (() => Knex.Config)
  /** Prepares the database of each, before anything is counted. */
  readonly setUp?: (db: Knex) => Promise<unknown>
  /** Lets legacy take what fast declines. By default that is an error. */
  readonly fallback?: boolean
  /** The scenario is a mistake: both have to fail. */
  readonly fails?: boolean
}

type Metrics = ReturnType<ReturnType<typeof createAdapter>['getQueryBuilderMetrics']>

/** The numbers of the routed instance, and what came of the scenario on either. */
export interface Told extends Metrics {
  readonly outcome: { readonly value?: unknown; readonly error?: unknown }
}

/** A real database in memory. */
export const SQLITE: Knex.Config = {
  client: 'better-sqlite3',
  connection: { filename: ':memory:' },
  useNullAsDefault: true,
}

/**
 * Runs a scenario on a plain Knex and on one whose queries are all built by fast, each with a database of its own, and
 * expects the same outcome: the same value, or the same error.
 *
 * @returns the numbers of the routed one, and the outcome
 */
export async function sameOnBoth(
  scenario: Scenario,
  { config = SQLITE, setUp = bookshop, fallback = false, fails = false }: BothOptions = {},
): Promise<Told> {
  // Verifying every build runs both builders on each query: what one of them changes, the other would see.
  const adapter = createAdapter({
    percentage: 100,
    verifyPercentage: 50,
    seed: 'both',
    fallback,
    logLevel: 'silent',
  })
  const made = (): Knex => knexFactory(typeof config === 'function' ? config() : config)
  const plain = await outcomeOf(scenario, made(), setUp)
  const routed = await outcomeOf(scenario, adapter.adaptKnex(made()), async (db) => {
    await setUp(db)
    adapter.resetQueryBuilderMetrics()
  })
  expect(routed).toEqual(plain)
  expect(plain).toHaveProperty(fails ? 'error' : 'value')
  const metrics = adapter.getQueryBuilderMetrics()
  expect(metrics).toMatchObject({ parityMismatches: 0, fastErrors: 0 })
  return { ...metrics, outcome: plain }
}

/** Authors and books, made by schema builder and raw queries only. */
export async function bookshop(db: Knex): Promise<void> {
  await db.schema.createTable('authors', (table) => {
    table.increments('id')
    table.string('name').notNullable()
  })
  await db.schema.createTable('books', (table) => {
    table.increments('id')
    table.integer('author_id').references('authors.id')
    table.string('title').notNullable().unique()
    table.integer('price')
  })
  await db.raw(`insert into authors (id, name) values (1, 'Ada'), (2, 'Bo'), (3, 'Cy')`)
  await db.raw(
    `insert into books (id, author_id, title, price) values (1, 1, 'A', 10), (2, 1, 'B', 20), (3, 2, 'C', null)`,
  )
}

async function outcomeOf(
  scenario: Scenario,
  db: Knex,
  setUp: (db: Knex) => Promise<unknown>,
): Promise<Told['outcome']> {
  try {
    await setUp(db)
    return { value: await scenario(db) }
  } catch (error) {
    return { error: error instanceof Error ? `${error.constructor.name}: ${error.message}` : error }
  } finally {
    await db.destroy()
  }
}

/** Every fallback that happened, with its number. */
export function fallbacksOf({ fallbackReasons }: Metrics): Record<string, number> {
  return Object.fromEntries(Object.entries(fallbackReasons).filter(([, count]) => count > 0))
}
