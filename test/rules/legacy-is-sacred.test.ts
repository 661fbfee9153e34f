import type { Knex } from 'knex'
import { afterEach, describe, expect, it } from 'vitest'

import type { Chain, Dialect } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { HOSTILE_ERRORS } from '../log/hostile-errors.js'
import { describeError } from '../../src/util/describe-error.js'
import type { Place } from './plant.js'
import { heal, plantThrow } from './plant.js'
import type { StageOptions } from './stage.js'
import { Stage } from './stage.js'

/*
 * Rule 1: whatever the fast builder throws, wherever it throws it, the application gets legacy's result, and the fault is
 * counted and logged.
 */

const QUERY: Chain = (k) => k('t').select('a').where('b', 1).whereIn('c', [2, 3])

interface Moment {
  readonly place: Place
  readonly options: StageOptions
  /** The build of this shape at which the fault happens, from 0. */
  readonly build: number
  /** Whether legacy was chosen anyway: then nothing fell back. */
  readonly shadowed?: boolean
}

const STICKY = { percentage: 99.999, stickiness: 'shape' } as const

const MOMENTS: Readonly<Record<string, Moment>> = {
  'ask, admission': { place: 'ask', options: { percentage: 100 }, build: 0 },
  'walk, admission': { place: 'walk', options: { percentage: 100 }, build: 0 },
  'plan, admission': { place: 'plan', options: { percentage: 100 }, build: 0 },
  'result, admission': { place: 'result', options: { percentage: 100 }, build: 0 },
  'ask, a hit': { place: 'ask', options: { percentage: 100 }, build: 1 },
  'walk, a hit': { place: 'walk', options: { percentage: 100 }, build: 1 },
  'result, a hit': { place: 'result', options: { percentage: 100 }, build: 1 },
  'ask, verification': { place: 'ask', options: { percentage: 100, verifyPercentage: 100 }, build: 1 },
  'result, verification': { place: 'result', options: { percentage: 100, verifyPercentage: 100 }, build: 1 },
  'ask, shadow': { place: 'ask', options: { shadowPercentage: 100 }, build: 0, shadowed: true },
  'walk, shadow': { place: 'walk', options: { shadowPercentage: 100 }, build: 0, shadowed: true },
  'plan, shadow': { place: 'plan', options: { shadowPercentage: 100 }, build: 0, shadowed: true },
  'result, shadow': { place: 'result', options: { shadowPercentage: 100 }, build: 0, shadowed: true },
  'result, shadow of a proven shape': {
    place: 'result',
    options: { shadowPercentage: 100 },
    build: 1,
    shadowed: true,
  },
  'ask, sticking to shapes': { place: 'ask', options: STICKY, build: 0 },
  'plan, sticking to shapes': { place: 'plan', options: STICKY, build: 0 },
  'result, sticking to shapes': { place: 'result', options: STICKY, build: 1 },
}

const ALL = Object.entries(MOMENTS)
const MEANT = ALL.filter(([, { shadowed }]) => !shadowed)
const SHADOWED = ALL.filter(([, { shadowed }]) => shadowed)

/** Throws every hostile thing once; names those with which the check failed, and how. */
function failures(check: (make: () => unknown) => void): string[] {
  const failed: string[] = []
  for (const [what, make] of HOSTILE_ERRORS) {
    try {
      check(make)
    } catch (error) {
      failed.push(`${what}: ${describeError(error).message.split('\n')[0]}`)
    } finally {
      heal()
    }
  }
  return failed
}

/** A stage on which the fault is the next thing to happen. The fast builder has seen another query. */
function stageFor({ place, options, build }: Moment, make: () => unknown, more: StageOptions = {}): Stage {
  const stage = new Stage({ ...options, ...more })
  stage.db('another').toSQL()
  for (let i = 0; i < build; i++) QUERY(stage.db).toSQL()
  stage.adapter.resetQueryBuilderMetrics()
  stage.lines.length = 0
  plantThrow(place, make)
  return stage
}

afterEach(heal)

describe.each(ALL)('the fast builder throws: %s', (_, moment) => {
  it('the application gets legacy’s result, every time', () => {
    const failed = failures((make) => {
      const stage = stageFor(moment, make)
      const legacy = outcome(() => QUERY(stage.plain))
      for (let i = 0; i < 3; i++) expect(outcome(() => QUERY(stage.db))).toEqual(legacy)
    })
    expect(failed).toEqual([])
  })

  it('it is counted', () => {
    const fellBack = moment.shadowed ? 0 : 1
    const failed = failures((make) => {
      const stage = stageFor(moment, make)
      QUERY(stage.db).toSQL()
      const { fastErrors, fastFallbacks, fallbackReasons, legacyCalls, totalCalls } = stage.metrics
      expect(fastErrors, 'fastErrors').toBe(1)
      expect(fastFallbacks, 'fastFallbacks').toBe(fellBack)
      expect(fallbackReasons.fast_error, 'fast_error').toBe(fellBack)
      expect([legacyCalls, totalCalls], 'calls').toEqual([1, 1])
    })
    expect(failed).toEqual([])
  })

  it('it is logged once, with legacy’s text', () => {
    const failed = failures((make) => {
      const stage = stageFor(moment, make)
      const { sql } = QUERY(stage.plain).toSQL()
      for (let i = 0; i < 3; i++) QUERY(stage.db).toSQL()
      const lines = stage.linesOf('fell_back').map((line) => [line.level, line['reason'], line['sql']])
      expect(lines).toEqual([['warn', 'fast_error', sql]])
    })
    expect(failed).toEqual([])
  })

  it('it is over once it is over', () => {
    const other: Chain = (k) => k('healed').where('x', 1)
    const failed = failures((make) => {
      const stage = stageFor(moment, make)
      outcome(() => QUERY(stage.db))
      heal()
      const legacy = outcome(() => other(stage.plain))
      for (let i = 0; i < 2; i++) expect(outcome(() => other(stage.db))).toEqual(legacy)
      expect(stage.metrics.totalCalls, 'routed builds').toBe(3)
      expect(stage.metrics.fastCalls, 'fast builds').toBe(moment.shadowed ? 0 : 2)
    })
    expect(failed).toEqual([])
  })
})

describe.each(MEANT)('the fast builder throws while fallback is off: %s', (_, moment) => {
  it('the application gets a coded error, once counted', () => {
    const failed = failures((make) => {
      const stage = stageFor(moment, make, { fallback: false })
      const error = errorOf(() => QUERY(stage.db).toSQL())
      expect([error?.name, error?.code]).toEqual(['KnexodusError', 'KNEXODUS_FAST_FAILED'])
      const { fastErrors, totalCalls, fastCalls } = stage.metrics
      expect([fastErrors, totalCalls, fastCalls], 'errors, calls, fast calls').toEqual([1, 1, 0])
    })
    expect(failed).toEqual([])
  })

  it('a shape that failed before fails again, and is counted again', () => {
    const stage = stageFor(moment, () => new Error('boom'), { fallback: false })
    for (let i = 0; i < 3; i++)
      expect(errorOf(() => QUERY(stage.db).toSQL())?.code).toBe('KNEXODUS_FAST_FAILED')
    const { fastErrors, fastFallbacks, legacyCalls } = stage.metrics
    expect([fastErrors, fastFallbacks, legacyCalls]).toEqual([3, 0, 3])
  })

  it('the cause is what was thrown', () => {
    const failed = failures((make) => {
      const thrown = make()
      const error = errorOf(() => QUERY(stageFor(moment, () => thrown, { fallback: false }).db).toSQL())
      // Not by an assertion on the two: one that fails would look at what was thrown.
      expect(error !== undefined && Object.is(error.cause, thrown)).toBe(true)
    })
    expect(failed).toEqual([])
  })
})

describe.each(SHADOWED)('the fast builder throws while fallback is off: %s', (_, moment) => {
  it('nobody is disturbed, since nobody was to be served by fast', () => {
    const failed = failures((make) => {
      const stage = stageFor(moment, make, { fallback: false })
      expect(outcome(() => QUERY(stage.db))).toEqual(outcome(() => QUERY(stage.plain)))
    })
    expect(failed).toEqual([])
  })
})

describe('the very first build of all', () => {
  const options: [string, StageOptions][] = [
    ['at 100 %', { percentage: 100 }],
    ['in shadow', { shadowPercentage: 100 }],
    ['sticking to shapes', STICKY],
  ]

  it.each(options)('a throw in find, %s', (_, given) => {
    plantThrow('ask', () => new Error('boom'))
    const stage = new Stage(given)
    expect(outcome(() => QUERY(stage.db))).toEqual(outcome(() => QUERY(stage.plain)))
  })

  it.each(['queryBuilder', 'raw', 'ref'])('a client whose %s fails when fast learns of it', (method) => {
    const stage = new Stage({ percentage: 100 })
    const fail = (): never => {
      throw new Error('not now')
    }
    const query = QUERY(stage.db)
    Object.assign(stage.db.client, { [method]: fail })
    expect(query.toSQL().sql).toBe(QUERY(stage.plain).toSQL().sql)
  })
})

describe.each<Dialect>(['pg', 'sqlite3'])('values that throw when somebody looks inside (%s)', (dialect) => {
  /** Knex takes a class's instance as it is. */
  class Secretive {
    readonly kind = 'secretive'

    constructor() {
      const get = (): never => {
        throw new Error('look away')
      }
      Object.defineProperty(this, 'x', { enumerable: true, get })
    }
  }
  const chains: [string, Chain][] = [
    ['a value', (k) => k('t').where('a', '=', new Secretive())],
    [
      'a value of a callback',
      (k) => k('t').where((q: Knex.QueryBuilder) => void q.where('a', '=', new Secretive() as never)),
    ],
    ['an inserted value', (k) => k('t').insert({ a: new Secretive() })],
  ]

  it.each(chains)('%s', (_, chain) => {
    for (const options of [{ percentage: 100, verifyPercentage: 100 }, { shadowPercentage: 100 }]) {
      const stage = new Stage({ dialect, ...options })
      for (let i = 0; i < 3; i++) expect(chain(stage.db).toSQL().sql).toBe(chain(stage.plain).toSQL().sql)
      expect(stage.metrics.totalCalls, 'every build was routed').toBe(3)
    }
  })
})

function errorOf(build: () => unknown): (Error & { code?: unknown }) | undefined {
  try {
    build()
    return undefined
  } catch (error) {
    return error as Error
  }
}
