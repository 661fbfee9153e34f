import type { PrometheusServer } from '../../../demo/observe/prometheus.js'

/** One series of a range query: `[seconds, value as text]`. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>
  readonly values: readonly (readonly [number, string])[]
}

/** One series of an instant query. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>
  readonly value: readonly [number, string]
}

/** A stretch of time, in Unix seconds. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Now, in Unix seconds. */
export function nowSeconds(): number {
  return Date.now() / 1000
}

/** Runs a range query, a point for every second. */
export async function queryRange(
  { api }: PrometheusServer,
  query: string,
  { start, end }: Span,
): Promise<readonly Series[]> {
  const range = { start: start.toFixed(3), end: end.toFixed(3), step: '1' }
  return ((await api('query_range', { query, ...range })) as { result: Series[] }).result
}

/** Runs an instant query at a time, in Unix seconds. */
export async function queryAt(
  { api }: PrometheusServer,
  query: string,
  time: number,
): Promise<readonly Sample[]> {
  return ((await api('query', { query, time: time.toFixed(3) })) as { result: Sample[] }).result
}
