import type { DecisionReason } from '../core/decision.js'
import type { RolloutSettings } from '../core/rollout.js'
import { targetPercentage } from '../core/rollout.js'
import type { Random } from '../util/random.js'

/**
 * The decision of one rollout: everything that is the same for all its builds is worked out at construction. It is
 * one class for every mode and stickiness, so that the call in the hot path always has the same target.
 */
export class Decider {
  /** `STATIC` when all builds get the same answer, `SPLIT` when a percentage decides. */
  readonly reason: DecisionReason
  /** When true, ask {@link decideFor} with the shape's bucket; otherwise {@link decide}. */
  readonly byShape: boolean
  private readonly percentage: number
  private readonly share: number
  private readonly draws: boolean
  private readonly answer: boolean

  /**
   * @param random asked once per build, and only when the answer is random
   * @param processBucket where this process stands between 0 and 100, for the stickiness `process`
   */
  constructor(
    rollout: RolloutSettings,
    private readonly random: Random,
    processBucket: number,
  ) {
    this.percentage = targetPercentage(rollout)
    this.share = this.percentage / 100
    const split = this.percentage > 0 && this.percentage < 100
    this.reason = split ? 'SPLIT' : 'STATIC'
    this.byShape = split && rollout.stickiness === 'shape'
    this.draws = split && rollout.stickiness !== 'process'
    this.answer = processBucket < this.percentage
  }

  /** Whether this build is meant for `fast`. */
  decide(): boolean {
    return this.draws ? this.random() < this.share : this.answer
  }

  /**
   * Whether a build of the shape in this bucket is meant for `fast`.
   *
   * @param bucket from 0 (included) to 100 (excluded)
   */
  decideFor(bucket: number): boolean {
    return bucket < this.percentage
  }
}

/**
 * Returns what makes the decider of each new rollout. The process draws its place once, here: a higher percentage
 * then keeps the processes that were already on `fast`.
 */
export function createDeciders(random: Random): (rollout: RolloutSettings) => Decider {
  const processBucket = random() * 100
  return (rollout) => new Decider(rollout, random, processBucket)
}
