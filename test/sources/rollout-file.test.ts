import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseRolloutFile } from '../../src/sources/rollout-file.js'

const FULL = JSON.stringify({
  percentage: 10,
  mode: 'auto',
  shadowPercentage: 1,
  verifyPercentage: 0.5,
  stickiness: 'shape',
  by: 'ann',
  reason: 'second week',
})

describe('parseRolloutFile', () => {
  it('reads every field', () => {
    expect(parseRolloutFile(FULL, 'r.json')).toEqual({
      change: {
        percentage: 10,
        mode: 'auto',
        shadowPercentage: 1,
        verifyPercentage: 0.5,
        stickiness: 'shape',
      },
      origin: { by: 'ann', reason: 'second week' },
    })
  })

  it('needs none of them, and names itself as the origin', () => {
    expect(parseRolloutFile('\uFEFF{}\n', 'r.json')).toEqual({
      change: {},
      origin: { by: 'file', reason: 'r.json' },
    })
  })

  it.each([
    ['{"percentage": "10"}', 'r.json: percentage: expected a number from 0 to 100, got "10"'],
    ['{"percentage": 1000}', 'r.json: percentage: expected a number from 0 to 100, got 1000'],
    ['{"percentage": 1e999}', 'r.json: percentage: expected a number from 0 to 100, got Infinity'],
    ['{"mode": "on"}', 'r.json: mode: expected one of auto, legacy, fast, got "on"'],
    ['{"by": 5}', 'r.json: by: expected a text, got 5'],
    ['{"by": null}', 'r.json: by: expected a text, got null'],
    ['[]', 'r.json: rollout: expected an object, got an array'],
    ['10', 'r.json: rollout: expected an object, got 10'],
    ['null', 'r.json: rollout: expected an object, got null'],
  ])('refuses %s', (text, message) => {
    const error = expect.objectContaining({ code: 'KNEXODUS_BAD_CONFIG', message })
    expect(() => parseRolloutFile(text, 'r.json')).toThrow(error)
  })

  it('refuses an unknown field: a misspelt kill switch must not look like one', () => {
    expect(() => parseRolloutFile('{"moed": "legacy"}', 'r.json')).toThrow(/moed: .*got an unknown field/)
  })

  it('refuses every truncation of a file', () => {
    fc.assert(
      fc.property(fc.nat(FULL.length - 1), (length) => {
        expect(() => parseRolloutFile(FULL.slice(0, length), 'r.json')).toThrow(/^r\.json: /)
      }),
    )
  })
})
