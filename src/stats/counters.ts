import type { BuilderType } from '../core/builder-type.js'
import { FALLBACK_REASONS } from '../core/fallback-reason.js'
import type { FallbackReason } from '../core/fallback-reason.js'

// Every number is a slot of one Float64Array: an increment costs under a nanosecond and is exact up to 2^53.

/** Slot: builds served by `fast`. */
export const FAST_CALLS = 0
/** Slot: builds served by `legacy`, whether chosen or fallen back to. */
export const LEGACY_CALLS = 1
/** Slot: times `fast` threw. */
export const FAST_ERRORS = 2
/** Slot: times `legacy` threw. */
export const LEGACY_ERRORS = 3
/** Slot: comparisons of both builders' results. */
export const PARITY_CHECKS = 4
/** Slot: comparisons that found a difference. */
export const PARITY_MISMATCHES = 5
/** Slot: shapes found in the plan cache. */
export const PLAN_CACHE_HITS = 6
/** Slot: shapes not found in the plan cache. */
export const PLAN_CACHE_MISSES = 7
/** Slot: plans dropped to make room. */
export const PLAN_CACHE_EVICTIONS = 8
/** Slot: queries run the lean way. */
export const LEAN_RUNS = 9

const FIRST_FALLBACK = 10
const SLOTS = FIRST_FALLBACK + FALLBACK_REASONS.length

/** Slot of the calls of each builder. */
export const CALL_SLOTS: Readonly<Record<BuilderType, number>> = Object.freeze({
  legacy: LEGACY_CALLS,
  fast: FAST_CALLS,
})

/** Slot of the errors of each builder. */
export const ERROR_SLOTS: Readonly<Record<BuilderType, number>> = Object.freeze({
  legacy: LEGACY_ERRORS,
  fast: FAST_ERRORS,
})

const FALLBACK_SLOTS = Object.freeze(
  Object.fromEntries(FALLBACK_REASONS.map((reason, index) => [reason, FIRST_FALLBACK + index])),
) as Readonly<Record<FallbackReason, number>>

/** Slot: fallbacks for one reason. */
export function fallbackSlot(reason: FallbackReason): number {
  return FALLBACK_SLOTS[reason]
}

/**
 * A new set of counters, all zero.
 *
 * @example
 * ```ts
 * const counters = createCounters()
 * counters[FAST_CALLS]! += 1
 * ```
 */
export function createCounters(): Float64Array {
  return new Float64Array(SLOTS)
}
