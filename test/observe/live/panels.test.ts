import { expect, it } from 'vitest'
import { expectFinite } from './panels.js'
import type { Series } from './prometheus-data.js'

const series = (...values: string[]): Series => ({
  metric: { job: 'shop' },
  values: values.map((value, index) => [index, value]),
})

it('is content with finite values', () => {
  expect(() => expectFinite([series('0', '-1.5', '1e-9')], 'q')).not.toThrow()
})

it.each([
  ['no series', [], 'no series: q'],
  ['a series without values', [series()], 'no value in {"job":"shop"}: q'],
  ['a ratio of nothing', [series('1'), series('1', 'NaN')], 'NaN in {"job":"shop"}: q'],
  ['something over nothing', [series('+Inf')], '+Inf in {"job":"shop"}: q'],
])('finds out %s', (_, found, says) => {
  expect(() => expectFinite(found, 'q')).toThrow(new Error(says))
})
