import { describe, expect, it } from 'vitest'

import { createAdapter } from 'knexodus'
import type { Chain } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { BY, Stage } from '../rules/stage.js'

/* How an adapter is made, and how its rollout is changed. */

const QUERY: Chain = (k) => k('t').select('a').where('b', 1).where('c', 2)

function build(stage: Stage, times = 1, chain = QUERY): number {
  const { fastCalls } = stage.metrics
  for (let i = 0; i < times; i++) chain(stage.db).toSQL()
  return stage.metrics.fastCalls - fastCalls
}

describe('mode', () => {
  it('legacy is the kill switch: at once, whatever else is set', () => {
    const stage = new Stage({ percentage: 100, shadowPercentage: 100 })
    expect(build(stage, 5)).toBe(5)
    stage.adapter.setRollout({ mode: 'legacy' }, BY)
    const { parityChecks } = stage.metrics
    expect(build(stage, 100)).toBe(0)
    expect(stage.metrics).toMatchObject({
      mode: 'legacy',
      percentage: 100,
      legacyCalls: 100,
      fastFallbacks: 0,
    })
    expect(stage.metrics.parityChecks, 'not even in shadow').toBe(parityChecks)
    stage.adapter.setRollout({ mode: 'auto' }, BY)
    expect(build(stage, 5)).toBe(5)
  })

  it.each(['random', 'shape', 'process'] as const)(
    'legacy kills where decisions stick by %s',
    (stickiness) => {
      const stage = new Stage({ percentage: 99, stickiness })
      build(stage, 100)
      stage.adapter.setRollout({ mode: 'legacy' }, BY)
      expect(build(stage, 100)).toBe(0)
      expect(build(stage, 10, (k) => k('unseen').where('a', 1))).toBe(0)
    },
  )

  it('fast means all, whatever the percentage', async () => {
    const stage = new Stage({ mode: 'fast', percentage: 0, stickiness: 'process' })
    expect(build(stage, 50)).toBe(50)
    expect(await stage.sample('query_builder_mode')).toBe(1)
    stage.adapter.setRollout({ mode: 'auto' }, BY)
    expect(build(stage, 50)).toBe(0)
  })

  it('auto shows its share', async () => {
    const stage = new Stage({ percentage: 12.5, shadowPercentage: 3 })
    expect(await stage.sample('query_builder_mode')).toBe(0.125)
    expect(await stage.sample('rollout_percentage')).toBe(12.5)
    expect(await stage.sample('shadow_percentage')).toBe(3)
    stage.adapter.setRollout({ mode: 'legacy' }, BY)
    expect(await stage.sample('query_builder_mode')).toBe(0)
  })

  it('at 0 % the fast builder is not even loaded', () => {
    const stage = new Stage()
    build(stage, 10)
    expect(stage.engine).toBeUndefined()
    expect(stage.adapter.listShapes()).toEqual([])
    stage.adapter.setRollout({ percentage: 100 }, BY)
    expect(build(stage, 10)).toBe(10)
  })
})

describe('setRollout', () => {
  const bad: [string, object][] = [
    ['a percentage above 100', { percentage: 100.1 }],
    ['a negative percentage', { percentage: -1 }],
    ['a percentage that is no number', { percentage: NaN }],
    ['a percentage as a text', { percentage: '50' }],
    ['an unknown mode', { mode: 'off' }],
    ['an unknown stickiness', { stickiness: 'user' }],
    ['an unknown field', { percent: 50 }],
    ['one bad field among good ones', { percentage: 50, shadowPercentage: 200 }],
    ['undefined for a field', { percentage: undefined }],
    ['no object', 50 as never],
    ['null', null as never],
  ]

  it.each(bad)('refuses %s, and nothing changes', (_, change) => {
    const stage = new Stage({ percentage: 10 })
    const before = stage.adapter.getRollout()
    expect(() => stage.adapter.setRollout(change, BY)).toThrow(
      expect.objectContaining({ code: 'KNEXODUS_BAD_CONFIG' }),
    )
    expect(stage.adapter.getRollout()).toBe(before)
    expect(stage.linesOf('rollout_changed')).toEqual([])
  })

  it.each([undefined, {}, { by: 'ann' }, { by: 1, reason: 'x' }])(
    'wants to know who and why, not %o',
    (origin) => {
      const stage = new Stage({ percentage: 10 })
      expect(() => stage.adapter.setRollout({ percentage: 50 }, origin as never)).toThrow(/by|reason/)
      expect(stage.adapter.getRollout().percentage).toBe(10)
    },
  )

  it('returns the frozen rollout in force, numbered', () => {
    const stage = new Stage({ percentage: 10 })
    const first = stage.adapter.getRollout()
    expect(first).toMatchObject({ percentage: 10, mode: 'auto', stickiness: 'random', version: 1 })
    const next = stage.adapter.setRollout({ percentage: 50 }, { by: 'ann', reason: 'healthy' })
    expect(next).toBe(stage.adapter.getRollout())
    expect(next).toMatchObject({
      percentage: 50,
      verifyPercentage: 0,
      by: 'ann',
      reason: 'healthy',
      version: 2,
    })
    expect(next.changedAt).toBeGreaterThanOrEqual(first.changedAt)
    expect(Object.isFrozen(next)).toBe(true)
    expect(first.percentage, 'the old record stays what it was').toBe(10)
  })

  it('keeps no hold on what it was given', () => {
    const stage = new Stage()
    const change = { percentage: 10 }
    stage.adapter.setRollout(change, BY)
    change.percentage = 100
    expect(stage.adapter.getRollout().percentage).toBe(10)
    expect(build(stage, 100)).toBeLessThan(50)
  })

  it('of one adapter is no other’s', () => {
    const [one, two] = [new Stage(), new Stage()]
    one.adapter.setRollout({ percentage: 100 }, BY)
    expect(two.adapter.getRollout().percentage).toBe(0)
    expect([build(one, 5), build(two, 5)]).toEqual([5, 0])
  })
})

describe('createAdapter', () => {
  it.each<[string, object]>([
    ['a percentage of 101', { percentage: 101 }],
    ['a mode there is not', { mode: 'off' }],
    ['no plans at all', { planCacheMax: 0 }],
    ['half a plan', { planCacheMax: 1.5 }],
  ])('refuses %s', (_, options) => {
    expect(() => createAdapter(options)).toThrow(expect.objectContaining({ code: 'KNEXODUS_BAD_CONFIG' }))
  })

  it('stays on legacy in a bad environment, says so once, and shows it', async () => {
    const env = { KNEXODUS_PERCENTAGE: '50%', KNEXODUS_MODE: 'fast', KNEXODUS_SHADOW_PERCENTAGE: '100' }
    const stage = new Stage({ env })
    expect(build(stage, 10)).toBe(0)
    expect(outcome(() => QUERY(stage.db))).toEqual(outcome(() => QUERY(stage.plain)))
    expect(stage.adapter.getRollout()).toMatchObject({ mode: 'legacy', percentage: 0, shadowPercentage: 0 })
    expect(stage.linesOf('bad_config')).toHaveLength(1)
    expect(stage.linesOf('bad_config')[0]?.message).toContain('got "50%"')
    expect(await stage.sample('rollout_config_valid')).toBe(0)
  })

  it('throws in a bad environment that is strict', () => {
    const env = { KNEXODUS_PERCENTAGE: 'abc', KNEXODUS_STRICT: 'true' }
    expect(() => createAdapter({ env })).toThrow(/KNEXODUS_PERCENTAGE/)
  })

  it('takes options over the environment', () => {
    const env = { KNEXODUS_PERCENTAGE: ' 50 ', KNEXODUS_STICKINESS: 'SHAPE' }
    const { adapter } = new Stage({ env, percentage: 20 })
    expect(adapter.getRollout()).toMatchObject({ percentage: 20, stickiness: 'shape' })
  })

  it.each([Date, () => {}, null, 'pg', {}])('adapts no %s', (what) => {
    expect(() => createAdapter({ logLevel: 'silent' }).adaptClient(what as never)).toThrow(
      expect.objectContaining({ code: 'KNEXODUS_NOT_A_CLIENT' }),
    )
  })
})
