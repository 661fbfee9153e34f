const FAST = 'knexodus_query_builder_calls_total{builder_type="fast"}'
const ALL = 'knexodus_query_builder_calls_total'
const SHARE = `sum by(database)(rate(${FAST}[30s]))/sum by(database)(rate(${ALL}[30s]))`
const TARGET = 'avg by(database)(knexodus_query_builder_mode)'
const P99 =
  'histogram_quantile(.99,sum by(builder_type,le)(rate(knexodus_query_build_duration_seconds_bucket[1m])))'
const FALLBACKS = 'sum by(reason)(rate(knexodus_query_builder_fallbacks_total[1m]))'

/** Graphs worth a look, by what they show. */
export const GRAPHS: Readonly<Record<string, readonly string[]>> = {
  'share, target': [SHARE, TARGET],
  'p99 of a build': [P99],
  fallbacks: [FALLBACKS],
}

/** The page of Prometheus that draws these expressions, each in a panel of its own, over the last quarter of an hour. */
export function graphLink(address: string, expressions: readonly string[]): string {
  const panel = (expression: string, index: number) =>
    `g${index}.expr=${encodeURIComponent(expression)}&g${index}.tab=0&g${index}.range_input=15m`
  return `http://${address}/graph?${expressions.map(panel).join('&')}`
}
