import { describe, expect, it } from 'vitest'
import { binomialInterval, isWithin } from '../../demo/binomial.js'

/** How likely it is that at most `count` of `trials` succeed at one in `oneIn`; exact, in whole numbers. */
function cumulative(count: number, trials: number, oneIn: number): number {
  let ways = 1n
  let sum = 0n
  for (let k = 0; k <= count; k++) {
    sum += ways * BigInt(oneIn - 1) ** BigInt(trials - k)
    ways = (ways * BigInt(trials - k)) / BigInt(k + 1)
  }
  return Number((sum * 10n ** 18n) / BigInt(oneIn) ** BigInt(trials)) / 1e18
}

describe('binomialInterval', () => {
  it('allows nothing but the target at 0 and at 100 percent', () => {
    expect(binomialInterval(5000, 0, 0.999)).toEqual({ low: 0, high: 0 })
    expect(binomialInterval(5000, 1, 0.999)).toEqual({ low: 5000, high: 5000 })
  })

  it('agrees with the tables for ten tosses of a coin', () => {
    expect(binomialInterval(10, 0.5, 0.95)).toEqual({ low: 2, high: 8 })
  })

  it.each([
    [20, 4],
    [300, 100],
    [500, 2],
    [1000, 10],
    [3000, 100],
  ])(
    'leaves out less than half of 0.1 %% on each side, and not one count more (%i trials, 1 in %i)',
    (trials, oneIn) => {
      const { low, high } = binomialInterval(trials, 1 / oneIn, 0.999)
      expect(low === 0 ? 0 : cumulative(low - 1, trials, oneIn)).toBeLessThanOrEqual(0.0005)
      expect(cumulative(low, trials, oneIn)).toBeGreaterThan(0.0005)
      expect(cumulative(high, trials, oneIn)).toBeGreaterThanOrEqual(0.9995)
      expect(cumulative(high - 1, trials, oneIn)).toBeLessThan(0.9995)
    },
  )

  it('does not lose its way where the first terms are too small for a double', () => {
    const { low, high } = binomialInterval(100_000, 0.99, 0.999)
    expect([low > 98_850, low < 98_950, high > 99_050, high < 99_150]).toEqual([true, true, true, true])
  })

  it('knows an empty run', () => {
    expect(binomialInterval(0, 0.5, 0.999)).toEqual({ low: 0, high: 0 })
  })
})

describe('isWithin', () => {
  it('includes both ends', () => {
    expect([2, 3, 5, 6].map((count) => isWithin(count, { low: 3, high: 5 }))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})
