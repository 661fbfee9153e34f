import { describe, expect, it } from 'vitest'
import { FALLBACK_REASONS } from '../../src/core/fallback-reason.js'
import * as counters from '../../src/stats/counters.js'

const { CALL_SLOTS, ERROR_SLOTS, createCounters, fallbackSlot } = counters
const named = Object.values(counters).filter((value) => typeof value === 'number')

describe('counter slots', () => {
  it('cover the whole array, each exactly once', () => {
    const slots = [...named, ...FALLBACK_REASONS.map(fallbackSlot)].sort((a, b) => a - b)
    expect(slots).toEqual([...createCounters().keys()])
  })

  it('keep the order of the fallback reasons', () => {
    const first = fallbackSlot(FALLBACK_REASONS[0])
    expect(FALLBACK_REASONS.map(fallbackSlot)).toEqual(FALLBACK_REASONS.map((_, index) => first + index))
  })

  it('are found by builder as well', () => {
    expect(CALL_SLOTS).toEqual({ fast: counters.FAST_CALLS, legacy: counters.LEGACY_CALLS })
    expect(ERROR_SLOTS).toEqual({ fast: counters.FAST_ERRORS, legacy: counters.LEGACY_ERRORS })
  })
})

describe('createCounters', () => {
  it('starts at zero and shares nothing', () => {
    const [one, other] = [createCounters(), createCounters()]
    one[counters.FAST_CALLS]! += 1
    expect(one[counters.FAST_CALLS]).toBe(1)
    expect(other.every((count) => count === 0)).toBe(true)
  })

  it('counts exactly up to 2^53', () => {
    const array = createCounters()
    array[counters.FAST_CALLS] = Number.MAX_SAFE_INTEGER - 1
    array[counters.FAST_CALLS] += 1
    expect(array[counters.FAST_CALLS]).toBe(Number.MAX_SAFE_INTEGER)
  })
})
