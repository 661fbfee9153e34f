import type { BuilderMetrics } from '../metrics.js'
import type { Progress, StepProgress } from '../progress.js'
import { isShareRight } from '../verdict.js'
import { bar } from './bar.js'
import { styleFor } from './style.js'
import type { Style } from './style.js'
import { clip, clock, count, micros, share } from './text.js'

/** The place there is to draw on. */
export interface Canvas {
  readonly columns: number
  readonly rows: number
  readonly colour: boolean
}

/** Columns of a step's line that are not its bar. */
const STEP_TEXT_WIDTH = 62

/**
 * Draws the live table.
 *
 * @returns at most `rows` lines of at most `columns` visible characters, joined by line feeds.
 */
export function render(progress: Progress, canvas: Canvas): string {
  const style = styleFor(canvas.colour)
  const lines = [
    ...heading(progress, style),
    '',
    ...rollout(progress.steps, canvas.columns, style),
    '',
    ...builders(progress.metrics, style),
    '',
    ...safety(progress, style),
    '',
    style.dim('Ctrl-C stops everything, PostgreSQL included.'),
  ]
  return lines
    .slice(0, canvas.rows)
    .map((line) => clip(` ${line}`, canvas.columns))
    .join('\n')
}

function heading({ elapsedMs, metricsUrl }: Progress, style: Style): string[] {
  return [
    `${style.bold('Knexodus')}  a Knex shop on PostgreSQL moves to the fast builder  ${style.dim(clock(elapsedMs))}`,
    style.dim(metricsUrl),
  ]
}

function rollout(steps: readonly StepProgress[], columns: number, style: Style): string[] {
  const width = Math.min(40, Math.max(10, columns - STEP_TEXT_WIDTH))
  const header = `  target  ${'served by fast'.padEnd(width)}   share       fast / builds    99.9 % interval`
  return [style.dim(header), ...steps.map((step) => stepLine(step, width, style))]
}

function stepLine(step: StepProgress, width: number, style: Style): string {
  const { percentage, state, builds, fast, allowed } = step
  const target = `${percentage} %`.padStart(6)
  if (state === 'ahead') return style.dim(`·  ${target}`)
  const drawn = bar(builds === 0 ? 0 : fast / builds, percentage / 100, width, style)
  const counts = `${count(fast)} / ${count(builds)}`.padStart(15)
  const interval = `${share(allowed.low, builds)} – ${share(allowed.high, builds)}`.padStart(19)
  const shown = share(fast, builds).padStart(9)
  return `${marker(step, style)}  ${state === 'running' ? style.bold(target) : target} ${drawn} ${shown} ${counts} ${style.dim(interval)}`
}

function marker(step: StepProgress, style: Style): string {
  if (step.state === 'running') return style.fast('▶')
  return isShareRight(step) ? style.good('✓') : style.bad('✗')
}

function builders(metrics: BuilderMetrics, style: Style): string[] {
  const row = (cells: string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(8) : cell.padStart(13))).join('')
  const { p50, p99 } = metrics
  const legacy = [
    count(metrics.legacyCalls),
    micros(metrics.avgLegacyTimeMs),
    micros(p50.legacy),
    micros(p99.legacy),
  ]
  const fast = [count(metrics.fastCalls), micros(metrics.avgFastTimeMs), micros(p50.fast), micros(p99.fast)]
  return [
    style.dim(row(['builder', 'builds', 'mean', 'p50', 'p99'])),
    style.legacy(row(['legacy', ...legacy])),
    style.fast(row(['fast', ...fast])) + style.bold(speedUp(metrics)),
  ]
}

/** By how much the mean build got shorter, once both builders have been timed. */
function speedUp({ avgFastTimeMs, avgLegacyTimeMs }: BuilderMetrics): string {
  return avgFastTimeMs > 0 && avgLegacyTimeMs > 0 ? `   ${(avgLegacyTimeMs / avgFastTimeMs).toFixed(1)}×` : ''
}

function safety({ metrics, operations, differences, lastOperation }: Progress, style: Style): string[] {
  const zero = (value: number, words: string) =>
    (value === 0 ? style.good : style.bad)(`${count(value)} ${words}`)
  const reasons = Object.entries(metrics.fallbackReasons).filter(([, times]) => times > 0)
  const byReason = reasons.map(([reason, times]) => style.bad(`${reason} ${count(times)}`)).join('  ')
  return [
    `errors     ${zero(metrics.fastErrors, 'of fast')}`,
    `fallbacks  ${zero(metrics.fastFallbacks, 'to legacy')}  ${byReason}`.trimEnd(),
    `parity     ${zero(metrics.parityMismatches, 'mismatches')} in ${count(metrics.parityChecks)} checks`,
    `plans      ${count(metrics.plans)} cached  ${zero(metrics.quarantinedShapes, 'quarantined')}`,
    `rows       ${zero(differences, 'differ')} from plain Knex in ${count(operations)} operations  ${style.dim(lastOperation)}`,
  ]
}
