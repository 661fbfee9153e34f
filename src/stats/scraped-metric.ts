import type { MetricsView } from './metrics-view.js'

/** One line of a scrape. `metricName` is only for the parts of a histogram: prom-client names the others itself. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
  readonly metricName?: string
}

/** The kinds of metric there are here. */
export type MetricType = 'counter' | 'gauge' | 'histogram'

/** How prom-client joins the values of a cluster's workers. */
export type Aggregator = 'sum' | 'average' | 'min' | 'max' | 'first'

/** A metric without its prefix: what it is called, and how its samples are read from a view. */
export interface MetricFamily {
  readonly name: string
  readonly help: string
  readonly type: MetricType
  readonly aggregator: Aggregator
  read(view: MetricsView, name: string): Sample[]
  /** Sets what was counted back to zero; metrics that only show a state have nothing to reset. */
  reset?(view: MetricsView): void
}

/**
 * A {@link MetricFamily} in the form prom-client's registries take for a metric of their own: they read it at scrape time, so
 * that counting costs nothing in between.
 *
 * prom-client sets `name` without its `_total` before an OpenMetrics scrape and expects `get()` to follow. Hence
 * `name` is writable, and one object belongs to one registry.
 */
export class ScrapedMetric {
  name: string
  readonly help: string
  readonly type: MetricType
  readonly aggregator: Aggregator
  readonly #family: MetricFamily
  readonly #view: MetricsView

  constructor(family: MetricFamily, prefix: string, view: MetricsView) {
    this.name = prefix + family.name
    this.help = family.help
    this.type = family.type
    this.aggregator = family.aggregator
    this.#family = family
    this.#view = view
  }

  /** The present samples. Synchronous and unable to throw: one failing metric would fail the application's whole scrape. */
  get() {
    const { name, help, type, aggregator } = this
    return { name, help, type, aggregator, values: this.#read() }
  }

  /** Called by `registry.resetMetrics()`. */
  reset(): void {
    try {
      this.#family.reset?.(this.#view)
    } catch {
      // As in get(): never the reason why an application's own metrics stop working.
    }
  }

  #read(): Sample[] {
    try {
      return this.#family.read(this.#view, this.name)
    } catch {
      return []
    }
  }
}
