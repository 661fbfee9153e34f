/** How many calls of {@link Countdown.due} there are, on average, for one that answers `true`. */
export const MEAN_STRIDE = 64

const LONGEST_STRIDE = 2 * MEAN_STRIDE - 1

/**
 * Picks about one call in 64. The distance to the next pick is drawn anew each time, uniformly from 1 to 127: a fixed
 * stride would time the same query for ever when the work itself is periodic.
 *
 * @example
 * ```ts
 * const timer = new Countdown(seededRandom)
 * const start = timer.due() ? readClock() : undefined
 * ```
 */
export class Countdown {
  private left = 0
  private readonly random: () => number

  /** @param random Gives numbers from 0 up to but not including 1, as `Math.random` does. */
  constructor(random: () => number = Math.random) {
    this.random = random
    this.draw()
  }

  /** Counts one call; `true` when this one is picked. */
  due(): boolean {
    this.left -= 1
    if (this.left > 0) return false
    this.draw()
    return true
  }

  private draw(): void {
    // The mean is set first and kept if `random` throws or answers nonsense: never stuck, never picking every call.
    this.left = MEAN_STRIDE
    const stride = 1 + Math.floor(this.random() * LONGEST_STRIDE)
    if (stride >= 1 && stride <= LONGEST_STRIDE) this.left = stride
  }
}
