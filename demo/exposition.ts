import type { BuilderMetrics } from './metrics.js'

/** The samples of a Prometheus text, by series as written: `name{label="value"}`. */
export function parseExposition(text: string): Map<string, number> {
  const samples = new Map<string, number>()
  for (const line of text.split('\n')) {
    const match = /^([a-zA-Z_:][\w:]*(?:\{.*\})?) (\S+)$/.exec(line)
    if (match?.[1] && match[2]) samples.set(match[1], Number(match[2]))
  }
  return samples
}

/**
 * Where a `/metrics` text and the in-process numbers disagree, one sentence each; both must have been taken while no
 * query was built.
 */
export function disagreements(text: string, metrics: BuilderMetrics): string[] {
  const samples = parseExposition(text)
  return Object.entries(expectedSamples(metrics))
    .filter(([series, expected]) => samples.get(series) !== expected)
    .map(([series, expected]) => `${series} is ${samples.get(series) ?? 'missing'}, expected ${expected}`)
}

function expectedSamples(metrics: BuilderMetrics): Record<string, number> {
  const fallbacks = Object.entries(metrics.fallbackReasons).map(([reason, count]) => [
    `knexodus_query_builder_fallbacks_total{reason="${reason}"}`,
    count,
  ])
  return {
    'knexodus_query_builder_calls_total{builder_type="fast"}': metrics.fastCalls,
    'knexodus_query_builder_calls_total{builder_type="legacy"}': metrics.legacyCalls,
    'knexodus_query_builder_errors_total{builder_type="fast"}': metrics.fastErrors,
    knexodus_parity_checks_total: metrics.parityChecks,
    knexodus_parity_mismatches_total: metrics.parityMismatches,
    knexodus_plan_cache_plans: metrics.plans,
    knexodus_quarantined_shapes: metrics.quarantinedShapes,
    knexodus_rollout_percentage: metrics.percentage,
    ...(Object.fromEntries(fallbacks) as Record<string, number>),
  }
}
