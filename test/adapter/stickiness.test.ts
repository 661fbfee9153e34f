import { describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { binomialInterval } from '../rollout/binomial.js'
import { withForeignStatement } from '../rules/declined.js'
import type { StageOptions } from '../rules/stage.js'
import { BY, Stage } from '../rules/stage.js'

/** As many shapes as there are numbers. */
const SHAPES = 400
const shape =
  (i: number): Chain =>
  (k) =>
    k(`t${i % 20}`)
      .select(`c${i}`)
      .where('a', i)

/** Each a shape of its own, too. */
const declined =
  (i: number): Chain =>
  (k) =>
    withForeignStatement(
      k(`t${i % 20}`)
        .select(`c${i}`)
        .where('a', i),
    )

function expectShare(count: number, of: number, percentage: number): void {
  const [least, most] = binomialInterval(of, percentage)
  expect(count).toBeGreaterThanOrEqual(least)
  expect(count).toBeLessThanOrEqual(most)
}

/** Whether fast serves a build of the chain now. */
function isFast(stage: Stage, chain: Chain): boolean {
  const { fastCalls } = stage.metrics
  chain(stage.db).toSQL()
  return stage.metrics.fastCalls > fastCalls
}

/** The shapes that fast serves now. */
function fastShapes(stage: Stage): Set<number> {
  return new Set(Array.from({ length: SHAPES }, (_, i) => i).filter((i) => isFast(stage, shape(i))))
}

function stageOf(options: StageOptions): Stage {
  return new Stage({ logLevel: 'silent', ...options })
}

describe('sticking to shapes', () => {
  const sticky = { stickiness: 'shape' } as const

  it('gives the builds of one shape, once seen, to one builder', () => {
    const stage = stageOf({ ...sticky, percentage: 30 })
    fastShapes(stage)
    const first = fastShapes(stage)
    expectShare(first.size, SHAPES, 30)
    for (let i = 0; i < 3; i++) expect(fastShapes(stage)).toEqual(first)
  })

  it('gives the very first build of a shape to that builder too', () => {
    const stage = stageOf({ ...sticky, percentage: 30 })
    expect(fastShapes(stage)).toEqual(fastShapes(stage))
  })

  it('is the same in every process, whatever the seed', () => {
    const [one, two] = ['1', '2'].map((seed) => {
      const stage = stageOf({ ...sticky, percentage: 30, seed })
      fastShapes(stage)
      return fastShapes(stage)
    })
    expect(one).toEqual(two)
  })

  it('a higher percentage only adds shapes, and a lower one only takes some', () => {
    const stage = stageOf({ ...sticky, percentage: 0.5 })
    fastShapes(stage)
    let before = fastShapes(stage)
    for (const percentage of [5, 20, 60, 99, 100]) {
      stage.adapter.setRollout({ percentage }, BY)
      const after = fastShapes(stage)
      expect([...before].filter((i) => !after.has(i))).toEqual([])
      expectShare(after.size, SHAPES, percentage)
      before = after
    }
    for (const percentage of [60, 20, 0]) {
      stage.adapter.setRollout({ percentage }, BY)
      const after = fastShapes(stage)
      expect([...after].filter((i) => !before.has(i))).toEqual([])
      before = after
    }
    expect(before.size).toBe(0)
  })

  it('depends on nothing that is bound', () => {
    const values = [0, 'x', 2.5, true, null, 10n, new Date(0), Buffer.from('y')]
    const stage = stageOf({ ...sticky, percentage: 50 })
    const sides = Array.from({ length: 20 }, (_, i) => {
      const served = (value: unknown): boolean =>
        isFast(stage, (k) => k('t').select(`v${i}`).where('a', '=', value))
      // The first build of a shape goes to both.
      values.forEach(served)
      return new Set(values.map(served))
    })
    expect(sides.map((side) => side.size)).toEqual(sides.map(() => 1))
    expect(new Set(sides.flatMap((side) => [...side])).size, 'on either side').toBe(2)
  })

  it('outlives the plan: a shape seen again after its eviction falls to the same side', () => {
    const stage = stageOf({ ...sticky, percentage: 50, planCacheMax: 5 })
    const sides = [0, 1].map(() =>
      Array.from({ length: 60 }, (_, i) => {
        isFast(stage, shape(i))
        return isFast(stage, shape(i))
      }),
    )
    expect(sides[1]).toEqual(sides[0])
  })

  it('means no more of the shapes that fast declines for fast than of others', () => {
    const stage = stageOf({ ...sticky, percentage: 10 })
    for (let i = 0; i < SHAPES; i++) {
      for (let time = 0; time < 3; time++) declined(i)(stage.db).toSQL()
    }
    // The first sight of a shape may count; after it, a tenth of the shapes is meant for fast.
    expect(stage.metrics.fastFallbacks).toBeLessThan(SHAPES + 2 * SHAPES * 0.2)
    expect(stage.metrics.fastCalls).toBe(0)
  })

  it('counts a shape fast declines as any other: without fallback it is refused no more often', () => {
    const stage = stageOf({ ...sticky, percentage: 1, fallback: false })
    let refused = 0
    for (let i = 0; i < 200; i++) {
      try {
        declined(i)(stage.db).toSQL()
      } catch {
        refused += 1
      }
    }
    expect(refused).toBeLessThan(20)
  })
})

describe('sticking to the process', () => {
  const PROCESSES = 300

  /** Whether all builds of a process with this seed are fast's. */
  function isFastProcess(seed: number, percentage: number): boolean {
    const stage = stageOf({ stickiness: 'process', percentage, seed: String(seed) })
    const served = new Set(Array.from({ length: 20 }, (_, i) => isFast(stage, shape(i))))
    expect(served.size, 'all or nothing').toBe(1)
    return served.has(true)
  }

  const fastProcesses = (percentage: number): number[] =>
    Array.from({ length: PROCESSES }, (_, seed) => seed).filter((seed) => isFastProcess(seed, percentage))

  it('gives a share of the processes to fast, whole', () =>
    expectShare(fastProcesses(40).length, PROCESSES, 40))

  it('a higher percentage keeps the processes that were on fast', () => {
    const low = fastProcesses(20)
    const high = new Set(fastProcesses(70))
    expect(low.filter((seed) => !high.has(seed))).toEqual([])
    expectShare(high.size, PROCESSES, 70)
  })

  it('a process keeps its place through all changes', () => {
    const stage = stageOf({ stickiness: 'process', seed: 'somewhere' })
    const served = Array.from({ length: 101 }, (_, percentage) => {
      stage.adapter.setRollout({ percentage }, BY)
      return isFast(stage, shape(1))
    })
    const first = served.indexOf(true)
    expect(served.slice(first)).not.toContain(false)
    for (const percentage of [first, first - 1, first]) {
      if (percentage < 0) continue
      stage.adapter.setRollout({ percentage, stickiness: 'random' }, BY)
      stage.adapter.setRollout({ stickiness: 'process' }, BY)
      expect(isFast(stage, shape(1))).toBe(percentage >= first)
    }
  })
})
