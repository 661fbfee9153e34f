import type { BuilderType } from './builder-type.js'
import type { FallbackReason } from './fallback-reason.js'

/**
 * Why a builder was chosen, in OpenFeature's vocabulary: `STATIC` (0 or 100 %, or a mode), `SPLIT` (a percentage
 * decided), `ERROR` and `DEFAULT` (fast was meant, legacy served).
 */
export type DecisionReason = 'STATIC' | 'SPLIT' | 'DEFAULT' | 'ERROR'

/** What happened to one build; the argument of the per-build log line. */
export interface Decision {
  readonly builder: BuilderType
  readonly reason: DecisionReason
  /** Present when `fast` was meant and `legacy` served. */
  readonly fallback?: FallbackReason
}
