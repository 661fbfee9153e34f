import type { Rollout } from '../core/rollout.js'
import type { BuildStats } from './build-stats.js'

/** What the metrics read at every scrape, of one adapter. Synchronous, and cheap enough for that. */
export interface MetricsView {
  /** The value of the label `database`, if there is to be one. */
  readonly database?: string
  /** Whether its adapter is closed: its numbers are shown no longer. */
  isClosed(): boolean
  stats(): BuildStats
  /** Plans in the cache now. */
  plans(): number
  /** What all shapes in the cache take, in bytes, estimated. */
  planBytes(): number
  /** Plans that the cache may hold. */
  maxPlans(): number
  /** Shapes that stay with legacy because the builders differed. */
  quarantinedShapes(): number
  rollout(): Rollout
  /** Whether the last configuration read was good. */
  rolloutValid(): boolean
  /** When the configuration was last read and found good, in Unix milliseconds; 0 before the first time. */
  rolloutReadAt(): number
  /** Whether the fast builder could be loaded. */
  fastAvailable(): boolean
  /** Whether queries are sent as named prepared statements. */
  preparedEnabled(): boolean
}
