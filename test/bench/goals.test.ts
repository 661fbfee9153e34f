import { describe, expect, it } from 'vitest'

import type { Goal, Report } from '../../bench/report.js'
import { ratioSpread, spread } from '../../bench/report.js'
import { digits, judge } from '../../bench/show/goals.js'

const about = { name: 'x', title: 'x', about: 'x' }

function report(goal: Omit<Goal, 'contestant'>): Report {
  const base = { contestant: 'Knex', unit: 'ns' as const, value: spread([10, 12]) }
  const own = { contestant: 'own', unit: 'ns' as const, value: spread([2, 4, 3]), ratio: spread([5, 3, 4]) }
  return {
    ...about,
    tables: [{ name: 't', ratios: 'speed', figures: [base, own], goals: [{ contestant: 'own', ...goal }] }],
  }
}

const isMet = (goal: Omit<Goal, 'contestant'>): boolean => judge(report(goal))[0]!.isMet

describe('a goal', () => {
  it('is met by the middle of the rounds, on either side', () => {
    expect(isMet({ of: 'ratio', atLeast: 4 })).toBe(true)
    expect(isMet({ of: 'ratio', atLeast: 4.01 })).toBe(false)
    expect(isMet({ of: 'ratio', atMost: 4 })).toBe(true)
    expect(isMet({ of: 'ratio', atMost: 3.99 })).toBe(false)
  })

  it('may be of the value itself', () => {
    expect(judge(report({ of: 'value', atMost: 3, aim: 1 }))).toEqual([
      expect.objectContaining({ goal: '≤ 3 ns, aim 1 ns', measured: '3.00 ns', isMet: true }),
    ])
  })

  it('of somebody who was not measured is a mistake', () => {
    const { tables } = report({ of: 'ratio', atLeast: 1 })
    const goals = [{ contestant: 'nobody', of: 'ratio' as const, atLeast: 1 }]
    expect(() => judge({ ...about, tables: [{ ...tables[0]!, goals }] })).toThrow(
      'x, t: expected nobody to have a ratio, got none',
    )
  })
})

describe('a spread', () => {
  it('is the middle, the least and the most', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, low: 1, high: 3 })
    expect(spread([4, 1, 2, 3])).toEqual({ median: 2.5, low: 1, high: 4 })
    expect(() => spread([])).toThrow('expected at least one number')
  })

  it('of ratios is worked out round by round', () => {
    expect(ratioSpread('speed', [10, 100], [5, 25])).toEqual({ median: 3, low: 2, high: 4 })
    expect(ratioSpread('cost', [10, 100], [5, 25])).toEqual({ median: 0.375, low: 0.25, high: 0.5 })
    expect(() => ratioSpread('cost', [1, 2], [1])).toThrow(
      'expected as many rounds as the base has (2), got 1',
    )
  })
})

it('numbers have as many digits as mean something', () => {
  expect([0, 0.0361, 0.45, 1.0344, 1.234, 14.25, 310.4, 12345].map(digits)).toEqual([
    '0.00',
    '0.036',
    '0.45',
    '1.034',
    '1.23',
    '14.3',
    '310',
    '12,345',
  ])
})
