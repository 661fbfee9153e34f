import type { MetricsView } from './metrics-view.js'
import type { Sample } from './sample.js'
import { Views } from './views.js'

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
 * that counting costs nothing in between. Several adapters share it where each has a database of its own.
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
  readonly #views = new Views()

  constructor(family: MetricFamily, prefix: string) {
    this.name = prefix + family.name
    this.help = family.help
    this.type = family.type
    this.aggregator = family.aggregator
    this.#family = family
  }

  /** Shows one more adapter's numbers; `false` when those of its database are shown already, or of too many. */
  show(view: MetricsView): boolean {
    return this.#views.add(view)
  }

  /** The present samples. Synchronous and unable to throw: one failing metric would fail the application's whole scrape. */
  get() {
    const { name, help, type, aggregator } = this
    return { name, help, type, aggregator, values: this.#views.open.flatMap((view) => this.#read(view)) }
  }

  /** Called by `registry.resetMetrics()`. */
  reset(): void {
    for (const view of this.#views.open) {
      try {
        this.#family.reset?.(view)
      } catch {
        // As in get(): never the reason why an application's own metrics stop working.
      }
    }
  }

  #read(view: MetricsView): Sample[] {
    try {
      return labelled(this.#family.read(view, this.name), view)
    } catch {
      return []
    }
  }
}

/** Samples with the label of a view's database, where it has one. */
export function labelled(samples: Sample[], { database }: MetricsView): Sample[] {
  if (database === undefined) return samples
  return samples.map((sample) => ({ ...sample, labels: { ...sample.labels, database } }))
}
