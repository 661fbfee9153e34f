import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { bucketOf } from '../../src/rollout/bucket.js'

describe('bucketOf', () => {
  // These numbers are part of the contract: a release that changes them moves shapes across a running rollout.
  it.each([
    ['', 66.89221884589642],
    ['a', 10.352621669881046],
    ['select * from "users" where "id" = ?', 38.756996928714216],
    ['naïve ☃ 😀', 96.10819567460567],
  ])('never changes: %j', (text, bucket) => {
    expect(bucketOf(text)).toBe(bucket)
  })

  it('is between 0 (included) and 100 (excluded)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bucket = bucketOf(text)
        expect(bucket).toBeGreaterThanOrEqual(0)
        expect(bucket).toBeLessThan(100)
      }),
    )
  })

  it('spreads similar texts evenly', () => {
    const counts = new Array<number>(100).fill(0)
    for (let index = 0; index < 100_000; index++) {
      const cell = Math.floor(bucketOf(`select "a" from "t${index}"`))
      counts[cell] = counts[cell]! + 1
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // 99.9 % of the chi-square distribution with 99 degrees of freedom.
    expect(chiSquare).toBeLessThan(148.2)
  })
})
