import { describe, expect, it } from 'vitest'

import { OncePerKey } from '../../src/util/once-per-key.js'

describe('OncePerKey', () => {
  it('is first once for each pair', () => {
    const once = new OncePerKey(10)
    expect(once.isFirst('a', 'x')).toBe(true)
    expect(once.isFirst('a', 'x')).toBe(false)
    expect(once.isFirst('b', 'x')).toBe(true)
    expect(once.isFirst('a', 'y')).toBe(true)
  })

  it('keeps what it knows and counts the rest when it is full', () => {
    const once = new OncePerKey(3)
    const firsts = Array.from({ length: 100 }, (_, key) => once.isFirst('a', `${key % 50}`)).filter(Boolean)
    expect(firsts).toHaveLength(3)
    expect(once.refused).toBe(100 - 3 - 3)
    expect(once.isFirst('a', '0')).toBe(false)
  })

  it('tells long texts apart', () => {
    const once = new OncePerKey(10)
    const long = 'x'.repeat(5000)
    expect(once.isFirst('a', `${long}1`)).toBe(true)
    expect(once.isFirst('a', `${long}2`)).toBe(true)
    expect(once.isFirst('a', `${long}1`)).toBe(false)
  })
})
