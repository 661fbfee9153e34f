/** `auto` follows the percentage, `legacy` is the kill switch, `fast` means 100. */
export type Mode = 'auto' | 'legacy' | 'fast'

/** What a random decision sticks to: nothing, the query's shape, or the process. */
export type Stickiness = 'random' | 'shape' | 'process'

/** The part of the settings that can change while the process runs. All shares are percents, 0 to 100. */
export interface RolloutSettings {
  readonly percentage: number
  readonly shadowPercentage: number
  readonly verifyPercentage: number
  readonly mode: Mode
  readonly stickiness: Stickiness
}

/** Who changed the rollout, and why: kept with it, logged, never interpreted. */
export interface ChangeOrigin {
  readonly by: string
  readonly reason: string
}

/** The frozen record every decision reads. A change makes a new record with the next version. */
export interface Rollout extends RolloutSettings, ChangeOrigin {
  readonly version: number
  /** Unix time of the change, in milliseconds. */
  readonly changedAt: number
}

/** A change of the rollout: the fields to replace. */
export type RolloutChange = Partial<RolloutSettings>

export const DEFAULT_ROLLOUT: RolloutSettings = Object.freeze({
  percentage: 0,
  shadowPercentage: 0,
  verifyPercentage: 0.1,
  mode: 'auto',
  stickiness: 'random',
})

/** The share of builds meant for `fast`, in percent, once the mode has had its say. */
export function targetPercentage(rollout: RolloutSettings): number {
  if (rollout.mode === 'auto') return rollout.percentage
  return rollout.mode === 'fast' ? 100 : 0
}
