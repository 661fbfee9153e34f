import { describe, expect, it, vi } from 'vitest'

import { createRandom } from '../../src/util/random.js'

const draw = (seed?: string, purpose?: string): number[] => {
  const random = createRandom(seed, purpose)
  return Array.from({ length: 100 }, random)
}

describe('createRandom', () => {
  it('gives the same sequence for the same seed and purpose only', () => {
    expect(draw('42', 'a')).toEqual(draw('42', 'a'))
    expect(draw('42', 'a')).not.toEqual(draw('42', 'b'))
    expect(draw('42', 'a')).not.toEqual(draw('43', 'a'))
  })

  it('gives another sequence each time without a seed, even where Math.random has been replaced', () => {
    const spy = vi.spyOn(Math, 'random').mockReturnValue(0.5)
    expect(draw()).not.toEqual(draw())
    spy.mockRestore()
  })

  it.each(['', '\0', '\0\0', ' ', '0', '😀'])('is uniform between 0 and 1 for the seed %j', (seed) => {
    const random = createRandom(seed)
    const numbers = Array.from({ length: 10_000 }, random)
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01)
    expect(new Set(numbers).size).toBeGreaterThan(9990)
  })
})
