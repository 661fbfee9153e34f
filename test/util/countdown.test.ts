import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Countdown, MEAN_STRIDE } from '../../src/util/countdown.js'

const LONGEST = 2 * MEAN_STRIDE - 1

/** A small generator with a fixed seed (mulberry32), so that the draws are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Calls up to and including the next pick; Infinity if none comes in a thousand. */
function stride(timer: Countdown): number {
  for (let calls = 1; calls <= 1000; calls += 1) if (timer.due()) return calls
  return Infinity
}

function strides(timer: Countdown, count: number): number[] {
  return Array.from({ length: count }, () => stride(timer))
}

describe('Countdown', () => {
  it('picks one call in 64 on average, every stride from 1 to 127 among them', () => {
    const seen = strides(new Countdown(seeded(1)), 20_000)
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length
    // Standard error of the mean: 36.7 / √20000 = 0.26.
    expect(Math.abs(mean - MEAN_STRIDE)).toBeLessThan(1)
    expect(new Set(seen).size).toBe(LONGEST)
    expect(Math.min(...seen)).toBe(1)
    expect(Math.max(...seen)).toBe(LONGEST)
  })

  it('gives the same picks for the same seed', () => {
    expect(strides(new Countdown(seeded(7)), 100)).toEqual(strides(new Countdown(seeded(7)), 100))
    expect(strides(new Countdown(seeded(7)), 100)).not.toEqual(strides(new Countdown(seeded(8)), 100))
  })

  it('does not alias work that repeats every 64 builds', () => {
    const timer = new Countdown(seeded(3))
    const timedPhases = new Set<number>()
    for (let call = 0; call < 64 * 2000; call += 1) if (timer.due()) timedPhases.add(call % 64)
    expect(timedPhases.size).toBe(64)
  })

  it('takes the ends of the random range as the shortest and the longest stride', () => {
    expect(strides(new Countdown(() => 0), 3)).toEqual([1, 1, 1])
    expect(strides(new Countdown(() => 1 - Number.EPSILON), 3)).toEqual([LONGEST, LONGEST, LONGEST])
  })

  it('never gets stuck, and never picks every call, whatever the random source answers', () => {
    const nonsense = fc
      .oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -1, 1, 2))
      .filter((n) => !(n >= 0 && n < 1))
    fc.assert(
      fc.property(nonsense, (answer) => {
        expect(stride(new Countdown(() => answer))).toBe(MEAN_STRIDE)
      }),
    )
  })

  it('goes on after a random source that threw', () => {
    let broken = false
    const timer = new Countdown(() => {
      if (broken) throw new Error('no entropy')
      return 0
    })
    broken = true
    expect(() => timer.due()).toThrow('no entropy')
    broken = false
    expect(stride(timer)).toBe(MEAN_STRIDE)
  })

  it('needs no random source of one’s own', () => {
    expect(stride(new Countdown())).toBeLessThanOrEqual(LONGEST)
  })
})
