import plainKnex from 'knex'
import { getQueryBuilderMetrics } from 'knexodus'
import { openDatabase } from './app/database.js'
import type { KnexFunction } from './app/database.js'
import { createSchema } from './app/schema.js'
import { Shop } from './app/shop.js'
import { Cleanup } from './cleanup.js'
import { differingTables } from './comparison.js'
import { serveMetrics } from './metrics-server.js'
import type { BuilderMetrics } from './metrics.js'
import { startPostgres } from './postgres.js'
import type { EmbeddedPostgres } from './postgres.js'
import type { Reporter, StepProgress } from './progress.js'
import { Roll } from './roll.js'
import { Random } from './traffic/random.js'
import { stockShop } from './traffic/stock.js'
import { traffic } from './traffic/traffic.js'
import { judge } from './verdict.js'
import type { Check, Evidence } from './verdict.js'

const SEED = 'knexodus'
const OPENING_DAY = '2024-02-29T09:00:00.000Z'

/** How much traffic, and how fast. */
export interface Tempo {
  readonly operationsPerStep: number
  /** Operations a second, at most. */
  readonly pace: number
}

/** As fast as it goes: for scripts. */
export const QUICK: Tempo = { operationsPerStep: 1500, pace: Infinity }

/** About eight seconds a step: for people. */
export const WATCHABLE: Tempo = { operationsPerStep: 4000, pace: 500 }

/** What the demo found. */
export interface DemoResult {
  readonly steps: readonly StepProgress[]
  readonly checks: readonly Check[]
  readonly metrics: BuilderMetrics
}

/**
 * Runs the whole demo: two shops with equal data, one on plain Knex and one on Knexodus, the same traffic to both, the
 * rollout up and down, and a verdict. Leaves nothing running, however it ends.
 *
 * @throws the signal's reason when it aborts; Error when PostgreSQL or an operation fails.
 */
export async function runDemo(tempo: Tempo, reporter: Reporter, signal: AbortSignal): Promise<DemoResult> {
  const cleanup = new Cleanup()
  try {
    reporter.say('Starting PostgreSQL in a temporary folder …')
    const postgres = await startPostgres({ signal })
    cleanup.add(() => postgres.stop())
    const reference = await openShop(postgres, 'plain_knex', cleanup, plainKnex)
    const subject = await openShop(postgres, 'knexodus', cleanup)
    const server = await serveMetrics()
    cleanup.add(() => server.close())
    reporter.say(
      `PostgreSQL ${await version(reference)} on port ${postgres.connection.port}, metrics on ${server.url}`,
    )
    const shops = { reference, subject }
    const roll = new Roll({
      ...tempo,
      ...shops,
      traffic: traffic(SEED),
      metricsUrl: server.url,
      reporter,
      signal,
    })
    const result = await roll.run()
    const tables = await differingTables(reference.db, subject.db)
    return await verdict({ ...result, differingTables: tables }, server.url)
  } finally {
    reporter.close()
    await cleanup.run()
  }
}

/** Opens a shop on a database of its own; both shops begin with the same data. */
async function openShop(
  postgres: EmbeddedPostgres,
  database: string,
  cleanup: Cleanup,
  createKnex?: KnexFunction,
): Promise<Shop> {
  const db = openDatabase(await postgres.createDatabase(database), createKnex)
  cleanup.add(() => db.destroy())
  await createSchema(db)
  const shop = new Shop(db)
  await stockShop(shop, new Random(SEED), OPENING_DAY)
  return shop
}

async function version({ db }: Shop): Promise<string> {
  const result = await db.raw('show server_version')
  return String(result.rows[0].server_version)
}

/** No query is built from here on, so that both readings of the numbers are of the same moment. */
async function verdict(
  found: Omit<Evidence, 'exposition' | 'metrics'>,
  metricsUrl: string,
): Promise<DemoResult> {
  const response = await fetch(metricsUrl)
  const exposition = await response.text()
  const metrics = getQueryBuilderMetrics()
  return { steps: found.steps, checks: judge({ ...found, exposition, metrics }), metrics }
}
