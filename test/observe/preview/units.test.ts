import { describe, expect, it } from 'vitest'
import { baseOf, formatted, tickLabel } from './units.js'

describe('formatted', () => {
  it.each([
    [0, 'percentunit', '0%'],
    [0.0316, 'percentunit', '3.16%'],
    [1, 'percentunit', '100%'],
    [12.5, 'percent', '12.5%'],
    [0.00000512, 's', '5.12 µs'],
    [0.88, 's', '880 ms'],
    [90, 's', '1.50 mins'],
    [1234, 'ops', '1.23 K ops/s'],
    [0.5, 'ops', '0.500 ops/s'],
    [200 * 1024, 'bytes', '200 KiB'],
    [3.456, 'suffix:×', '3.46×'],
    [0, 'dateTimeAsIso', '1970-01-01 00:00:00'],
    [2, undefined, '2'],
  ])('%s in %s is %s', (value, unit, text) => {
    expect(formatted(value, unit)).toBe(text)
  })

  it('takes as many decimals as it is told', () => {
    expect([formatted(1.005, 'short', 0), formatted(-0.001, 'short', 1)]).toEqual(['1', '0.0'])
  })

  it('refuses a unit it does not know', () => {
    expect(() => formatted(1, 'parsecs')).toThrow('parsecs')
  })
})

it('leaves out the zeros that say nothing beside an axis', () => {
  expect([tickLabel(1.5, 'suffix:×'), tickLabel(0.2, 'ops'), tickLabel(100, 'ops')]).toEqual([
    '1.5×',
    '0.2 ops/s',
    '100 ops/s',
  ])
})

it('has axes of bytes in powers of 1,024', () => {
  expect([baseOf(300_000, 'bytes'), baseOf(300_000, 'ops'), baseOf(0.5, 'bytes')]).toEqual([1024, 1, 1])
})
