import { collectDefaultMetrics } from 'prom-client'
import { Cleanup } from '../cleanup.js'
import { serveMetrics } from '../metrics-server.js'
import type { Operation } from '../traffic/operation.js'
import { isReporting } from '../traffic/reporting.js'
import { traffic } from '../traffic/traffic.js'
import type { Scene } from '../traffic/world.js'
import type { ServiceOptions } from './arguments.js'
import { Outcomes } from './outcomes.js'
import { Pacer } from './pacer.js'
import { openShops } from './shops.js'
import type { Shops } from './shops.js'
import { takeStock } from './stocktaking.js'

/** Customers who are served at the same time. */
const LANES = 3

/** Operations between two stocktakings. */
const ROUND = 5000

/** Whom the service tells how it goes. */
export interface ServiceReporter {
  /** Traffic runs and `/metrics` answers. */
  ready(metricsUrl: string): void
  /** Something is wrong, and the service goes on. */
  complain(line: string): void
}

/**
 * Runs one instance of the shop under continuous traffic until the signal aborts, and then puts everything away.
 *
 * @throws Error when the database cannot be reached at the start, or the port is taken.
 */
export async function runService(
  options: ServiceOptions,
  reporter: ServiceReporter,
  signal: AbortSignal,
): Promise<void> {
  const cleanup = new Cleanup()
  try {
    const shops = openShops(options.postgres, process.env)
    cleanup.add(() => shops.close())
    collectDefaultMetrics()
    const outcomes = new Outcomes((line) => reporter.complain(line))
    const scene = await takeStock(shops.shop.db)
    const server = await serveMetrics(options)
    cleanup.add(() => server.close())
    reporter.ready(server.url)
    const operations = rounds(scene, shops, outcomes)
    const pacer = new Pacer(options.pace)
    const lane = () => serve({ operations, shops, outcomes, pacer, signal })
    await Promise.all(Array.from({ length: LANES }, lane))
  } finally {
    await cleanup.run()
  }
}

interface Serving {
  readonly operations: AsyncIterator<Operation, never>
  readonly shops: Shops
  readonly outcomes: Outcomes
  readonly pacer: Pacer
  readonly signal: AbortSignal
}

/** Does one operation after the other until the signal aborts; a failed one is no reason to stop. */
async function serve({ operations, shops, outcomes, pacer, signal }: Serving): Promise<void> {
  for (;;) {
    // An abort ends the wait by rejecting it.
    await pacer.turn(signal).catch(() => undefined)
    if (signal.aborted) return
    const { value: operation } = await operations.next()
    try {
      await operation.run(isReporting(operation) ? shops.reports : shops.shop)
      outcomes.done()
    } catch (error) {
      outcomes.threw(operation.name, error)
    }
  }
}

/** Traffic without end, that looks now and then at what the other instances have made of the shop. */
async function* rounds(
  opening: Scene,
  { shop }: Shops,
  outcomes: Outcomes,
): AsyncGenerator<Operation, never> {
  let scene = opening
  for (let round = 0; ; round++) {
    // Every process has its own customers, who would otherwise all want the same e-mail address.
    const operations = traffic(`${process.pid} ${Date.now()} ${round}`, scene)
    for (let done = 0; done < ROUND; done++) yield operations.next().value
    scene = await takeStock(shop.db).catch((error: unknown) => {
      outcomes.threw('take stock', error)
      return scene
    })
  }
}
