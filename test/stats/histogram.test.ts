import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BOUNDS_NS, Histogram, bucketIndex } from '../../src/stats/histogram.js'

const finite = BOUNDS_NS.length

function naiveIndex(ns: number): number {
  const index = BOUNDS_NS.findIndex((bound) => ns <= bound)
  return index === -1 ? finite : index
}

function bucketOf(ns: number): { lower: number; upper: number } {
  const index = naiveIndex(ns)
  return { lower: BOUNDS_NS[index - 1] ?? 0, upper: BOUNDS_NS[index] ?? Infinity }
}

function filled(values: readonly number[]): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.observe(value)
  return histogram
}

/** Spread evenly over the orders of magnitude, as durations are. */
const duration = fc.oneof(
  fc.integer({ min: 0, max: 30_000_000 }),
  fc.double({ min: 0, max: 12, noNaN: true }).map((exponent) => 10 ** exponent),
)

describe('bucket bounds', () => {
  it('double from 0.1 µs to 13.1 ms', () => {
    expect(BOUNDS_NS).toHaveLength(18)
    expect(BOUNDS_NS[0]).toBe(100)
    expect(BOUNDS_NS.at(-1)).toBe(13_107_200)
    for (let i = 1; i < finite; i += 1) expect(BOUNDS_NS[i]).toBe(2 * BOUNDS_NS[i - 1]!)
  })
})

describe('bucketIndex', () => {
  it('is the first bound not below the value, as a naive search finds it', () => {
    fc.assert(
      fc.property(duration, (ns) => {
        expect(bucketIndex(ns)).toBe(naiveIndex(ns))
      }),
    )
  })

  it('is exact on the bounds and one floating-point step round them', () => {
    for (const bound of BOUNDS_NS) {
      for (const ns of [
        bound * (1 - Number.EPSILON),
        bound,
        bound * (1 + Number.EPSILON),
        bound - 1,
        bound + 1,
      ]) {
        expect([ns, bucketIndex(ns)]).toEqual([ns, naiveIndex(ns)])
      }
    }
  })

  it('takes zero and what no 32-bit number can hold', () => {
    expect(bucketIndex(0)).toBe(0)
    expect(bucketIndex(2 ** 32 * 100 + 1)).toBe(finite)
    expect(bucketIndex(Number.MAX_VALUE)).toBe(finite)
  })
})

describe('Histogram', () => {
  it('counts and sums what it observed', () => {
    fc.assert(
      fc.property(fc.array(duration), (values) => {
        const histogram = filled(values)
        const sum = values.reduce((total, value) => total + value, 0)
        expect(histogram.count).toBe(values.length)
        expect(histogram.sum).toBe(sum)
        expect(histogram.mean()).toBe(values.length === 0 ? 0 : sum / values.length)
      }),
    )
  })

  it('gives cumulative counts per bound', () => {
    fc.assert(
      fc.property(fc.array(duration), (values) => {
        const expected = BOUNDS_NS.map((bound) => values.filter((value) => value <= bound).length)
        expect(filled(values).cumulative()).toEqual(expected)
      }),
    )
  })

  it('estimates a percentile inside the bucket of the true one', () => {
    const p = fc.double({ min: 0.1, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1 }), p, (values, percent) => {
        const sorted = [...values].sort((a, b) => a - b)
        // The same arithmetic as the estimate's rank: rounding must not move the true one across an observation.
        const rank = Math.ceil((values.length * percent) / 100)
        const { lower, upper } = bucketOf(sorted[Math.max(rank - 1, 0)]!)
        const estimate = filled(values).percentile(percent)
        expect(estimate).toBeGreaterThanOrEqual(lower)
        expect(estimate).toBeLessThanOrEqual(Math.min(upper, BOUNDS_NS.at(-1)!))
      }),
    )
  })

  it('never falls as the percentile rises', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
    fc.assert(
      fc.property(fc.array(duration), pair, (values, [a, b]) => {
        const histogram = filled(values)
        expect(histogram.percentile(Math.min(a, b))).toBeLessThanOrEqual(histogram.percentile(Math.max(a, b)))
      }),
    )
  })

  it('interpolates linearly within a bucket', () => {
    const histogram = filled([150, 150, 150, 150])
    expect(histogram.percentile(0)).toBe(100)
    expect(histogram.percentile(25)).toBe(125)
    expect(histogram.percentile(50)).toBe(150)
    expect(histogram.percentile(100)).toBe(200)
  })

  it('answers the last bound for what lies beyond it, and 0 when empty', () => {
    expect(filled([1e9]).percentile(50)).toBe(13_107_200)
    expect(new Histogram().percentile(99)).toBe(0)
    expect(new Histogram().mean()).toBe(0)
  })

  it('takes a percentile out of range as the nearer end', () => {
    const histogram = filled([150, 1000])
    expect(histogram.percentile(-1)).toBe(histogram.percentile(0))
    expect(histogram.percentile(101)).toBe(histogram.percentile(100))
  })

  it.each([Number.NaN, Infinity, -Infinity, -1])('ignores %s, which would spoil the sum', (ns) => {
    const histogram = filled([150])
    histogram.observe(ns)
    expect(histogram.count).toBe(1)
    expect(histogram.sum).toBe(150)
  })

  it('is empty after a reset', () => {
    const histogram = filled([1, 1000, 1e9])
    histogram.reset()
    expect(histogram.count).toBe(0)
    expect(histogram.sum).toBe(0)
    expect(histogram.cumulative().every((count) => count === 0)).toBe(true)
  })
})
