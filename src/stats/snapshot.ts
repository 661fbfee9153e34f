import type { BuilderType } from '../core/builder-type.js'
import { FALLBACK_REASONS } from '../core/fallback-reason.js'
import type { FallbackReason } from '../core/fallback-reason.js'
import type { Rollout } from '../core/rollout.js'
import type { BuildStats } from './build-stats.js'
import {
  FAST_CALLS,
  FAST_ERRORS,
  LEAN_RUNS,
  LEGACY_CALLS,
  PARITY_CHECKS,
  PARITY_MISMATCHES,
  fallbackSlot,
} from './counters.js'
import type { QueryBuilderMetrics } from './query-builder-metrics.js'

const NS_PER_MS = 1e6

/** What {@link snapshot} reports beside the counted: sizes and settings that live elsewhere. */
export interface SnapshotState {
  /** Plans in the cache. */
  readonly plans: number
  /** Shapes that stay with legacy because the builders differed. */
  readonly quarantinedShapes: number
  readonly rollout: Rollout
}

/**
 * Makes the frozen public view of what was counted and measured so far.
 *
 * @example
 * ```ts
 * snapshot(stats, { plans: 12, quarantinedShapes: 0, rollout }).fastPercentage // 50.2
 * ```
 */
export function snapshot(stats: BuildStats, state: SnapshotState): QueryBuilderMetrics {
  return Object.freeze({
    ...calls(stats),
    ...times(stats),
    parityChecks: read(stats, PARITY_CHECKS),
    parityMismatches: read(stats, PARITY_MISMATCHES),
    leanRuns: read(stats, LEAN_RUNS),
    plans: state.plans,
    quarantinedShapes: state.quarantinedShapes,
    percentage: state.rollout.percentage,
    mode: state.rollout.mode,
  })
}

function calls(stats: BuildStats) {
  const fastCalls = read(stats, FAST_CALLS)
  const legacyCalls = read(stats, LEGACY_CALLS)
  const fastErrors = read(stats, FAST_ERRORS)
  const fallbackReasons = countByReason(stats)
  const fastFallbacks = Object.values(fallbackReasons).reduce((sum, count) => sum + count, 0)
  // With fallback off a fast error is neither a call nor a fallback, yet that build was meant for fast as well.
  const meantForFast = Math.max(fastCalls + fastFallbacks, fastErrors)
  return {
    fastCalls,
    legacyCalls,
    totalCalls: fastCalls + legacyCalls,
    fastPercentage: 100 * ratio(fastCalls, fastCalls + legacyCalls),
    fastErrors,
    fastFallbacks,
    fastErrorRate: ratio(fastErrors, meantForFast),
    fallbackReasons,
  }
}

function times({ durations }: BuildStats) {
  return {
    avgFastTimeMs: durations.fast.mean() / NS_PER_MS,
    avgLegacyTimeMs: durations.legacy.mean() / NS_PER_MS,
    p50: percentiles(durations, 50),
    p99: percentiles(durations, 99),
  }
}

function percentiles(durations: BuildStats['durations'], p: number): Readonly<Record<BuilderType, number>> {
  return Object.freeze({
    legacy: durations.legacy.percentile(p) / NS_PER_MS,
    fast: durations.fast.percentile(p) / NS_PER_MS,
  })
}

function countByReason(stats: BuildStats): Readonly<Record<FallbackReason, number>> {
  const entries = FALLBACK_REASONS.map((reason) => [reason, read(stats, fallbackSlot(reason))])
  return Object.freeze(Object.fromEntries(entries) as Record<FallbackReason, number>)
}

function read({ counters }: BuildStats, slot: number): number {
  return counters[slot] ?? 0
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
