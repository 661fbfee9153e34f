import { describe, expect, it } from 'vitest'

import { describeError } from '../../src/util/describe-error.js'
import { HOSTILE_ERRORS } from './hostile-errors.js'

describe('describeError', () => {
  it.each(HOSTILE_ERRORS)('describes %s in plain texts', (_, make) => {
    const description = describeError(make())
    expect(description.type).toEqual(expect.any(String))
    expect(description.message).toEqual(expect.any(String))
    expect(JSON.parse(JSON.stringify(description))).toEqual(description)
  })

  it('says the type, the message, the code and the frames of an error', () => {
    const error = Object.assign(new RangeError('too far'), { code: 'ERR_FAR' })
    const description = describeError(error)
    expect(description).toMatchObject({ type: 'RangeError', message: 'too far', code: 'ERR_FAR' })
    expect(description.frames![0]).toMatch(/^at .*describe-error\.test\.ts:\d+:\d+\)?$/)
  })

  it('says what was thrown instead of an error', () => {
    expect(describeError('boom')).toEqual({ type: 'string', message: 'boom' })
    expect(describeError(undefined)).toEqual({ type: 'undefined', message: 'undefined' })
    expect(describeError(null)).toEqual({ type: 'null', message: 'null' })
  })

  it('keeps the message out of the frames', () => {
    const { frames } = describeError(new Error('secret\n    at secret\nsecret:1:1'))
    expect(frames!.length).toBeGreaterThan(0)
    expect(frames!.join('\n')).not.toContain('secret')
  })

  it('takes only a word for a code', () => {
    expect(describeError(Object.assign(new Error(), { code: 'ann@example.org' }))).not.toHaveProperty('code')
  })

  it('is short, however long the error', () => {
    const error = new Error('m'.repeat(1e6))
    error.name = 'n'.repeat(1e6)
    error.stack = `    at ${'f'.repeat(1e6)} (x:1:1)\n`.repeat(3)
    expect(JSON.stringify(describeError(error)).length).toBeLessThan(5000)
  })
})
