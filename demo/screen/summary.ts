import type { BuilderMetrics } from '../metrics.js'
import type { StepProgress } from '../progress.js'
import { isShareRight } from '../verdict.js'
import type { Check } from '../verdict.js'
import type { Style } from './style.js'
import { count, micros, share } from './text.js'

/** One finished step in one line. */
export function stepLine(step: StepProgress): string {
  const { percentage, builds, fast, allowed } = step
  const verdict = isShareRight(step) ? 'ok' : 'WRONG'
  return (
    `${`${percentage} %`.padStart(6)}: fast served ${count(fast)} of ${count(builds)} builds, ${share(fast, builds)}` +
    ` (${count(allowed.low)} to ${count(allowed.high)} allowed) ${verdict}`
  )
}

/** The last words: what was measured, what was checked, and whether all of it was right. */
export function summary(checks: readonly Check[], metrics: BuilderMetrics, style: Style): string[] {
  const failed = checks.filter(({ ok }) => !ok)
  const line = ({ name, ok, detail }: Check) =>
    `${ok ? style.good('✓') : style.bad('✗')} ${name.padEnd(14)} ${detail}`
  const verdict =
    failed.length === 0
      ? style.good('All right: legacy to fast and back, and nobody noticed.')
      : style.bad(`Failed: ${failed.map(({ name }) => name).join(', ')}.`)
  return ['', ...checks.map(line), '', ...timings(metrics), '', verdict]
}

function timings({ avgFastTimeMs, avgLegacyTimeMs, p50, p99 }: BuilderMetrics): string[] {
  if (!(avgFastTimeMs > 0 && avgLegacyTimeMs > 0)) return []
  const row = (name: string, mean: number, median: number, slow: number) =>
    `  ${name}  mean ${micros(mean)}, p50 ${micros(median)}, p99 ${micros(slow)}`
  return [
    'one build (sampled, cold code and the first sight of each shape included; npm run bench measures properly):',
    row('legacy', avgLegacyTimeMs, p50.legacy, p99.legacy),
    row('fast  ', avgFastTimeMs, p50.fast, p99.fast),
  ]
}
