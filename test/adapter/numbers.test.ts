import { afterEach, describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { declinedOn } from '../rules/declined.js'
import { SPOILS, heal, plantThrow, plantWrongPlans } from '../rules/plant.js'
import { BY, Stage } from '../rules/stage.js'

/* What an adapter tells of itself. */

const QUERY: Chain = (k) => k('t').select('a').where('b', 1).where('c', 2)
const DECLINED = declinedOn('t')

afterEach(heal)

function build(stage: Stage, times = 1, chain = QUERY): number {
  const { fastCalls } = stage.metrics
  for (let i = 0; i < times; i++) chain(stage.db).toSQL()
  return stage.metrics.fastCalls - fastCalls
}

/** One build in 64 is timed: so many of these, give or take a third, which is five standard deviations. */
const TIMED = 200
const IN_ALL = TIMED * 64

describe('times', () => {
  const WALKED: Chain = (k) => DECLINED(k).comment('for which there is no shortcut')
  it.each([
    ['fast', 'served by fast', QUERY],
    ['legacy', 'declined', DECLINED],
    ['legacy', 'declined and walked', WALKED],
  ] as const)('are taken of one %s build in 64: %s', async (builder, _, chain) => {
    const stage = new Stage({ percentage: 100 })
    build(stage, IN_ALL, chain)
    const timed = await stage.sample(`query_build_duration_seconds_count{builder_type="${builder}"}`)
    expect(timed).toBeGreaterThan(TIMED * (2 / 3))
    expect(timed).toBeLessThan(TIMED * (4 / 3))
  })
})

describe('getQueryBuilderMetrics', () => {
  it('is a plain frozen picture of its moment', () => {
    const stage = new Stage({ percentage: 100 })
    const before = stage.metrics
    build(stage, 3)
    expect(before).toMatchObject({ fastCalls: 0, totalCalls: 0 })
    expect(Object.getPrototypeOf(before)).toBe(Object.prototype)
    for (const part of [before, before.fallbackReasons, before.p50, before.p99])
      expect(Object.isFrozen(part)).toBe(true)
    expect(() => Object.assign(before, { fastCalls: 7 })).toThrow(TypeError)
    expect(structuredClone(before)).toEqual(before)
  })

  it('says everything that happened', () => {
    const stage = new Stage({ percentage: 100 })
    build(stage, 3)
    build(stage, 2, DECLINED)
    plantWrongPlans(SPOILS['another text']!)
    build(stage, 1, (k) => QUERY(k).where('d', 3))
    heal()
    plantThrow('ask', () => new Error('boom'))
    build(stage, 1)
    heal()
    stage.adapter.setRollout({ percentage: 0 }, BY)
    build(stage, 4)
    const { fallbackReasons, ...numbers } = stage.metrics
    expect(numbers).toMatchObject({
      fastCalls: 3,
      legacyCalls: 8,
      totalCalls: 11,
      fastErrors: 1,
      fastFallbacks: 4,
    })
    expect(numbers).toMatchObject({
      parityChecks: 2,
      parityMismatches: 1,
      plans: 1,
      quarantinedShapes: 1,
      percentage: 0,
    })
    expect(fallbackReasons).toMatchObject({
      unsupported_clause: 2,
      quarantined: 1,
      fast_error: 1,
      unavailable: 0,
    })
    expect(numbers.fastPercentage).toBeCloseTo((100 * 3) / 11, 9)
    expect(numbers.fastErrorRate).toBeCloseTo(1 / 7, 9)
  })

  it('times a sample of the builds of both', () => {
    const stage = new Stage({ percentage: 50 })
    build(stage, 5000)
    const { avgFastTimeMs, avgLegacyTimeMs, p50, p99 } = stage.metrics
    for (const ms of [avgFastTimeMs, avgLegacyTimeMs, p50.fast, p50.legacy]) expect(ms).toBeGreaterThan(0)
    expect(p99.fast).toBeGreaterThanOrEqual(p50.fast)
    expect(p99.legacy).toBeGreaterThanOrEqual(p50.legacy)
  })

  it('begins anew after resetQueryBuilderMetrics; plans stay', () => {
    const stage = new Stage({ percentage: 100 })
    build(stage, 200)
    build(stage, 1, DECLINED)
    stage.adapter.resetQueryBuilderMetrics()
    const { fallbackReasons, plans, ...numbers } = stage.metrics
    expect(plans).toBe(1)
    expect(numbers).toMatchObject({
      totalCalls: 0,
      fastFallbacks: 0,
      parityChecks: 0,
      avgFastTimeMs: 0,
      fastPercentage: 0,
    })
    expect(new Set(Object.values(fallbackReasons))).toEqual(new Set([0]))
    build(stage, 2)
    expect(stage.metrics).toMatchObject({ fastCalls: 2, parityChecks: 0 })
  })

  it('agrees with the metrics text', async () => {
    const stage = new Stage({ percentage: 100, verifyPercentage: 50 })
    build(stage, 100)
    build(stage, 3, DECLINED)
    const { fastCalls, legacyCalls, parityChecks, plans } = stage.metrics
    expect(await stage.sample('query_builder_calls_total{builder_type="fast"}')).toBe(fastCalls)
    expect(await stage.sample('query_builder_calls_total{builder_type="legacy"}')).toBe(legacyCalls)
    expect(await stage.sample('query_builder_fallbacks_total{reason="unsupported_clause"}')).toBe(3)
    expect(await stage.sample('parity_checks_total')).toBe(parityChecks)
    expect(await stage.sample('plan_cache_plans')).toBe(plans)
  })
})

describe('listShapes', () => {
  it('tells of every shape: text, counts, state and why', () => {
    const stage = new Stage({ percentage: 100 })
    build(stage, 3)
    build(stage, 2, DECLINED)
    const wrong: Chain = (k) => QUERY(k).where('d', 3)
    plantWrongPlans(SPOILS['another text']!)
    build(stage, 2, wrong)
    heal()
    const shapes = [...stage.adapter.listShapes()].sort((a, b) => b.fastBuilds - a.fastBuilds)
    expect(shapes).toHaveLength(3)
    expect(shapes[0]).toMatchObject({
      sql: QUERY(stage.plain).toSQL().sql,
      parity: 'admitted',
      fastBuilds: 3,
      legacyBuilds: 0,
    })
    expect(shapes[0]).not.toHaveProperty('fallbackReason')
    const byState = new Map(shapes.map((shape) => [shape.parity, shape]))
    expect(byState.get('declined')).toMatchObject({
      fallbackReason: 'unsupported_clause',
      fastBuilds: 0,
      legacyBuilds: 2,
    })
    expect(byState.get('quarantined')).toMatchObject({
      sql: wrong(stage.plain).toSQL().sql,
      fallbackReason: 'quarantined',
      fastBuilds: 0,
      legacyBuilds: 2,
    })
  })

  it('has times once some builds were timed', () => {
    const stage = new Stage({ percentage: 100, logPerformance: true, slowBuildMs: 1000 })
    build(stage, 10)
    expect(stage.adapter.listShapes()[0]?.meanFastMs).toBeGreaterThan(0)
  })

  it('has legacy’s times beside them, so that they can be compared', () => {
    const stage = new Stage({
      percentage: 100,
      verifyPercentage: 50,
      logPerformance: true,
      slowBuildMs: 1000,
    })
    build(stage, 1000)
    const [shape] = stage.adapter.listShapes()
    expect(shape?.meanLegacyMs).toBeGreaterThan(0)
    expect(shape?.meanFastMs).toBeGreaterThan(0)
  })

  it('is frozen, and a picture of its moment', () => {
    const stage = new Stage({ percentage: 100 })
    build(stage)
    const shapes = stage.adapter.listShapes()
    expect(Object.isFrozen(shapes) && Object.isFrozen(shapes[0])).toBe(true)
    build(stage, 5)
    expect(shapes[0]?.fastBuilds).toBe(1)
  })

  it('counts shadowed builds as legacy’s', () => {
    const stage = new Stage({ shadowPercentage: 100 })
    build(stage, 4)
    expect(stage.adapter.listShapes()).toMatchObject([{ parity: 'admitted', fastBuilds: 0, legacyBuilds: 4 }])
  })

  it('never calls a shape declined that fast serves', () => {
    const stage = new Stage({ percentage: 100, verifyPercentage: 100 })
    build(stage)
    plantThrow('result', () => new Error('once'))
    build(stage)
    heal()
    const served = build(stage, 3)
    const [shape] = stage.adapter.listShapes()
    expect(shape?.parity).toBe(served === 0 ? 'declined' : 'admitted')
    expect(stage.metrics.plans).toBe(served === 0 ? 0 : 1)
  })
})
