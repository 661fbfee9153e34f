import Module, { createRequire } from 'node:module'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { Counter, Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createAdapter } from 'knexodus'
import type { Chain } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { declinedOn } from './declined.js'
import { heal, plantThrow, plantWrongPlans, SPOILS } from './plant.js'
import type { Logger, StageOptions } from './stage.js'
import { BY, Stage } from './stage.js'

/* Rule 1 again: nor does anything that Knexodus is given to work with, or finds itself beside, reach the application. */

const GOOD: Chain = (k) => k('t').select('a').where('b', 1).where('c', 2)
const DECLINED = declinedOn('t')

afterEach(heal)

/** Every kind of line there is gets written along the way. */
function liveThrough(options: StageOptions): void {
  const stage = new Stage({
    percentage: 100,
    logBuilder: true,
    logPerformance: true,
    slowBuildMs: 0,
    ...options,
  })
  const expectSame = (chain: Chain): void =>
    expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
  for (const chain of [GOOD, GOOD, DECLINED]) expectSame(chain)
  plantThrow('ask', () => new Error('boom'))
  expectSame(GOOD)
  heal()
  plantWrongPlans(SPOILS['another text']!)
  expectSame((k) => GOOD(k).where('d', 3))
  heal()
  stage.adapter.setRollout({ percentage: 0, shadowPercentage: 100 }, BY)
  expectSame(GOOD)
  expect(stage.metrics).toMatchObject({ totalCalls: 6, fastCalls: 2, percentage: 0 })
}

describe('a logger', () => {
  const thrower = (): never => {
    throw new Error('the logger')
  }
  const unhandled = vi.fn()
  beforeEach(() => void process.on('unhandledRejection', unhandled))
  afterEach(() => void process.off('unhandledRejection', unhandled))

  const getter = { get: thrower }
  const loggers: [string, unknown][] = [
    ['throws', { info: thrower, warn: thrower, error: thrower }],
    ['has methods that throw when they are read', Object.defineProperties({}, { info: getter, warn: getter, error: getter })],
    ['is empty', {}],
    ['is a text', 'logger'],
    ['is a proxy that throws on everything', new Proxy({}, { get: thrower, has: thrower, getPrototypeOf: thrower })],
    ['builds a query itself, and throws', buildingLogger()],
  ] // prettier-ignore

  function buildingLogger(): Logger {
    const { db } = new Stage({ percentage: 100 })
    const build = (): never => {
      DECLINED(db).toSQL()
      throw new Error('the logger')
    }
    return { info: build, warn: build, error: build }
  }

  it.each(loggers)('that %s', (_, logger) => liveThrough({ logger: logger as Logger }))

  it('that rejects', async () => {
    const reject = (): Promise<never> => Promise.reject(new Error('the logger'))
    liveThrough({ logger: { info: reject, warn: reject, error: reject } })
    await nextTurn()
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('that builds queries of the adapter it logs for', () => {
    const lines: string[] = []
    const log = (fields: object): void => {
      const { event, sql = '' } = fields as Record<string, string>
      lines.push(`${event} ${sql}`)
      if (!sql.includes('audit')) made.stage?.db('audit').where('a', 1).toSQL()
    }
    const made: { stage?: Stage } = {}
    const stage = new Stage({
      percentage: 100,
      logBuilder: true,
      logger: { info: log, warn: log, error: log },
    })
    made.stage = stage
    for (let i = 0; i < 3; i++)
      expect(outcome(() => GOOD(stage.db))).toEqual(outcome(() => GOOD(stage.plain)))
    expect(stage.metrics).toMatchObject({ totalCalls: 6, fastCalls: 6 })
    expect(lines.filter((line) => line.startsWith('knexodus.build'))).toHaveLength(6)
  })
})

describe('a metrics registry', () => {
  const thrower = (): never => {
    throw new Error('the registry')
  }

  it.each([
    ['throws', { registerMetric: thrower }],
    ['throws when it is asked', Object.defineProperty({}, 'registerMetric', { get: thrower })],
    ['is none', {}],
  ])('that %s', (_, registry) => liveThrough({ registry: registry as Registry }))

  it('in which every name is taken keeps what it has, and that is logged', async () => {
    const registry = new Registry()
    new Stage({ registry, percentage: 100 })
    const { lines, db } = new Stage({ registry, percentage: 100 })
    GOOD(db).toSQL()
    const [line] = lines.filter(({ event }) => event === 'knexodus.metrics_taken')
    expect(line).toMatchObject({ level: 'warn' })
    expect(line?.['names']).toContain('knexodus_query_builder_calls_total')
    expect(await registry.metrics()).toContain('knexodus_query_builder_calls_total{builder_type="fast"} 0')
  })

  it('in which the application has one of the names', async () => {
    const registry = new Registry()
    const name = 'knexodus_plan_cache_plans'
    new Counter({ name, help: 'mine', registers: [registry] }).inc(7)
    const { linesOf, ...stage } = bound(new Stage({ registry, percentage: 100 }))
    GOOD(stage.db).toSQL()
    expect(linesOf('metrics_taken')).toMatchObject([{ names: [name] }])
    const text = await registry.metrics()
    expect(text).toContain(`${name} 7`)
    expect(text).toContain('knexodus_query_builder_calls_total{builder_type="fast"} 1')
  })

  function bound(stage: Stage): { db: Stage['db']; linesOf: Stage['linesOf'] } {
    return { db: stage.db, linesOf: (event) => stage.linesOf(event) }
  }
})

describe('a listener of rollout changes', () => {
  it('that throws changes nothing', () => {
    const stage = new Stage()
    const { state } = stage.adapter as unknown as { state: { subscribe(listener: () => void): void } }
    state.subscribe(() => {
      throw new Error('the listener')
    })
    stage.adapter.setRollout({ percentage: 100 }, BY)
    GOOD(stage.db).toSQL()
    expect(stage.metrics).toMatchObject({ fastCalls: 1, percentage: 100 })
    expect(stage.linesOf('rollout_changed')).toHaveLength(1)
  })
})

describe('two copies of Knexodus in one process', () => {
  function anotherCopy(): typeof createAdapter {
    const load = createRequire(__filename)
    const mine = Object.keys(load.cache).filter((file) => /[\\/]dist[\\/]/.test(file))
    const kept = mine.map((file) => [file, load.cache[file]] as const)
    for (const file of mine) delete load.cache[file]
    const copy = load('knexodus') as { createAdapter: typeof createAdapter }
    for (const [file, module] of kept) load.cache[file] = module
    return copy.createAdapter
  }

  it('share a registry: the names are whose they were, and both route', async () => {
    const registry = new Registry()
    const createCopy = anotherCopy()
    expect(createCopy).not.toBe(createAdapter)
    const stage = new Stage({ registry, percentage: 100 })
    const other = createCopy({ percentage: 100, registry, logLevel: 'silent', fallback: false })
    const db = other.adaptKnex(stage.plainKnex())
    expect(outcome(() => GOOD(db))).toEqual(outcome(() => GOOD(stage.plain)))
    expect(outcome(() => GOOD(stage.db))).toEqual(outcome(() => GOOD(stage.plain)))
    GOOD(db).toSQL()
    expect(other.getQueryBuilderMetrics().fastCalls).toBe(2)
    expect(stage.metrics.fastCalls).toBe(1)
    expect(await stage.sample('query_builder_calls_total{builder_type="fast"}')).toBe(1)
  })

  it('route a query of one Knex only once: by the adapter that was asked last', () => {
    const stage = new Stage({ percentage: 100 })
    const other = anotherCopy()({ percentage: 100, logLevel: 'silent' })
    const db = other.adaptKnex(stage.db)
    expect(outcome(() => GOOD(db))).toEqual(outcome(() => GOOD(stage.plain)))
    expect(stage.metrics.totalCalls).toBe(0)
    expect(other.getQueryBuilderMetrics().totalCalls).toBe(1)
  })
})

describe('a fast builder that cannot be loaded', () => {
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown }
  const load = loader._load
  afterEach(() => void (loader._load = load))

  beforeEach(() => {
    loader._load = function (request, ...rest) {
      if (/fast[\\/]engine\.js$/.test(request)) throw new Error('Cannot find module kysely')
      return load.call(this, request, ...rest)
    }
  })

  it('leaves everything to legacy: counted, logged once, shown in a metric', async () => {
    const stage = new Stage({ percentage: 100 })
    for (let i = 0; i < 5; i++)
      expect(outcome(() => GOOD(stage.db))).toEqual(outcome(() => GOOD(stage.plain)))
    expect(stage.metrics).toMatchObject({ legacyCalls: 5, fastCalls: 0, fastFallbacks: 5, plans: 0 })
    expect(stage.metrics.fallbackReasons.unavailable).toBe(5)
    expect(stage.linesOf('fell_back').map(({ reason }) => reason)).toContain('unavailable')
    expect(stage.linesOf('fell_back').length, 'bounded').toBeLessThanOrEqual(2)
    expect(await stage.sample('fast_query_builder_available')).toBe(0)
    expect(stage.adapter.listShapes()).toEqual([])
  })

  it('is no matter to a shadow', () => {
    const stage = new Stage({ shadowPercentage: 100 })
    expect(outcome(() => GOOD(stage.db))).toEqual(outcome(() => GOOD(stage.plain)))
    expect(stage.metrics).toMatchObject({ legacyCalls: 1, fastFallbacks: 0, parityChecks: 0 })
  })

  it('is counted as well where decisions stick to shapes', () => {
    const stage = new Stage({ percentage: 99.999, stickiness: 'shape' })
    expect(outcome(() => GOOD(stage.db))).toEqual(outcome(() => GOOD(stage.plain)))
    expect(stage.metrics.fallbackReasons.unavailable).toBe(1)
  })

  it('is told to whoever asked for no fallback', () => {
    const stage = new Stage({ percentage: 100, fallback: false })
    expect(() => GOOD(stage.db).toSQL()).toThrow(expect.objectContaining({ code: 'KNEXODUS_FAST_FAILED' }))
  })

  it('is used, and called available, when a later change of the rollout finds it', async () => {
    const stage = new Stage({ percentage: 100 })
    GOOD(stage.db).toSQL()
    loader._load = load
    stage.adapter.setRollout({ percentage: 100 }, BY)
    GOOD(stage.db).toSQL()
    expect(stage.metrics.fastCalls).toBe(1)
    expect(await stage.sample('fast_query_builder_available')).toBe(1)
  })
})
