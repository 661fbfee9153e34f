import type { BuilderType } from '../core/builder-type.js'
import { Countdown } from '../util/countdown.js'
import { createCounters } from './counters.js'
import { Histogram } from './histogram.js'

/**
 * What one adapter has counted and measured. The hot path writes to it directly; {@link snapshot} and the metrics
 * registry read it when somebody asks.
 *
 * @example
 * ```ts
 * stats.counters[FAST_CALLS]! += 1
 * if (stats.timer.due()) stats.durations.fast.observe(nanosecondsSince(start))
 * ```
 */
export class BuildStats {
  /** One number per slot of `counters.ts`. */
  readonly counters = createCounters()
  /** Says which builds are timed: about one in 64. */
  readonly timer: Countdown
  /** Sampled build times per builder, in nanoseconds. */
  readonly durations: Readonly<Record<BuilderType, Histogram>> = Object.freeze({
    legacy: new Histogram(),
    fast: new Histogram(),
  })

  /** @param random Source of the sampling's jitter, as `Math.random`; pass a seeded one to make it reproducible. */
  constructor(random?: () => number) {
    this.timer = new Countdown(random)
  }

  /** Sets every counter and every duration back to zero. */
  reset(): void {
    this.counters.fill(0)
    this.durations.legacy.reset()
    this.durations.fast.reset()
  }
}
