import type { Knex } from 'knex'
import { afterEach, describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { SAME_TEXT, SPOILS, heal, plantExtraField, plantWrongPlans, plantWrongServing } from './plant.js'
import { SOME_DIALECTS, Stage } from './stage.js'

/* Rule 2: fast never serves a text that legacy has not written too, and a proven one is looked at again. */

const SECRET = 'my-secret-binding'
const QUERY: Chain = (k) => k('t').select('a').where('b', SECRET).where('c', 2)

/** What the log calls them. */
const NAMES = { pg: 'postgres', sqlite3: 'sqlite', mssql: 'mssql' }

const FAULTS = Object.entries(SPOILS)
const CASES = SOME_DIALECTS.flatMap((dialect) =>
  FAULTS.map(([what, spoil]) => [dialect, what, spoil] as const),
)

afterEach(heal)

/** Builds the query on both, and expects no difference that an application could see. */
function expectLegacys(stage: Stage, chain: Chain = QUERY): void {
  expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
}

describe.each(CASES)('a translator that gets it wrong (%s, %s)', (dialect, what, spoil) => {
  const served = (stage: Stage): void => {
    for (let i = 0; i < 3; i++) expectLegacys(stage)
  }

  it('is caught at admission; the shape stays with legacy', () => {
    const stage = new Stage({ dialect, percentage: 100 })
    plantWrongPlans(spoil)
    served(stage)
    expect(stage.metrics).toMatchObject({ fastCalls: 0, legacyCalls: 3, fastErrors: 0, fastFallbacks: 3 })
    expect(stage.metrics).toMatchObject({
      parityChecks: 1,
      parityMismatches: 1,
      quarantinedShapes: 1,
      plans: 0,
    })
    expect(stage.metrics.fallbackReasons.quarantined).toBe(3)
    heal()
    served(stage)
    expect(stage.metrics.fastCalls, 'nobody tries again').toBe(0)
  })

  it('is logged once with both texts and no binding', () => {
    const stage = new Stage({ dialect, percentage: 100 })
    plantWrongPlans(spoil)
    served(stage)
    const { sql } = QUERY(stage.plain).toSQL()
    const [line, ...others] = stage.linesOf('quarantined')
    expect(others).toEqual([])
    expect(line).toMatchObject({
      level: 'error',
      legacySql: sql,
      dialect: NAMES[dialect],
    })
    if (SAME_TEXT.includes(what)) expect(line?.['fastSql']).toBe(sql)
    else expect(line?.['fastSql']).not.toBe(sql)
    expect(JSON.stringify(stage.lines)).not.toContain(SECRET)
  })

  it('is told to whoever asked for no fallback', () => {
    const stage = new Stage({ dialect, percentage: 100, fallback: false })
    plantWrongPlans(spoil)
    for (let i = 0; i < 2; i++) {
      expect(() => QUERY(stage.db).toSQL()).toThrow(
        expect.objectContaining({
          code: 'KNEXODUS_FAST_FAILED',
          message: expect.stringContaining('quarantined'),
        }),
      )
    }
  })

  it('is found in shadow, and never served', async () => {
    const stage = new Stage({ dialect, shadowPercentage: 100 })
    plantWrongPlans(spoil)
    served(stage)
    expect(stage.metrics).toMatchObject({ fastCalls: 0, legacyCalls: 3, fastFallbacks: 0, fastErrors: 0 })
    expect(stage.metrics).toMatchObject({ parityChecks: 1, parityMismatches: 1, quarantinedShapes: 1 })
    expect(await stage.sample('parity_mismatches_total')).toBe(1)
    expect(stage.linesOf('quarantined')).toHaveLength(1)
    stage.adapter.setRollout({ percentage: 100 }, { by: 'a test', reason: 'what shadow has learnt holds' })
    heal()
    served(stage)
    expect(stage.metrics.fastCalls).toBe(0)
  })

  it('is caught after admission where all builds are verified: that very build is legacy’s', () => {
    const stage = new Stage({ dialect, percentage: 100, verifyPercentage: 100 })
    served(stage)
    expect(stage.metrics).toMatchObject({ fastCalls: 3, parityChecks: 3, plans: 1 })
    plantWrongServing(spoil)
    served(stage)
    expect(stage.metrics).toMatchObject({ fastCalls: 3, legacyCalls: 3, parityMismatches: 1, plans: 0 })
    expect(stage.metrics).toMatchObject({ quarantinedShapes: 1, parityChecks: 4 })
    expect(stage.linesOf('quarantined')).toHaveLength(1)
    expect(JSON.stringify(stage.lines)).not.toContain(SECRET)
  })

  it('is caught after admission within some builds where a tenth is verified', () => {
    const stage = new Stage({ dialect, percentage: 100, verifyPercentage: 10, seed: 'a tenth' })
    served(stage)
    plantWrongServing(spoil)
    let wrong = 0
    while (stage.metrics.parityMismatches === 0 && wrong < 200) {
      const { fastCalls } = stage.metrics
      const query = outcome(() => QUERY(stage.db))
      if (stage.metrics.fastCalls > fastCalls) wrong += 1
      else expect(query).toEqual(outcome(() => QUERY(stage.plain)))
    }
    // Missed 200 times in a row: once in 10⁹ seeds.
    expect(wrong).toBeLessThan(200)
    expect(stage.metrics).toMatchObject({ parityMismatches: 1, quarantinedShapes: 1, plans: 0 })
    served(stage)
  })
})

describe.each(SOME_DIALECTS)('a result with a field of its own making (%s)', (dialect) => {
  it.each(['at admission', 'after admission', 'in shadow'])('%s', (when) => {
    const inShadow = when === 'in shadow'
    const stage = new Stage({
      dialect,
      verifyPercentage: 100,
      ...(inShadow ? { shadowPercentage: 100 } : { percentage: 100 }),
    })
    if (when === 'after admission') expectLegacys(stage)
    plantExtraField()
    for (let i = 0; i < 2; i++) expectLegacys(stage)
    expect(stage.metrics).toMatchObject({ parityMismatches: 1, quarantinedShapes: 1 })
    expect(stage.linesOf('quarantined')).toHaveLength(1)
  })

  it('is logged as a difference of fields', () => {
    const stage = new Stage({ dialect, percentage: 100 })
    plantExtraField()
    expectLegacys(stage)
    expect(stage.linesOf('quarantined')).toMatchObject([{ difference: 'fields' }])
  })
})

describe.each(SOME_DIALECTS)('a query with a callback (%s)', (dialect) => {
  const GROUP: Chain = (k) => k('t').where((q: Knex.QueryBuilder) => void q.where('b', SECRET).where('c', 2))

  it('whose bindings the translator mixes up is never served by fast', () => {
    const stage = new Stage({ dialect, percentage: 100 })
    plantWrongPlans(SPOILS['bindings in another order']!)
    for (let i = 0; i < 10; i++) expectLegacys(stage, GROUP)
    expect(stage.metrics).toMatchObject({ fastCalls: 0, quarantinedShapes: 1, parityMismatches: 1 })
  })

  it('whose bindings are mixed up after admission is caught by verification', () => {
    const stage = new Stage({ dialect, percentage: 100, verifyPercentage: 100 })
    expectLegacys(stage, GROUP)
    plantWrongServing(SPOILS['bindings in another order']!)
    for (let i = 0; i < 10; i++) expectLegacys(stage, GROUP)
    expect(stage.metrics).toMatchObject({ quarantinedShapes: 1, parityMismatches: 1 })
  })

  it('whose text is wrong after admission is caught by verification', () => {
    const stage = new Stage({ dialect, percentage: 100, verifyPercentage: 100 })
    expectLegacys(stage, GROUP)
    plantWrongServing(SPOILS['another text']!)
    for (let i = 0; i < 2; i++) expectLegacys(stage, GROUP)
    expect(stage.metrics).toMatchObject({ quarantinedShapes: 1, parityMismatches: 1 })
  })
})

describe.each(SOME_DIALECTS)('a query whose callbacks give other values every time (%s)', (dialect) => {
  /** Fills a group with the number of its run. */
  function counting(): { group: (q: Knex.QueryBuilder) => void; runs: () => number } {
    let run = 0
    const group = (q: Knex.QueryBuilder): void => {
      run += 1
      void q.where('a', run).where('b', run + 0.5)
    }
    return { group, runs: () => run }
  }

  it.each([0, 100])(
    'is proven at once, and served with the values of its one run (%s %% verified)',
    (verifyPercentage) => {
      const stage = new Stage({ dialect, percentage: 100, verifyPercentage })
      const { group, runs } = counting()
      for (let build = 1; build <= 6; build++) {
        expect(stage.db('t').where(group).toSQL().bindings).toEqual([build, build + 0.5])
        expect(runs(), 'once for each build').toBe(build)
      }
      expect(stage.metrics).toMatchObject({ fastCalls: 6, legacyCalls: 0, parityMismatches: 0, plans: 1 })
      expect(stage.metrics.parityChecks).toBe(verifyPercentage === 0 ? 1 : 6)
    },
  )

  it('is legacy’s in shadow, with the values of its one run', () => {
    const stage = new Stage({ dialect, shadowPercentage: 100 })
    const { group, runs } = counting()
    for (let build = 1; build <= 6; build++) {
      expect(stage.db('t').where(group).toSQL().bindings).toEqual([build, build + 0.5])
      expect(runs(), 'once for each build').toBe(build)
    }
    expect(stage.metrics).toMatchObject({ legacyCalls: 6, parityChecks: 6, parityMismatches: 0, plans: 1 })
  })

  it('whose bindings the translator mixes up is never served by fast', () => {
    const stage = new Stage({ dialect, percentage: 100 })
    const { group } = counting()
    plantWrongPlans(SPOILS['bindings in another order']!)
    for (let build = 1; build <= 6; build++) {
      expect(stage.db('t').where(group).toSQL().bindings).toEqual([build, build + 0.5])
    }
    expect(stage.metrics).toMatchObject({ fastCalls: 0, quarantinedShapes: 1, parityMismatches: 1 })
  })

  it('one of which is frozen proves nothing either way, and is left to legacy', () => {
    const stage = new Stage({ dialect, percentage: 100 })
    const group = Object.freeze(counting().group)
    for (let build = 1; build <= 8; build++) {
      const [first, second] = stage.db('t').where(group).toSQL().bindings as number[]
      expect(second, 'both of one run').toBe(first! + 0.5)
    }
    expect(stage.metrics).toMatchObject({ fastCalls: 0, legacyCalls: 8, parityMismatches: 0, plans: 0 })
    expect(stage.metrics.fallbackReasons.inconclusive).toBe(8)
    expect(stage.metrics.parityChecks, 'nobody tries for ever').toBe(5)
  })

  it('one of which is used twice, in places that Knex builds in another order, is left to legacy as well', () => {
    const stage = new Stage({ dialect, percentage: 100 })
    const { group, runs } = counting()
    for (let build = 1; build <= 8; build++) {
      const { bindings } = stage.db('t').having(group).where(group).toSQL()
      const first = 2 * build - 1
      expect(bindings, 'as Knex’s order has it').toEqual([first, first + 0.5, first + 1, first + 1.5])
      expect(runs(), 'twice for each build').toBe(2 * build)
    }
    expect(stage.metrics).toMatchObject({ fastCalls: 0, legacyCalls: 8, parityMismatches: 0, plans: 0 })
    expect(stage.metrics.fallbackReasons.inconclusive).toBe(8)
  })

  it('one of which is used twice is proven where the order is the same', () => {
    const stage = new Stage({ dialect, percentage: 100 })
    const { group, runs } = counting()
    for (let build = 1; build <= 3; build++) stage.db('t').where(group).orWhere(group).toSQL()
    expect(runs(), 'twice for each build').toBe(6)
    expect(stage.metrics).toMatchObject({ fastCalls: 3, parityMismatches: 0, plans: 1 })
  })
})

describe.each(SOME_DIALECTS)(
  'two Knex instances of one class and different configuration (%s)',
  (dialect) => {
    type Config = NonNullable<ConstructorParameters<typeof Stage>[0]>['knex']
    const shouting = (value: string, wrap: (value: string) => string): string => wrap(value.toUpperCase())
    const configs: [string, Config, Config, Chain][] = [
      [
        'missing cells are null for one',
        { useNullAsDefault: true },
        { useNullAsDefault: false },
        (k) => k('t').insert([{ a: 1 }, { b: 2 }]),
      ],
      [
        'undefined cells are null for one',
        { useNullAsDefault: true },
        { useNullAsDefault: false },
        (k) => k('t').insert({ a: 1, b: undefined }),
      ],
      ['one quotes names its own way', {}, { wrapIdentifier: shouting }, QUERY],
      ['one has a version of its own', { version: '9.6' }, { version: '17' }, QUERY],
    ]

    it.each(configs)('share no text: %s', (_, one, other, chain) => {
      for (const [first, second] of [
        [one, other],
        [other, one],
      ]) {
        const stage = new Stage({ dialect, percentage: 100, knex: first! })
        for (let i = 0; i < 6; i++) expectLegacys(stage, chain)
        const [adapted, plain] = [stage.adapter.adaptKnex(stage.plainKnex(second)), stage.plainKnex(second)]
        for (let i = 0; i < 3; i++) expect(outcome(() => chain(adapted))).toEqual(outcome(() => chain(plain)))
        expect(stage.metrics).toMatchObject({ parityMismatches: 0, quarantinedShapes: 0 })
      }
    })
  },
)

describe('bindings that cannot be told apart at admission', () => {
  it('do not admit a plan that mixes them up', () => {
    const stage = new Stage({ percentage: 100 })
    plantWrongPlans(SPOILS['bindings in another order']!)
    expectLegacys(stage, (k) => k('t').where('a', 1).where('b', 1))
    expectLegacys(stage, (k) => k('t').where('a', 1).where('b', 2))
    expect(stage.metrics).toMatchObject({ quarantinedShapes: 1, plans: 0 })
  })
})

describe('what an application does to a result', () => {
  it('stays with that result: the plan is not touched', () => {
    const stage = new Stage({ percentage: 100 })
    for (let i = 0; i < 4; i++) {
      const query = QUERY(stage.db).toSQL()
      Object.assign(query, { sql: 'drop table t', bindings: ['x'], method: 'del' })
      Object.assign(query.options, { evil: true })
      QUERY(stage.db).toSQL().bindings.length = 0
      expectLegacys(stage)
    }
    expect(stage.metrics.fastCalls).toBe(12)
  })
})
