import fc from 'fast-check'
import { expect, it } from 'vitest'

import { ownText } from '../../dist/util/own-text.js'

it('gives the same text, of whatever letters and however long', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 3000 }), (part, length) => {
      const whole = part.repeat(Math.ceil(length / Math.max(part.length, 1)))
      expect(ownText(whole)).toBe(whole)
    }),
  )
})
