import type { BuilderType } from '../core/builder-type.js'
import type { FallbackReason } from '../core/fallback-reason.js'
import type { Mode } from '../core/rollout.js'

/**
 * The numbers of one adapter at one moment; a frozen copy that later builds do not change.
 *
 * Counts run from the start of the process or the last reset. Times are estimates from about one build in 64.
 */
export interface QueryBuilderMetrics {
  /** Builds served by `fast`. */
  readonly fastCalls: number
  /** Builds served by `legacy`, whether chosen or fallen back to. */
  readonly legacyCalls: number
  /** Builds served by either builder. */
  readonly totalCalls: number
  /** Share of all builds that `fast` really served, in percent (0 to 100); 0 when there were none. */
  readonly fastPercentage: number
  /** Times the fast builder threw. */
  readonly fastErrors: number
  /** Builds meant for `fast` that `legacy` served, for whatever reason. */
  readonly fastFallbacks: number
  /** `fastErrors` as a share of the builds meant for `fast`, from 0 to 1; 0 when there were none. */
  readonly fastErrorRate: number
  /** Mean time of a build by `fast`, in milliseconds; 0 before the first sample. */
  readonly avgFastTimeMs: number
  /** Mean time of a build by `legacy`, in milliseconds; 0 before the first sample. */
  readonly avgLegacyTimeMs: number
  /** Median time of a build per builder, in milliseconds; 0 before the first sample. */
  readonly p50: Readonly<Record<BuilderType, number>>
  /** 99th percentile of the time of a build per builder, in milliseconds; 0 before the first sample. */
  readonly p99: Readonly<Record<BuilderType, number>>
  /** Number of fallbacks for every reason there is, those that never happened included. */
  readonly fallbackReasons: Readonly<Record<FallbackReason, number>>
  /** Builds whose two results were compared. */
  readonly parityChecks: number
  /** Comparisons that found a difference. */
  readonly parityMismatches: number
  /** Queries that were run the lean way: see `docs/lean-runner.md`. */
  readonly leanRuns: number
  /** Plans in the cache now. */
  readonly plans: number
  /** Query shapes that stay with `legacy` because the builders differed. */
  readonly quarantinedShapes: number
  /** The percentage that is set now, 0 to 100; what `mode` makes of it is not in it. */
  readonly percentage: number
  /** The mode that is set now. */
  readonly mode: Mode
}
