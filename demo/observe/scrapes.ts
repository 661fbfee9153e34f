import { parseExposition } from '../exposition.js'
import type { Instance } from './instance.js'
import { databaseStates } from './state.js'
import type { Calls, Look } from './state.js'

const CALLS = 'knexodus_query_builder_calls_total{'
const MODE = 'knexodus_query_builder_mode{'

/**
 * The state without a Prometheus: what the instances' own `/metrics` say, and what has changed since the look before.
 * Nobody evaluates alerts.
 */
export function lookAtInstances(instances: readonly Instance[]): Look {
  let before: readonly Calls[] = []
  return async () => {
    const texts = await Promise.all(instances.map(({ metricsUrl }) => scrape(metricsUrl)))
    const scrapes = texts.filter((text) => text !== undefined).map(parseExposition)
    const calls = scrapes.flatMap(callsIn)
    const since = [...calls, ...before.map((call) => ({ ...call, builds: -call.builds }))]
    before = calls
    const targets = new Map(scrapes.flatMap(targetsIn))
    return { databases: databaseStates(since, targets), up: scrapes.length, firing: [], pending: [] }
  }
}

/** One that is frozen does not answer. */
async function scrape(url: string): Promise<string | undefined> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => undefined)
  return answer?.text()
}

function callsIn(samples: ReadonlyMap<string, number>): Calls[] {
  return seriesOf(samples, CALLS).map(([series, builds]) => ({
    database: label(series, 'database'),
    builder: label(series, 'builder_type'),
    builds,
  }))
}

function targetsIn(samples: ReadonlyMap<string, number>): [string, number][] {
  return seriesOf(samples, MODE).map(([series, target]) => [label(series, 'database'), target])
}

function seriesOf(samples: ReadonlyMap<string, number>, start: string): [string, number][] {
  return [...samples].filter(([series]) => series.startsWith(start))
}

function label(series: string, name: string): string {
  return new RegExp(`[{,]${name}="([^"]*)"`).exec(series)?.[1] ?? ''
}
