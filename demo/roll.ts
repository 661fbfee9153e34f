import { setTimeout as sleep } from 'node:timers/promises'
import { getQueryBuilderMetrics, setRollout } from 'knexodus'
import type { Shop } from './app/shop.js'
import { binomialInterval } from './binomial.js'
import { compare } from './comparison.js'
import type { Comparison } from './comparison.js'
import type { Progress, Reporter, StepProgress } from './progress.js'
import type { Operation } from './traffic/operation.js'

/** The rollout of the demo, and back in one step. */
export const PERCENTAGES = [0, 1, 10, 50, 100, 0] as const

const CONFIDENCE = 0.999
const UPDATE_EVERY_MS = 100

/** What {@link roll} needs. */
export interface RollOptions {
  readonly traffic: Iterator<Operation, never>
  /** The shop on plain Knex. */
  readonly reference: Shop
  /** The shop on Knexodus. */
  readonly subject: Shop
  readonly operationsPerStep: number
  /** At most this many operations a second. */
  readonly pace: number
  readonly reporter: Reporter
  readonly metricsUrl: string
  readonly signal: AbortSignal
}

/** What came of it. */
export interface RollResult {
  readonly steps: readonly StepProgress[]
  readonly operations: number
  readonly differences: readonly (Comparison & { readonly operation: string })[]
}

/** Walks the rollout up and back down while the same traffic goes through both shops. */
export class Roll {
  private readonly steps: StepProgress[] = PERCENTAGES.map((percentage) => step(percentage, 'ahead', 0, 0))
  private readonly differences: (Comparison & { operation: string })[] = []
  private readonly startedAt = Date.now()
  private operations = 0
  private lastOperation = ''
  private lastUpdate = 0

  constructor(private readonly options: RollOptions) {}

  /** Runs all steps. Rejects when the signal aborts, or when an operation fails that should not. */
  async run(): Promise<RollResult> {
    for (const [index, percentage] of PERCENTAGES.entries()) {
      await this.runStep(index, percentage)
    }
    return { steps: this.steps, operations: this.operations, differences: this.differences }
  }

  private async runStep(index: number, percentage: number): Promise<void> {
    const { operationsPerStep, pace, reporter, signal } = this.options
    // Proven in the shadow first, as one would: the canary then meets shapes that are known, and code that is warm.
    const shadowPercentage = index === 0 ? 100 : 0
    setRollout(
      { percentage, shadowPercentage },
      { by: 'demo', reason: `step ${index + 1} of ${PERCENTAGES.length}` },
    )
    const before = getQueryBuilderMetrics()
    const startedAt = Date.now()
    for (let done = 0; done < operationsPerStep; done++) {
      signal.throwIfAborted()
      await this.runOperation()
      if (this.isUpdateDue()) this.report(index, percentage, before)
      await keepPace(startedAt, (done + 1) / pace, signal)
    }
    const { totalCalls, fastCalls } = getQueryBuilderMetrics()
    const result = step(percentage, 'done', totalCalls - before.totalCalls, fastCalls - before.fastCalls)
    this.steps[index] = result
    reporter.stepDone(result)
  }

  private async runOperation(): Promise<void> {
    const { traffic, reference, subject } = this.options
    const operation = traffic.next().value
    const comparison = await compare(operation, reference, subject)
    if (!comparison.equal) this.differences.push({ operation: operation.name, ...comparison })
    this.operations += 1
    this.lastOperation = operation.name
  }

  private isUpdateDue(): boolean {
    return Date.now() - this.lastUpdate >= UPDATE_EVERY_MS
  }

  private report(index: number, percentage: number, before: { totalCalls: number; fastCalls: number }): void {
    const metrics = getQueryBuilderMetrics()
    const [builds, fast] = [metrics.totalCalls - before.totalCalls, metrics.fastCalls - before.fastCalls]
    this.steps[index] = step(percentage, 'running', builds, fast)
    this.lastUpdate = Date.now()
    this.options.reporter.update(this.progress(metrics))
  }

  private progress(metrics: Progress['metrics']): Progress {
    return {
      steps: this.steps,
      metrics,
      operations: this.operations,
      differences: this.differences.length,
      lastOperation: this.lastOperation,
      metricsUrl: this.options.metricsUrl,
      elapsedMs: Date.now() - this.startedAt,
    }
  }
}

function step(percentage: number, state: StepProgress['state'], builds: number, fast: number): StepProgress {
  return { percentage, state, builds, fast, allowed: binomialInterval(builds, percentage / 100, CONFIDENCE) }
}

/** Waits until `dueSeconds` after `startedAt`; an infinite pace is never due. */
async function keepPace(startedAt: number, dueSeconds: number, signal: AbortSignal): Promise<void> {
  const early = startedAt + dueSeconds * 1000 - Date.now()
  if (early > 5) await sleep(early, undefined, { signal })
}
