import { createAdapter } from 'knexodus'
import { Registry, collectDefaultMetrics, register } from 'prom-client'

import { assertCounted, flooded } from './flood/flood.js'
import type { Adapter, Flood } from './flood/flood.js'
import { ratioSpread, spread } from './report.js'
import type { Benchmark, Effort, Figure, Report, Table } from './report.js'

/* What a scrape by Prometheus takes, and what it takes from a service that builds without pause. */

const EFFORTS = { full: { rounds: 25, ms: 400 }, smoke: { rounds: 2, ms: 60 } } as const

/** Prometheus comes every 15 seconds; here it comes often enough to be felt, if at all. */
const EVERY_MS = 20

const SCRAPE_AT_MOST_MS = 2
const BUILD_COST_AT_MOST = 1.03

type Scraped = Pick<Registry, 'metrics'>

const DATABASES = 8

/** A process with several databases, as one is that has outgrown its first. */
function registryOfSeveral(): Registry {
  const registry = new Registry()
  for (let index = 0; index < DATABASES; index++) {
    createAdapter({ registry, database: `database-${index}`, logLevel: 'silent' })
  }
  return registry
}

/** What is scraped, by name; prom-client's own metrics first, as something to compare with. */
function registries(adapter: Adapter): Readonly<Record<string, Scraped>> {
  const defaults = new Registry()
  collectDefaultMetrics({ register: defaults })
  // The metrics of the process's default adapter, if it has started, would be in the way.
  register.clear()
  collectDefaultMetrics()
  adapter.registerMetrics()
  return {
    'prom-client’s default metrics': defaults,
    'knexodus, a registry of its own': adapter.registry,
    'both, prom-client’s default registry': register,
    [`knexodus, ${DATABASES} databases`]: registryOfSeveral(),
  }
}

async function timed(registry: Scraped): Promise<number> {
  const start = performance.now()
  await registry.metrics()
  return performance.now() - start
}

/** The scrapes of one round, amid builds. */
async function scrapes(flood: Flood, registry: Scraped, ms: number): Promise<readonly number[]> {
  // One in any case: a round may be too short for the machine of the day.
  const times = [await timed(registry)]
  await flood.for(ms, EVERY_MS, async () => times.push(await timed(registry)))
  return times
}

async function timeTable(flood: Flood, adapter: Adapter, effort: Effort): Promise<Table> {
  const { rounds, ms } = EFFORTS[effort]
  const all = Object.entries(registries(adapter))
  const times = all.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, [, registry]] of all.entries()) {
      times[index]!.push(spread(await scrapes(flood, registry, ms)).median)
    }
  }
  const figures = all.map(([contestant], index): Figure => ({
    contestant,
    unit: 'ms',
    value: spread(times[index]!),
    ...(index > 0 && { ratio: ratioSpread('cost', times[0]!, times[index]!) }),
  }))
  return {
    name: 'one scrape',
    ratios: 'cost',
    figures,
    goals: all.slice(1).map(([contestant]) => ({ contestant, of: 'value', atMost: SCRAPE_AT_MOST_MS })),
  }
}

async function floodTable(flood: Flood, adapter: Adapter, effort: Effort): Promise<Table> {
  const { rounds, ms } = EFFORTS[effort]
  const alone: number[] = []
  const scraped: number[] = []
  const turns = [
    async () => alone.push(await flood.for(ms, EVERY_MS, () => {})),
    async () => scraped.push(await flood.for(ms, EVERY_MS, () => adapter.registry.metrics())),
  ]
  for (let round = 0; round < rounds; round++) {
    for (const take of round % 2 === 0 ? turns : turns.toReversed()) await take()
  }
  const contestant = `scraped every ${EVERY_MS} ms`
  return {
    name: 'CPU time of one build at 50 %, the scrapes included',
    ratios: 'cost',
    figures: [
      { contestant: 'not scraped', unit: 'µs', value: spread(alone) },
      { contestant, unit: 'µs', value: spread(scraped), ratio: ratioSpread('cost', alone, scraped) },
    ],
    goals: [{ contestant, of: 'ratio', atMost: BUILD_COST_AT_MOST }],
  }
}

const benchmark: Benchmark = {
  name: 'scrape',
  async run(effort: Effort): Promise<Report> {
    const adapter = createAdapter({ percentage: 50, logLevel: 'warn' })
    const flood = await flooded(adapter)
    const tables = [await timeTable(flood, adapter, effort), await floodTable(flood, adapter, effort)]
    assertCounted(adapter, flood)
    return {
      name: 'scrape',
      title: 'Being scraped',
      about:
        'A flood of builds at 50 %, and in the midst of it scrapes, far more often than Prometheus does. ' +
        'Afterwards every build has been counted once.',
      tables,
    }
  },
}

export default benchmark
