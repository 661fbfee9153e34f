import { FALLBACK_REASONS } from '../../src/core/fallback-reason.js'
import { DEFAULT_ROLLOUT } from '../../src/core/rollout.js'
import { BuildStats } from '../../src/stats/build-stats.js'
import * as slots from '../../src/stats/counters.js'
import { registerMetrics } from '../../src/stats/prometheus.js'
import type { ObservedLibrary } from './observed-library.js'

const ROLLOUT = Object.freeze({
  ...DEFAULT_ROLLOUT,
  percentage: 50,
  version: 1,
  changedAt: Date.now(),
  by: 'check',
  reason: 'synthetic traffic',
})

/** Counts as the library would at 50 %, without building anything: every metric moves, every fallback reason occurs. */
export const syntheticLibrary: ObservedLibrary = (registry) => {
  const stats = new BuildStats()
  registerMetrics(
    {
      stats: () => stats,
      plans: () => 25,
      quarantinedShapes: () => 0,
      rollout: () => ROLLOUT,
      rolloutValid: () => true,
      fastAvailable: () => true,
    },
    { registry, version: '0.0.0-synthetic' },
  )
  return { traffic: () => countSomeBuilds(stats) }
}

function countSomeBuilds({ counters, durations }: BuildStats): void {
  counters[slots.FAST_CALLS]! += 500
  counters[slots.LEGACY_CALLS]! += 500 + FALLBACK_REASONS.length
  counters[slots.FAST_ERRORS]! += 1
  counters[slots.PARITY_CHECKS]! += 5
  counters[slots.PLAN_CACHE_HITS]! += 499
  counters[slots.PLAN_CACHE_MISSES]! += 1
  for (const reason of FALLBACK_REASONS) counters[slots.fallbackSlot(reason)]! += 1
  for (let i = 0; i < 8; i += 1) {
    durations.fast.observe(150 + 50 * i)
    durations.legacy.observe(3000 + 500 * i)
  }
}
