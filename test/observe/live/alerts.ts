import type { PrometheusServer } from '../../../demo/observe/prometheus.js'
import { nowSeconds, queryAt, queryRange } from './prometheus-data.js'
import type { Span } from './prometheus-data.js'

/** Alerts as `Name (severity)`, by job. */
export type AlertsByJob = ReadonlyMap<string, ReadonlySet<string>>

interface Labelled {
  readonly metric: Readonly<Record<string, string>>
}

/** The alerts that fired at any time in a span. */
export async function firedIn(prometheus: PrometheusServer, span: Span): Promise<AlertsByJob> {
  return byJob(await queryRange(prometheus, 'ALERTS{alertstate="firing"}', span))
}

/** The alerts that fire, or are about to, now. */
export async function activeNow(prometheus: PrometheusServer): Promise<AlertsByJob> {
  return byJob(await queryAt(prometheus, 'ALERTS', nowSeconds()))
}

/** The same in one list, each as `Name (severity) of job`. */
export function withJobs(alerts: AlertsByJob): string[] {
  return [...alerts].flatMap(([job, own]) => [...own].map((alert) => `${alert} of ${job}`))
}

function byJob(series: readonly Labelled[]): AlertsByJob {
  const found = new Map<string, Set<string>>()
  for (const { metric } of series) {
    const { job = 'no job at all', alertname, severity } = metric
    const alerts = found.get(job) ?? new Set()
    found.set(job, alerts.add(`${alertname} (${severity})`))
  }
  return found
}

/**
 * That exactly the expected alerts are among those found.
 *
 * @throws Error that names those that are missing, and those that should not be there
 */
export function expectExactly(found: Iterable<string>, expected: readonly string[]): string {
  const left = new Set(found)
  const missing = expected.filter((alert) => !left.delete(alert))
  if (missing.length === 0 && left.size === 0) return expected.join(', ') || 'none'
  const parts = [
    missing.length > 0 && `did not fire: ${missing.join(', ')}`,
    left.size > 0 && `fired, but should not: ${[...left].join(', ')}`,
  ]
  throw new Error(parts.filter(Boolean).join('; '))
}
