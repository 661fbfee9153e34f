/** One line of a scrape. `metricName` is only for the parts of a histogram: prom-client names the others itself. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
  readonly metricName?: string
  /** What was last observed in a bucket, and where; registries write it in OpenMetrics only. */
  readonly exemplar?: Exemplar
}

/** One observation with the trace it belongs to: https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars */
export interface Exemplar {
  readonly labelSet: Readonly<Record<string, string>>
  readonly value: number
  /** Unix seconds. */
  readonly timestamp: number
}
