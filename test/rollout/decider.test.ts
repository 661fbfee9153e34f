import { describe, expect, it } from 'vitest'

import type { RolloutSettings } from '../../src/core/rollout.js'
import { DEFAULT_ROLLOUT } from '../../src/core/rollout.js'
import { bucketOf } from '../../src/rollout/bucket.js'
import type { Decider } from '../../src/rollout/decider.js'
import { createDeciders } from '../../src/rollout/decider.js'
import { createRandom } from '../../src/util/random.js'
import { binomialInterval } from './binomial.js'

const BUILDS = 100_000
const PERCENTAGES = [0, 0.01, 1, 10, 50, 99, 100]

const rollout = (fields: Partial<RolloutSettings>): RolloutSettings => ({ ...DEFAULT_ROLLOUT, ...fields })

function deciderOf(fields: Partial<RolloutSettings>, seed = 'test'): Decider {
  return createDeciders(createRandom(seed))(rollout(fields))
}

function countFast(decider: Decider): number {
  let fast = 0
  for (let build = 0; build < BUILDS; build++) if (decider.decide()) fast += 1
  return fast
}

const sequence = (decider: Decider): boolean[] => Array.from({ length: 1000 }, () => decider.decide())

describe('a random decision', () => {
  const cases = PERCENTAGES.flatMap((percentage) =>
    ['a', 'b', 'c'].map((seed) => [percentage, seed] as const),
  )

  it.each(cases)('serves %d percent of 100,000 builds (seed %s)', (percentage, seed) => {
    const [least, most] = binomialInterval(BUILDS, percentage)
    const fast = countFast(deciderOf({ percentage }, seed))
    expect(fast).toBeGreaterThanOrEqual(least)
    expect(fast).toBeLessThanOrEqual(most)
  })

  it('is the same sequence for the same seed, and another for another', () => {
    expect(sequence(deciderOf({ percentage: 50 }, 's'))).toEqual(sequence(deciderOf({ percentage: 50 }, 's')))
    expect(sequence(deciderOf({ percentage: 50 }, 's'))).not.toEqual(
      sequence(deciderOf({ percentage: 50 }, 't')),
    )
  })

  it('only adds builds to fast as the percentage rises', () => {
    const at10 = sequence(deciderOf({ percentage: 10 }))
    const at50 = sequence(deciderOf({ percentage: 50 }))
    expect(at10.filter(Boolean).length).toBeGreaterThan(0)
    expect(at10.every((fast, build) => !fast || at50[build])).toBe(true)
  })

  it.each([
    [{ percentage: 0 }, false],
    [{ percentage: 100 }, true],
    [{ percentage: 100, mode: 'legacy' as const }, false],
    [{ percentage: 0, mode: 'fast' as const }, true],
  ])('draws nothing when the answer is always the same: %o', (fields, answer) => {
    let draws = 0
    const decider = createDeciders(() => (draws++, 0.5))(rollout(fields))
    draws = 0
    expect(decider.decide()).toBe(answer)
    expect(draws).toBe(0)
    expect(decider.reason).toBe('STATIC')
  })

  it('stands at the very edges of the draw', () => {
    const answer = (percentage: number, draw: number): boolean =>
      createDeciders(() => draw)(rollout({ percentage })).decide()
    expect(answer(0, 0)).toBe(false)
    expect(answer(0.01, 0)).toBe(true)
    expect(answer(50, 0.5)).toBe(false)
    expect(answer(100, 1 - 2 ** -32)).toBe(true)
    expect(answer(NaN, 0)).toBe(false)
  })
})

describe('a decision that sticks to the process', () => {
  it('is one answer for all builds, and the processes are shared out', () => {
    let fast = 0
    for (let process = 0; process < 2000; process++) {
      const decider = deciderOf({ percentage: 10, stickiness: 'process' }, `process ${process}`)
      expect(new Set(Array.from({ length: 20 }, () => decider.decide())).size).toBe(1)
      expect(decider.reason).toBe('SPLIT')
      if (decider.decide()) fast += 1
    }
    const [least, most] = binomialInterval(2000, 10)
    expect(fast).toBeGreaterThanOrEqual(least)
    expect(fast).toBeLessThanOrEqual(most)
  })

  it('keeps a process on fast while the percentage rises', () => {
    const deciderFor = createDeciders(createRandom('one process'))
    const answers = [1, 5, 10, 25, 50, 75, 99, 100].map((percentage) =>
      deciderFor(rollout({ percentage, stickiness: 'process' })).decide(),
    )
    expect(answers).toEqual(answers.toSorted())
    expect(answers.at(-1)).toBe(true)
  })
})

describe('a decision that sticks to the shape', () => {
  it('follows the bucket', () => {
    const decider = deciderOf({ percentage: 25, stickiness: 'shape' })
    expect(decider).toMatchObject({ byShape: true, reason: 'SPLIT' })
    expect([0, 24.999, 25, 99.9].map((bucket) => decider.decideFor(bucket))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it.each(PERCENTAGES)('serves %d percent of 100,000 shapes', (percentage) => {
    const decider = deciderOf({ percentage, stickiness: 'shape' })
    const [least, most] = binomialInterval(BUILDS, percentage)
    let fast = 0
    for (let shape = 0; shape < BUILDS; shape++) {
      if (decider.decideFor(bucketOf(`select * from "t" where "c${shape}" = ?`))) fast += 1
    }
    expect(fast).toBeGreaterThanOrEqual(least)
    expect(fast).toBeLessThanOrEqual(most)
  })

  it.each([0, 100])('does not need the shape at %d percent', (percentage) => {
    const decider = deciderOf({ percentage, stickiness: 'shape' })
    expect(decider.byShape).toBe(false)
    expect(decider.decide()).toBe(percentage === 100)
    expect(decider.decideFor(99.999)).toBe(percentage === 100)
  })
})
