import type { FallbackReason } from '../core/fallback-reason.js'
import type { ShapeEntry, ShapeState } from '../fast/shape-entry.js'

/** One query shape, as `listShapes()` tells of it. */
export interface SeenShape {
  /** Legacy's text; absent for a shape that `fast` declined before legacy was asked for it. */
  readonly sql?: string
  /** `admitted` is proven; `declined` and `quarantined` stay with legacy. */
  readonly parity: ShapeState
  /** Why legacy serves it, where it does. */
  readonly fallbackReason?: FallbackReason
  /** Builds served by `fast`. */
  readonly fastBuilds: number
  /** Builds served by legacy after `fast` had looked: fallbacks and shadowed builds, not those legacy was chosen for. */
  readonly legacyBuilds: number
  /** Mean of the sampled build times, in milliseconds; absent before the first sample. */
  readonly meanFastMs?: number
  /** Likewise of legacy. */
  readonly meanLegacyMs?: number
}

export function seenShape(entry: ShapeEntry): SeenShape {
  const { sql, reason } = entry
  const meanFastMs = entry.meanMs('fast')
  const meanLegacyMs = entry.meanMs('legacy')
  return Object.freeze({
    ...(sql !== undefined && { sql }),
    parity: entry.state,
    ...(reason !== undefined && { fallbackReason: reason }),
    fastBuilds: entry.fastBuilds,
    legacyBuilds: entry.legacyBuilds,
    ...(meanFastMs !== undefined && { meanFastMs }),
    ...(meanLegacyMs !== undefined && { meanLegacyMs }),
  })
}
