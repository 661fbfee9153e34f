import { expect, it } from 'vitest'
import { expectExactly, withJobs } from './alerts.js'

it('is content with exactly what was expected, in any order', () => {
  expect(expectExactly(new Set(['B', 'A']), ['A', 'B'])).toBe('A, B')
  expect(expectExactly([], [])).toBe('none')
})

it.each([
  { found: ['A'], expected: ['A', 'B'], says: 'did not fire: B' },
  { found: ['A', 'B'], expected: ['A'], says: 'fired, but should not: B' },
  { found: ['B'], expected: ['A'], says: 'did not fire: A; fired, but should not: B' },
  { found: [], expected: ['A'], says: 'did not fire: A' },
])('$found is not $expected', ({ found, expected, says }) => {
  expect(() => expectExactly(found, expected)).toThrow(new Error(says))
})

it('names the job of each alert', () => {
  expect(withJobs(new Map([['shop', new Set(['A', 'B'])]]))).toEqual(['A of shop', 'B of shop'])
})
