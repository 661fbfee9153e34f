import { describe, expect, it } from 'vitest'
import { BuildStats } from '../../src/stats/build-stats.js'
import { FAST_CALLS } from '../../src/stats/counters.js'

describe('BuildStats', () => {
  it('starts empty, each with its own numbers', () => {
    const [one, other] = [new BuildStats(), new BuildStats()]
    one.counters[FAST_CALLS]! += 1
    one.durations.fast.observe(100)
    expect(one.durations.legacy.count).toBe(0)
    expect(other.counters.every((count) => count === 0)).toBe(true)
    expect(other.durations.fast.count).toBe(0)
  })

  it('samples with the random source it is given', () => {
    const { timer } = new BuildStats(() => 0)
    expect([timer.due(), timer.due(), timer.due()]).toEqual([true, true, true])
  })

  it('forgets everything on reset, keeping the arrays the hot path holds', () => {
    const stats = new BuildStats()
    const { counters, durations } = stats
    counters.fill(7)
    durations.fast.observe(100)
    durations.legacy.observe(100)
    stats.reset()
    expect(stats.counters).toBe(counters)
    expect(counters.every((count) => count === 0)).toBe(true)
    expect([durations.fast.count, durations.legacy.count]).toEqual([0, 0])
  })
})
