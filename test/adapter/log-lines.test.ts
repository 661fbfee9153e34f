import { describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { FOREIGN, declinedOn, withForeignStatement } from '../rules/declined.js'
import { BY, Stage } from '../rules/stage.js'

/* The lines an adapter writes about its builds; what each looks like is tested with the log itself. */

const QUERY: Chain = (k) => k('t').select('a').where('b', 1)

function build(stage: Stage, times: number, chain = QUERY): void {
  for (let i = 0; i < times; i++) chain(stage.db).toSQL()
}

describe('started', () => {
  it('is the first line, once, with the effective settings', () => {
    const env = { KNEXODUS_PERCENTAGE: '25', KNEXODUS_STICKINESS: 'shape' }
    const stage = new Stage({ env, shadowPercentage: 5, planCacheMax: 99 })
    build(stage, 10)
    const [line, ...more] = stage.linesOf('started')
    expect(more).toEqual([])
    expect(stage.lines[0]).toBe(line)
    expect(line).toMatchObject({
      level: 'info',
      settings: {
        rollout: { percentage: 25, shadowPercentage: 5, stickiness: 'shape', mode: 'auto' },
        planCacheMax: 99,
        fallback: true,
      },
    })
  })
})

describe('rollout_changed', () => {
  it('is written for each change, from what to what, by whom and why', () => {
    const stage = new Stage({ percentage: 10 })
    stage.adapter.setRollout({ percentage: 50 }, { by: 'ann', reason: 'healthy at 10 %' })
    stage.adapter.setRollout({ mode: 'legacy' }, { by: 'bob', reason: 'incident 7' })
    expect(stage.linesOf('rollout_changed')).toMatchObject([
      {
        level: 'info',
        from: { percentage: 10 },
        to: { percentage: 50, by: 'ann', reason: 'healthy at 10 %' },
      },
      {
        from: { mode: 'auto', percentage: 50 },
        to: { mode: 'legacy', by: 'bob', reason: 'incident 7', version: 3 },
      },
    ])
  })
})

describe('fell_back', () => {
  it('is written once for each shape and reason', () => {
    const stage = new Stage({ percentage: 100 })
    for (let i = 0; i < 5; i++) for (const table of ['t', 'u']) build(stage, 1, declinedOn(table))
    build(stage, 3, (k) => withForeignStatement(k('t').orderBy('a')))
    const sqls = ['t', 'u'].map(declinedOn).map((chain) => chain(stage.plain).toSQL().sql)
    const lines = stage.linesOf('fell_back')
    expect(lines.map((line) => line['reason'])).toEqual(Array(3).fill('unsupported_clause'))
    expect(lines.slice(0, 2).map((line) => line['sql'])).toEqual(sqls)
    expect(lines[0]).toMatchObject({ level: 'info', detail: FOREIGN })
    expect(stage.metrics.fastFallbacks).toBe(13)
  })

  it('speaks of no error where there was none', () => {
    const stage = new Stage({ percentage: 100 })
    build(stage, 1, declinedOn('t'))
    expect(stage.linesOf('fell_back')[0]).not.toHaveProperty('error')
  })

  it('is not written for builds that were legacy’s to begin with', () => {
    const stage = new Stage({ shadowPercentage: 100 })
    build(stage, 3, declinedOn('t'))
    expect(stage.linesOf('fell_back')).toEqual([])
  })

  it('is written again by no eviction', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: 2 })
    for (let i = 0; i < 5; i++) for (const table of ['t', 'u', 'v', 'w']) build(stage, 1, declinedOn(table))
    expect(stage.linesOf('fell_back')).toHaveLength(4)
  })
})

describe('build', () => {
  it('is written for every build when asked for: builder, reason, text', () => {
    const stage = new Stage({ percentage: 100, logBuilder: true })
    build(stage, 2)
    build(stage, 1, declinedOn('t'))
    stage.adapter.setRollout({ percentage: 0 }, BY)
    build(stage, 1)
    const { sql } = QUERY(stage.plain).toSQL()
    expect(stage.linesOf('build')).toMatchObject([
      { level: 'info', builder: 'fast', reason: 'STATIC', sql },
      { builder: 'fast', reason: 'STATIC', sql },
      { builder: 'legacy', reason: 'DEFAULT', fallback: 'unsupported_clause' },
      { builder: 'legacy', reason: 'STATIC', sql },
    ])
    expect(stage.linesOf('build')[3]).not.toHaveProperty('fallback')
  })

  it.each(['random', 'shape', 'process'] as const)(
    'says SPLIT where a percentage decided, by %s',
    (stickiness) => {
      const stage = new Stage({ percentage: 50, stickiness, logBuilder: true })
      build(stage, 50)
      expect(new Set(stage.linesOf('build').map((line) => line['reason']))).toEqual(new Set(['SPLIT']))
    },
  )

  it('is not written otherwise', () => {
    const stage = new Stage({ percentage: 50 })
    build(stage, 50)
    expect(stage.linesOf('build')).toEqual([])
  })

  it('agrees with the counters', () => {
    const stage = new Stage({ percentage: 40, shadowPercentage: 30, verifyPercentage: 30, logBuilder: true })
    build(stage, 500)
    const builders = stage.linesOf('build').map((line) => line['builder'])
    expect(builders).toHaveLength(500)
    expect(builders.filter((builder) => builder === 'fast')).toHaveLength(stage.metrics.fastCalls)
  })
})

describe('slow_build', () => {
  it('is written above the threshold, with both times where both built', () => {
    const stage = new Stage({ percentage: 100, logPerformance: true, slowBuildMs: 0 })
    build(stage, 2)
    const [admission, hit] = stage.linesOf('slow_build')
    expect(admission).toMatchObject({ level: 'warn', builder: 'fast', sql: QUERY(stage.plain).toSQL().sql })
    expect(admission?.['otherMs']).toBeGreaterThan(0)
    expect(hit).not.toHaveProperty('otherMs')
  })

  it('is not written below it', () => {
    const stage = new Stage({ percentage: 50, logPerformance: true, slowBuildMs: 60_000 })
    build(stage, 100)
    expect(stage.linesOf('slow_build')).toEqual([])
  })

  it('has both times of a shadowed build, where both ran', () => {
    const stage = new Stage({ shadowPercentage: 100, logPerformance: true, slowBuildMs: 0 })
    build(stage, 1)
    expect(stage.linesOf('slow_build')).toMatchObject([{ builder: 'legacy', otherMs: expect.any(Number) }])
  })
})
