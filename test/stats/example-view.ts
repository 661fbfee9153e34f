import { DEFAULT_ROLLOUT } from '../../src/core/rollout.js'
import type { Rollout } from '../../src/core/rollout.js'
import { BuildStats } from '../../src/stats/build-stats.js'
import type { MetricsView } from '../../src/stats/metrics-view.js'

/** A rollout for tests: the defaults, changed as said. */
export function exampleRollout(change: Partial<Rollout> = {}): Rollout {
  return Object.freeze({
    ...DEFAULT_ROLLOUT,
    version: 1,
    changedAt: 1_700_000_000_500,
    by: 'test',
    reason: 'example',
    ...change,
  })
}

/** A view whose parts can be replaced. */
export function exampleView(
  parts: {
    stats?: BuildStats
    rollout?: Rollout
    isClosed?: () => boolean
  } & Partial<MetricsViewValues> = {},
): MetricsView {
  const stats = parts.stats ?? new BuildStats(() => 0.5)
  const rollout = parts.rollout ?? exampleRollout()
  return {
    ...(parts.database !== undefined && { database: parts.database }),
    isClosed: () => parts.isClosed?.() ?? false,
    stats: () => stats,
    rollout: () => rollout,
    plans: () => parts.plans ?? 0,
    planBytes: () => parts.planBytes ?? 0,
    maxPlans: () => parts.maxPlans ?? 2000,
    quarantinedShapes: () => parts.quarantinedShapes ?? 0,
    rolloutValid: () => parts.rolloutValid ?? true,
    rolloutReadAt: () => parts.rolloutReadAt ?? 0,
    fastAvailable: () => parts.fastAvailable ?? true,
    preparedEnabled: () => parts.preparedEnabled ?? false,
  }
}

interface MetricsViewValues {
  database: string
  plans: number
  planBytes: number
  maxPlans: number
  rolloutReadAt: number
  preparedEnabled: boolean
  quarantinedShapes: number
  rolloutValid: boolean
  fastAvailable: boolean
}
