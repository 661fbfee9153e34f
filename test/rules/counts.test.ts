import fc from 'fast-check'
import type { Knex } from 'knex'
import { afterEach, describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { withForeignStatement } from './declined.js'
import { ALL_MISTAKES, buildsOf } from './mistakes.js'
import type { Place } from './plant.js'
import { SPOILS, heal, plantThrow, plantWrongPlans, plantWrongServing } from './plant.js'
import { BY, SOME_DIALECTS, Stage } from './stage.js'

/* Whatever happens, the numbers add up: dashboards divide them by one another. */

const RUNS = 200
const SEED = Number(process.env['COUNTS_SEED'] ?? (Math.random() * 0x7fffffff) | 0)

const FINE: Readonly<Record<string, Chain>> = {
  simple: (k) => k('t').where('a', 1).where('b', 2),
  list: (k) => k('t').whereIn('a', [1, 2]).orderBy('b').limit(3),
  insert: (k) => k('t').insert({ a: 1, b: 2 }),
  'a callback that draws': (k) =>
    k('t').where((q: Knex.QueryBuilder) => void q.where('a', Math.random()).where('b', 1)),
  'a callback with a query': (k) =>
    k('t').where((q: Knex.QueryBuilder) => void q.whereIn('a', k('u').select('b').where('c', 1))),
  'a frozen callback that draws': (k) =>
    k('t').where(Object.freeze((q: Knex.QueryBuilder) => void q.where('a', Math.random()).where('b', 1))),
  declined: (k) => withForeignStatement(k('t').where('a', 1)),
}
const QUERIES: Readonly<Record<string, Chain>> = { ...FINE, ...ALL_MISTAKES }

type Change = Parameters<Stage['adapter']['setRollout']>[0]

/** One thing that happens, described so that a failure can be read. */
type Act =
  | { readonly build: string }
  | { readonly change: Change }
  | { readonly throwIn: Place }
  | { readonly wrongPlans: string }
  | { readonly wrongServing: string }
  | { readonly heal: true }

/** So few plans that shapes are dropped all the time. */
const START = { percentage: 100, verifyPercentage: 50, planCacheMax: 8, logLevel: 'silent' } as const

/** What was asked of an adapter from outside, and what came back. */
class Tally {
  asked = 0
  knexErrors = 0
  refusals = 0

  build({ db, plain }: Stage, chain: Chain): void {
    if (buildsOf(plain, chain) === 0) return
    const builder = chain(db)
    this.asked += 1
    try {
      builder.toSQL()
    } catch (error) {
      if ((error as { code?: string }).code === 'KNEXODUS_FAST_FAILED') this.refusals += 1
      else this.knexErrors += 1
    }
  }
}

function perform(stage: Stage, tally: Tally, act: Act): void {
  if ('build' in act) tally.build(stage, QUERIES[act.build]!)
  else if ('change' in act) stage.adapter.setRollout(act.change, BY)
  else if ('throwIn' in act) plantThrow(act.throwIn, () => new Error('boom'))
  else if ('wrongPlans' in act) plantWrongPlans(SPOILS[act.wrongPlans]!)
  else if ('wrongServing' in act) plantWrongServing(SPOILS[act.wrongServing]!)
  else heal()
}

const percent = fc.constantFrom(0, 1, 10, 50, 99, 100)
const change = fc.record(
  {
    percentage: percent,
    shadowPercentage: percent,
    verifyPercentage: percent,
    mode: fc.constantFrom('auto', 'auto', 'auto', 'legacy', 'fast'),
    stickiness: fc.constantFrom('random', 'random', 'shape', 'process'),
  } as const,
  { requiredKeys: [] },
) as fc.Arbitrary<Change>

const build = fc.record({ build: fc.constantFrom(...Object.keys(FINE), ...Object.keys(QUERIES)) })
const spoil = fc.constantFrom(...Object.keys(SPOILS))
const fault: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ throwIn: fc.constantFrom<Place>('ask', 'plan', 'result') }),
  fc.record({ wrongPlans: spoil }),
  fc.record({ wrongServing: spoil }),
  fc.constant({ heal: true } as const),
)
const calm: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: build },
  { weight: 1, arbitrary: fc.record({ change }) },
)
const stormy: fc.Arbitrary<Act> = fc.oneof({ weight: 5, arbitrary: calm }, { weight: 1, arbitrary: fault })

/** Numbers that must hold among themselves at any time. */
function expectConsistent(stage: Stage, { asked, knexErrors, refusals }: Tally): void {
  const { totalCalls, fastCalls, legacyCalls, fastFallbacks, fallbackReasons, ...others } = stage.metrics
  expect(totalCalls, 'total').toBe(asked)
  expect(fastCalls + legacyCalls, 'both').toBe(asked)
  expect(fastFallbacks, 'fallbacks').toBeLessThanOrEqual(legacyCalls - knexErrors - refusals)
  expect(Object.values(fallbackReasons).reduce((sum, count) => sum + count)).toBe(fastFallbacks)
  expect(others.parityMismatches).toBeLessThanOrEqual(others.parityChecks)
  expect(others.fastPercentage).toBe(asked === 0 ? 0 : (fastCalls / asked) * 100)
  expect(others.fastErrorRate).toBeLessThanOrEqual(1)
}

/** What is listed, and what is counted as listed. */
function expectListed({ adapter, metrics }: Stage): void {
  const states = adapter.listShapes().map(({ parity }) => parity)
  expect(metrics.plans, 'plans').toBe(states.filter((state) => state === 'admitted').length)
  expect(metrics.quarantinedShapes).toBe(states.filter((state) => state === 'quarantined').length)
}

afterEach(heal)

describe.each(SOME_DIALECTS)('random queries, good and bad, under random rollouts (%s)', (dialect) => {
  const weathers = [
    ['calm', true],
    ['calm', false],
    ['stormy', true],
    ['stormy', false],
  ] as const

  function holds(weather: string, fallback: boolean, expectIt: (stage: Stage, tally: Tally) => unknown) {
    const acts = fc.array(weather === 'calm' ? calm : stormy, { maxLength: 60, size: 'max' })
    const property = fc.asyncProperty(acts, fc.nat(), async (list, seed) => {
      heal()
      const tally = new Tally()
      const stage = new Stage({ dialect, fallback, ...START, seed: String(seed) })
      for (const act of list) perform(stage, tally, act)
      await expectIt(stage, tally)
    })
    return fc.assert(property, { numRuns: RUNS, seed: SEED })
  }

  it.each(weathers)(`calls add up (%s, fallback %s, seed ${SEED})`, async (weather, fallback) => {
    await holds(weather, fallback, expectConsistent)
  })

  it(`Knex’s errors are legacy’s errors (seed ${SEED})`, async () => {
    await holds('stormy', true, async (stage, { knexErrors, refusals }) => {
      expect(refusals).toBe(0)
      expect(await stage.sample('query_builder_errors_total{builder_type="legacy"}')).toBe(knexErrors)
    })
  })

  it(`no fault, no fast error (seed ${SEED})`, async () => {
    await holds('calm', true, ({ metrics }) => expect(metrics.fastErrors).toBe(0))
  })

  it.each(['calm', 'stormy'])(`shapes are what they are counted as (%s, seed ${SEED})`, async (weather) => {
    await holds(weather, true, expectListed)
  })
})
