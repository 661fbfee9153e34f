import { describe, expect, it } from 'vitest'

import { assertValidChange, assertValidOrigin } from '../../src/core/settings-change.js'

const code = 'KNEXODUS_BAD_CONFIG'

describe('assertValidChange', () => {
  it('returns a frozen copy of what it checked', () => {
    const input = {
      percentage: 0.01,
      mode: 'auto',
      stickiness: 'shape',
      shadowPercentage: 100,
      verifyPercentage: 0,
    }
    const change = assertValidChange(input)
    expect(change).toEqual(input)
    expect(change).not.toBe(input)
    expect(Object.isFrozen(change)).toBe(true)
    expect(Object.isFrozen(input)).toBe(false)
  })

  it.each([
    [{ percentage: 101 }, 'percentage: expected a number from 0 to 100, got 101'],
    [{ percentage: -0.1 }, 'percentage: expected a number from 0 to 100, got -0.1'],
    [{ percentage: NaN }, 'percentage: expected a number from 0 to 100, got NaN'],
    [{ shadowPercentage: Infinity }, 'shadowPercentage: expected a number from 0 to 100, got Infinity'],
    [{ verifyPercentage: '5' }, 'verifyPercentage: expected a number from 0 to 100, got "5"'],
    [{ percentage: undefined }, 'percentage: expected a number from 0 to 100, got undefined'],
    [{ percentage: 5n }, 'percentage: expected a number from 0 to 100, got 5n'],
    [{ mode: 'Fast' }, 'mode: expected one of auto, legacy, fast, got "Fast"'],
    [{ stickiness: null }, 'stickiness: expected one of random, shape, process, got null'],
    [{ mode: { toString: (): string => 'fast' } }, 'mode: expected one of auto, legacy, fast, got an object'],
    [
      { percent: 5 },
      'percent: expected one of percentage, shadowPercentage, verifyPercentage, mode, stickiness, got an unknown field',
    ],
    [null, 'rollout: expected an object, got null'],
    [[50], 'rollout: expected an object, got an array'],
    ['50', 'rollout: expected an object, got "50"'],
  ])('refuses %o', (input, message) => {
    expect(() => assertValidChange(input)).toThrow(expect.objectContaining({ code, message }))
  })

  it('lists every bad field', () => {
    expect(() => assertValidChange({ percentage: 101, mode: 'x', verifyPercentage: 1 })).toThrow(
      /^percentage: .*, got 101\nmode: .*, got "x"$/,
    )
  })

  it('refuses the fields of the record that a change must not set', () => {
    for (const field of ['version', 'changedAt', 'by', '__proto__']) {
      const input = JSON.parse(`{"${field}": 1}`) as unknown
      expect(() => assertValidChange(input), field).toThrow(expect.objectContaining({ code }))
    }
  })
})

describe('assertValidOrigin', () => {
  it('returns a frozen copy', () => {
    const origin = assertValidOrigin({ by: 'ann', reason: 'step 2', more: 1 })
    expect(origin).toEqual({ by: 'ann', reason: 'step 2' })
    expect(Object.isFrozen(origin)).toBe(true)
  })

  it.each([
    [undefined, 'by: expected a text, got undefined\nreason: expected a text, got undefined'],
    [{ by: 1, reason: 'x' }, 'by: expected a text, got 1'],
    [{ by: 'ann' }, 'reason: expected a text, got undefined'],
  ])('refuses %o', (input, message) => {
    expect(() => assertValidOrigin(input)).toThrow(expect.objectContaining({ code, message }))
  })
})
