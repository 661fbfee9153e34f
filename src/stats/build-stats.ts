import type { BuilderType } from '../core/builder-type.js'
import { callGuarded } from '../util/call-guarded.js'
import { Countdown } from '../util/countdown.js'
import { createCounters } from './counters.js'
import type { Exemplars } from './exemplars.js'
import { Histogram } from './histogram.js'

/** Told of the builds that were timed, in nanoseconds, while they are under way. */
export type SampleListener = (builder: BuilderType, ns: number) => void

/**
 * What one adapter has counted and measured. The hot path writes to it directly; {@link snapshot} and the metrics
 * registry read it when somebody asks.
 *
 * @example
 * ```ts
 * stats.counters[FAST_CALLS]! += 1
 * if (stats.timer.due()) stats.sample('fast', nanosecondsSince(start))
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

  /** The traces of samples, where they are wanted. */
  exemplars: Exemplars | undefined
  private readonly listeners: SampleListener[] = []

  /** @param random Source of the sampling's jitter, as `Math.random`; pass a seeded one to make it reproducible. */
  constructor(random?: () => number) {
    this.timer = new Countdown(random)
  }

  /** Takes one timed build, in nanoseconds. */
  sample(builder: BuilderType, ns: number): void {
    this.durations[builder].observe(ns)
    for (const listener of this.listeners) callGuarded(listener, builder, ns)
  }

  /** Tells `listener` of every sample from now on. */
  onSample(listener: SampleListener): void {
    this.listeners.push(listener)
  }

  /** Keeps the traces of samples from now on. */
  keepExemplars(exemplars: Exemplars): void {
    this.exemplars = exemplars
    this.onSample((builder, ns) => exemplars.note(builder, ns))
  }

  /** Sets every counter and every duration back to zero. */
  reset(): void {
    this.counters.fill(0)
    this.resetDurations()
  }

  /** Sets every duration back to zero, and forgets the traces of them. */
  resetDurations(): void {
    this.durations.legacy.reset()
    this.durations.fast.reset()
    this.exemplars?.clear()
  }
}
