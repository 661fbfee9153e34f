import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FALLBACK_REASONS } from '../../src/core/fallback-reason.js'
import { BuildStats } from '../../src/stats/build-stats.js'
import {
  FAST_CALLS,
  FAST_ERRORS,
  LEAN_RUNS,
  LEGACY_CALLS,
  PARITY_CHECKS,
  PARITY_MISMATCHES,
  fallbackSlot,
} from '../../src/stats/counters.js'
import { snapshot } from '../../src/stats/snapshot.js'
import { exampleRollout } from './example-view.js'

const state = { plans: 0, quarantinedShapes: 0, rollout: exampleRollout() }
const noFallbacks = Object.fromEntries(FALLBACK_REASONS.map((reason) => [reason, 0]))

function knownStats(): BuildStats {
  const stats = new BuildStats(() => 0.5)
  stats.counters[FAST_CALLS] = 30
  stats.counters[LEGACY_CALLS] = 90
  stats.counters[FAST_ERRORS] = 2
  stats.counters[fallbackSlot('fast_error')] = 2
  stats.counters[fallbackSlot('unsupported_clause')] = 8
  stats.counters[LEAN_RUNS] = 25
  stats.counters[PARITY_CHECKS] = 12
  stats.counters[PARITY_MISMATCHES] = 1
  for (let i = 0; i < 4; i += 1) stats.durations.fast.observe(150)
  for (const ns of [3000, 5000]) stats.durations.legacy.observe(ns)
  return stats
}

describe('snapshot', () => {
  it('is all zero before the first build', () => {
    expect(snapshot(new BuildStats(), state)).toEqual({
      fastCalls: 0,
      legacyCalls: 0,
      totalCalls: 0,
      fastPercentage: 0,
      fastErrors: 0,
      fastFallbacks: 0,
      fastErrorRate: 0,
      avgFastTimeMs: 0,
      avgLegacyTimeMs: 0,
      p50: { legacy: 0, fast: 0 },
      p99: { legacy: 0, fast: 0 },
      fallbackReasons: noFallbacks,
      parityChecks: 0,
      parityMismatches: 0,
      leanRuns: 0,
      plans: 0,
      quarantinedShapes: 0,
      percentage: 0,
      mode: 'auto',
    })
  })

  it('computes every field from known numbers', () => {
    const rollout = exampleRollout({ percentage: 33.5, mode: 'fast' })
    expect(snapshot(knownStats(), { plans: 5, quarantinedShapes: 1, rollout })).toEqual({
      fastCalls: 30,
      legacyCalls: 90,
      totalCalls: 120,
      fastPercentage: 25,
      fastErrors: 2,
      fastFallbacks: 10,
      fastErrorRate: 0.05,
      avgFastTimeMs: 0.00015,
      avgLegacyTimeMs: 0.004,
      p50: { legacy: 0.0032, fast: 0.00015 },
      p99: { legacy: 0.006336, fast: 0.000199 },
      fallbackReasons: { ...noFallbacks, fast_error: 2, unsupported_clause: 8 },
      parityChecks: 12,
      parityMismatches: 1,
      leanRuns: 25,
      plans: 5,
      quarantinedShapes: 1,
      percentage: 33.5,
      mode: 'fast',
    })
  })

  it('counts an error that was thrown to the caller as a build meant for fast', () => {
    const stats = new BuildStats()
    stats.counters[FAST_ERRORS] = 3
    expect(snapshot(stats, state).fastErrorRate).toBe(1)
  })

  it('keeps shares within their ranges for any counters', () => {
    const counts = fc.array(fc.nat(), { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(counts, (values) => {
        const stats = new BuildStats()
        stats.counters.set(values.slice(0, stats.counters.length))
        const { fastPercentage, fastErrorRate } = snapshot(stats, state)
        expect(fastPercentage >= 0 && fastPercentage <= 100).toBe(true)
        expect(fastErrorRate >= 0 && fastErrorRate <= 1).toBe(true)
      }),
    )
  })

  it('is frozen throughout, and a copy', () => {
    const stats = knownStats()
    const metrics = snapshot(stats, state)
    for (const part of [metrics, metrics.p50, metrics.p99, metrics.fallbackReasons]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
    stats.reset()
    expect(metrics.fastCalls).toBe(30)
  })
})
