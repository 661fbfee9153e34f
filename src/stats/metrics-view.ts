import type { Rollout } from '../core/rollout.js'
import type { BuildStats } from './build-stats.js'

/** What the Prometheus metrics read at every scrape. Synchronous, and cheap enough for that. */
export interface MetricsView {
  stats(): BuildStats
  /** Plans in the cache now. */
  plans(): number
  /** Shapes that stay with legacy because the builders differed. */
  quarantinedShapes(): number
  rollout(): Rollout
  /** Whether the last configuration read was good. */
  rolloutValid(): boolean
  /** Whether the fast builder could be loaded. */
  fastAvailable(): boolean
}
