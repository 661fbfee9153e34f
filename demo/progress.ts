import type { Interval } from './binomial.js'
import type { BuilderMetrics } from './metrics.js'

/** One step of the rollout, as far as it has come. Counts are those of this step alone. */
export interface StepProgress {
  readonly percentage: number
  readonly state: 'ahead' | 'running' | 'done'
  readonly builds: number
  readonly fast: number
  /** How many of the builds may be fast. */
  readonly allowed: Interval
}

/** Everything there is to see at one moment. */
export interface Progress {
  readonly steps: readonly StepProgress[]
  readonly metrics: BuilderMetrics
  readonly operations: number
  readonly differences: number
  readonly lastOperation: string
  readonly metricsUrl: string
  readonly elapsedMs: number
}

/** Whoever is told how the demo goes. */
export interface Reporter {
  /** What is being prepared. */
  say(line: string): void
  /** Called many times a second while traffic runs. */
  update(progress: Progress): void
  /** Called when a step has had all its traffic. */
  stepDone(step: StepProgress): void
  /** Gives the terminal back. May be called again. */
  close(): void
}
