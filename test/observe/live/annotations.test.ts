import { describe, expect, it } from 'vitest'
import { expectMarks, marksOf } from './annotations.js'
import type { Mark } from './annotations.js'

const mark = (database: string, time: number, target: string): Mark => ({
  labels: { job: 'shop', database, target },
  time,
})

const changes = [
  { at: 100, percentage: 10 },
  { at: 200, percentage: 50 },
]

const right = [mark('a', 101, '10'), mark('a', 200.4, '50'), mark('b', 100.2, '10'), mark('b', 201, '50')]

describe('expectMarks', () => {
  it('is content when each change is marked once for each database', () => {
    expect(expectMarks(right, changes)).toBe('2 changes, marked once for each of 2')
  })

  it.each([
    ['no marks', [], 'no marks'],
    [
      'a change that is not marked for one database',
      right.slice(0, 3),
      '0 marks of shop b for the step to 50 %',
    ],
    ['two marks for one change', [...right, mark('a', 102, '10')], '2 marks of shop a for the step to 10 %'],
    ['a mark without a change', [...right, mark('a', 150, '10')], '3 marks of shop a, 2 changes'],
    ['the wrong percentage', [...right.slice(1), mark('a', 101, '20')], 'shop a says 20, not 10 %'],
  ])('finds out %s', (_, marks, says) => {
    expect(() => expectMarks(marks, changes)).toThrow(says)
  })
})

it('marks each time of a series once, in the span, as Grafana does', () => {
  const series = [
    {
      metric: { job: 'shop' },
      values: [90, 100, 100, 120, 300].map((ms, i): [number, string] => [i, `${ms}000`]),
    },
  ]
  expect(marksOf(series, { start: 100, end: 200 }).map(({ time }) => time)).toEqual([100, 120])
})
