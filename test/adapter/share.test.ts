import { describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { binomialInterval } from '../rollout/binomial.js'
import { BY, Stage } from '../rules/stage.js'
import type { Line, StageOptions } from '../rules/stage.js'

/* The share of real builds that fast serves, from the decision to the counter. */

const BUILDS = 100_000
const SHARES = [0, 0.01, 1, 10, 50, 99, 100]
const QUERY: Chain = (k) => k('t').where('a', 1)

/** Builds as often as told; counts those fast served by what the adapter says of each. */
function share(options: StageOptions, builds: number): { stage: Stage; fast: number } {
  const stage = new Stage({ logLevel: 'silent', ...options })
  const query = QUERY(stage.db)
  for (let i = 0; i < builds; i++) query.toSQL()
  return { stage, fast: stage.metrics.fastCalls }
}

function expectShare(count: number, builds: number, percentage: number): void {
  const [least, most] = binomialInterval(builds, percentage)
  expect(count).toBeGreaterThanOrEqual(least)
  expect(count).toBeLessThanOrEqual(most)
}

/** The builders of consecutive builds, as the log tells them. */
function sequence(options: StageOptions, builds = 2000, chain: Chain = QUERY): string {
  const lines: Line[] = []
  const keep = (fields: object): void => void lines.push(fields as Line)
  const stage = new Stage({ logBuilder: true, ...options, logger: { info: keep, warn: keep, error: keep } })
  for (let i = 0; i < builds; i++) chain(stage.db).toSQL()
  return lines
    .filter((line) => line['event'] === 'knexodus.build')
    .map((line) => (line['builder'] === 'fast' ? 'f' : 'l'))
    .join('')
}

describe(`${BUILDS} builds`, () => {
  it.each(SHARES)('at %d %', (percentage) => {
    const { stage, fast } = share({ percentage, seed: 'share' }, BUILDS)
    expectShare(fast, BUILDS, percentage)
    const { totalCalls, legacyCalls, fastPercentage, fastFallbacks } = stage.metrics
    expect({ totalCalls, legacyCalls, fastFallbacks }).toEqual({
      totalCalls: BUILDS,
      legacyCalls: BUILDS - fast,
      fastFallbacks: 0,
    })
    expect(fastPercentage).toBeCloseTo((100 * fast) / BUILDS, 9)
  })

  it('at a percentage that steps up and back down in between', () => {
    const stage = new Stage({ logLevel: 'silent', seed: 'steps' })
    const builds = BUILDS / 10
    for (const percentage of [0, 1, 10, 50, 100, 0]) {
      stage.adapter.setRollout({ percentage }, BY)
      stage.adapter.resetQueryBuilderMetrics()
      for (let i = 0; i < builds; i++) QUERY(stage.db).toSQL()
      expectShare(stage.metrics.fastCalls, builds, percentage)
    }
  })

  it('of a transaction’s and of several instances’ queries are one rollout', async () => {
    const options = {
      dialect: 'sqlite3',
      knex: { client: 'better-sqlite3', connection: ':memory:' },
    } as const
    const stage = new Stage({ ...options, percentage: 50, logLevel: 'silent' })
    const another = stage.adapter.adaptKnex(stage.plainKnex())
    await stage.db.transaction(async (trx) => {
      for (let i = 0; i < 2000; i++) QUERY(trx).toSQL()
      await trx.transaction((inner) => {
        for (let i = 0; i < 2000; i++) QUERY(inner).toSQL()
        return Promise.resolve()
      })
    })
    for (let i = 0; i < 2000; i++) QUERY(another).toSQL()
    expect(stage.metrics.totalCalls).toBe(6000)
    expectShare(stage.metrics.fastCalls, 6000, 50)
    await stage.db.destroy()
  })
})

describe('a seed', () => {
  const seeded = { percentage: 37, seed: 'the same' }

  it('gives the same sequence of builders again', () => {
    const first = sequence(seeded)
    expect(first).toHaveLength(2000)
    expect(first).toMatch(/f/)
    expect(first).toMatch(/l/)
    expect(sequence(seeded)).toBe(first)
  })

  it('another seed, and none, give another', () => {
    const first = sequence(seeded)
    expect(sequence({ ...seeded, seed: 'another' })).not.toBe(first)
    const [one, two] = [0, 1].map(() => sequence({ percentage: 37, seed: undefined as never }))
    expect(one).not.toBe(two)
  })

  it.each<[string, StageOptions]>([
    ['shadowing', { shadowPercentage: 30 }],
    ['verifying', { verifyPercentage: 30 }],
    ['logging', { logPerformance: true, slowBuildMs: 0 }],
  ])('%s disturbs no decision', (_, more) => {
    expect(sequence({ ...seeded, ...more })).toBe(sequence(seeded))
  })

  it('what is built disturbs no decision', () => {
    let n = 0
    const varied: Chain = (k) => k('t').where(`a${(n += 1) % 50}`, 1).whereIn('b', Array(n % 5).fill(n)) // prettier-ignore
    expect(sequence(seeded, 2000, varied)).toBe(sequence(seeded))
  })

  it('several adapters in one process do not disturb one another', () => {
    const stages = [0, 1].map(() => new Stage({ ...seeded, logLevel: 'silent' }))
    const served: string[][] = stages.map(() => [])
    for (let i = 0; i < 1000; i++) {
      stages.forEach((stage, which) => {
        const { fastCalls } = stage.metrics
        QUERY(stage.db).toSQL()
        served[which]!.push(stage.metrics.fastCalls > fastCalls ? 'f' : 'l')
      })
    }
    expect(served[0]?.join('')).toBe(sequence(seeded, 1000))
    expect(served[1]).toEqual(served[0])
  })

  it('a higher percentage keeps what a lower one gave to fast', () => {
    const [low, high] = [10, 60].map((percentage) => sequence({ ...seeded, percentage }))
    for (let i = 0; i < low!.length; i++) if (low![i] === 'f') expect(high![i]).toBe('f')
    expect(high).not.toBe(low)
  })
})

describe('the share that is also built by the other', () => {
  it.each([1, 25, 100])('shadow at %d %', (shadowPercentage) => {
    const { stage } = share({ shadowPercentage }, 20_000)
    const { parityChecks, legacyCalls, fastCalls, parityMismatches } = stage.metrics
    expect({ legacyCalls, fastCalls, parityMismatches }).toEqual({
      legacyCalls: 20_000,
      fastCalls: 0,
      parityMismatches: 0,
    })
    expectShare(parityChecks, 20_000, shadowPercentage)
  })

  it('shadow is a share of what legacy serves', () => {
    const { stage, fast } = share({ shadowPercentage: 20, percentage: 50 }, 20_000)
    // The first build of the shape, by whichever way it comes, is compared as well.
    expectShare(stage.metrics.parityChecks, 20_000 - fast, 20)
  })

  it.each([0, 1, 10, 100])('verification at %d %', (verifyPercentage) => {
    const { stage, fast } = share({ percentage: 100, verifyPercentage }, 20_000)
    expect(fast).toBe(20_000)
    expectShare(stage.metrics.parityChecks - 1, 20_000 - 1, verifyPercentage)
  })
})
