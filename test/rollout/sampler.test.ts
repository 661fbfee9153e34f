import { describe, expect, it } from 'vitest'

import { Sampler } from '../../src/rollout/sampler.js'
import { createRandom } from '../../src/util/random.js'
import { binomialInterval } from './binomial.js'

const EVENTS = 100_000

function gaps(percentage: number, events: number, seed = 'gaps'): number[] {
  const sampler = new Sampler(percentage, createRandom(seed))
  const found: number[] = []
  let gap = 0
  for (let event = 0; event < events; event++) {
    gap += 1
    if (!sampler.hit()) continue
    found.push(gap)
    gap = 0
  }
  return found
}

describe('Sampler', () => {
  // Twenty seeds together: one seed alone falls outside its own 99.9 % interval once in a thousand.
  it.each([0, 0.01, 0.1, 1, 10, 50, 90, 99, 99.99, 100])('hits %d percent of the events', (percentage) => {
    const seeds = Array.from({ length: 20 }, (_, seed) => `seed ${seed}`)
    const [least, most] = binomialInterval(EVENTS * seeds.length, percentage)
    const hits = seeds.reduce((sum, seed) => sum + gaps(percentage, EVENTS, seed).length, 0)
    expect(hits).toBeGreaterThanOrEqual(least)
    expect(hits).toBeLessThanOrEqual(most)
  })

  it.each([10, 50, 90])('leaves gaps as independent draws of %d percent do', (percentage) => {
    const share = percentage / 100
    const found = gaps(percentage, EVENTS)
    for (const gap of [1, 2, 3]) {
      const expected = 100 * share * (1 - share) ** (gap - 1)
      const [least, most] = binomialInterval(found.length, expected)
      const count = found.filter((one) => one === gap).length
      expect(count).toBeGreaterThanOrEqual(least)
      expect(count).toBeLessThanOrEqual(most)
    }
  })

  it('is the same sequence for the same seed', () => {
    expect(gaps(3, 10_000)).toEqual(gaps(3, 10_000))
  })

  it('hits the first event as often as any other', () => {
    const random = createRandom('first')
    let hits = 0
    for (let start = 0; start < 10_000; start++) if (new Sampler(20, random).hit()) hits += 1
    const [least, most] = binomialInterval(10_000, 20)
    expect(hits).toBeGreaterThanOrEqual(least)
    expect(hits).toBeLessThanOrEqual(most)
  })

  it('survives the draws at the edge and rates too small to count', () => {
    const hits = (percentage: number, draw: number): number => {
      const sampler = new Sampler(percentage, () => draw)
      return Array.from({ length: 100 }, () => sampler.hit()).filter(Boolean).length
    }
    expect(hits(50, 0)).toBe(100)
    expect(hits(50, 1 - 2 ** -32)).toBe(3)
    expect(hits(Number.MIN_VALUE, 0.5)).toBe(0)
    expect(hits(NaN, 0.5)).toBe(0)
  })
})
