import { binomialInterval } from '../../demo/binomial.js'
import type { BuilderMetrics } from '../../demo/metrics.js'
import type { Progress, StepProgress } from '../../demo/progress.js'

/** Numbers as they are after a good run. */
export const METRICS: BuilderMetrics = Object.freeze({
  fastCalls: 1310,
  legacyCalls: 12_345,
  totalCalls: 13_655,
  fastPercentage: 9.59,
  fastErrors: 0,
  fastFallbacks: 0,
  fastErrorRate: 0,
  avgFastTimeMs: 0.0005,
  avgLegacyTimeMs: 0.0125,
  p50: { fast: 0.0004, legacy: 0.011 },
  p99: { fast: 0.002, legacy: 0.05 },
  fallbackReasons: { quarantined: 0, unsupported_clause: 0 } as unknown as BuilderMetrics['fallbackReasons'],
  parityChecks: 77,
  parityMismatches: 0,
  leanRuns: 1310,
  plans: 41,
  quarantinedShapes: 0,
  percentage: 10,
  mode: 'auto',
})

/** One step of the rollout. */
export function sampleStep(
  percentage: number,
  fast: number,
  builds: number,
  state: StepProgress['state'] = 'done',
) {
  return { percentage, fast, builds, state, allowed: binomialInterval(builds, percentage / 100, 0.999) }
}

/** A moment in the middle of the third step. */
export const PROGRESS: Progress = {
  steps: [
    sampleStep(0, 0, 3000),
    sampleStep(1, 31, 3000),
    sampleStep(10, 150, 1500, 'running'),
    sampleStep(50, 0, 0, 'ahead'),
    sampleStep(100, 0, 0, 'ahead'),
    sampleStep(0, 0, 0, 'ahead'),
  ],
  metrics: METRICS,
  operations: 4321,
  differences: 0,
  lastOperation: 'check out',
  metricsUrl: 'http://127.0.0.1:9464/metrics',
  elapsedMs: 65_900,
}
