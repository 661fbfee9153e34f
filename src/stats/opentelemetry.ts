import type { Attributes, Meter, ObservableResult } from '@opentelemetry/api'

import { BOUNDS_NS } from './histogram.js'
import { metricFamilies } from './metric-families.js'
import type { MetricsView } from './metrics-view.js'
import type { OpenTelemetryApi } from './opentelemetry-api.js'
import { labelled } from './scraped-metric.js'
import type { MetricFamily } from './scraped-metric.js'
import { Views } from './views.js'

/** What the instruments are called, and whose they are. */
export interface ExportOptions {
  /** As for Prometheus: its last `_` becomes the dot of OpenTelemetry's names. */
  readonly prefix: string
  /** Version of Knexodus. */
  readonly version: string
}

const NS_PER_SECOND = 1e9
const SCOPE = 'knexodus'

/** The instruments made so far, of each meter provider, by prefix: adapters of several databases share them. */
const made = new WeakMap<object, Map<string, Instruments>>()

/**
 * Hands every metric to OpenTelemetry's global meter provider, under names that its exporters for Prometheus turn into those
 * of the registry: `knexodus.query_builder_calls` becomes `knexodus_query_builder_calls_total`.
 *
 * Counters and gauges are read when an exporter collects; a duration is recorded when it is sampled.
 *
 * @throws Error when no meter provider has been set (what is made before one is set stays without effect), or when the
 * view's database is exported already, or too many are
 *
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 */
export function exportToOpenTelemetry(
  api: OpenTelemetryApi,
  view: MetricsView,
  options: ExportOptions,
): void {
  const { metrics, createNoopMeter } = api
  const provider = metrics.getMeterProvider()
  const meter = provider.getMeter(SCOPE, options.version)
  if (meter.constructor === createNoopMeter().constructor) {
    throw new Error('no meter provider has been set yet')
  }
  const byPrefix = made.get(provider) ?? new Map<string, Instruments>()
  made.set(provider, byPrefix)
  const instruments = byPrefix.get(options.prefix) ?? new Instruments(meter, options)
  byPrefix.set(options.prefix, instruments)
  instruments.show(view)
}

class Instruments {
  private readonly views = new Views()
  private readonly durations: ReturnType<Meter['createHistogram']>[] = []

  constructor(meter: Meter, options: ExportOptions) {
    for (const family of metricFamilies(options.version)) {
      if (family.type === 'histogram') this.durations.push(durationOf(meter, family, options))
      else this.observe(meter, family, options)
    }
  }

  /** @throws Error when its database is exported already, or too many are */
  show(view: MetricsView): void {
    if (!this.views.add(view)) throw new Error('its database is exported already, or too many are')
    const { database } = view
    view.stats().onSample((builder, ns) => {
      if (view.isClosed()) return
      const attributes: Attributes = { builder_type: builder, ...(database !== undefined && { database }) }
      for (const duration of this.durations) duration.record(ns / NS_PER_SECOND, attributes)
    })
  }

  private observe(meter: Meter, family: MetricFamily, options: ExportOptions): void {
    const make = family.type === 'counter' ? 'createObservableCounter' : 'createObservableGauge'
    const instrument = meter[make](nameOf(family, options), describe(family))
    instrument.addCallback((result: ObservableResult) => {
      for (const view of this.views.open) {
        for (const { labels, value } of labelled(family.read(view, family.name), view)) {
          result.observe(value, labels)
        }
      }
    })
  }
}

function durationOf(meter: Meter, family: MetricFamily, options: ExportOptions) {
  const advice = { explicitBucketBoundaries: BOUNDS_NS.map((bound) => bound / NS_PER_SECOND) }
  return meter.createHistogram(nameOf(family, options), { ...describe(family), advice })
}

/** Exporters for Prometheus add the `_total` of counters themselves. Names here begin with a letter and have no colons. */
function nameOf({ name }: MetricFamily, { prefix }: ExportOptions): string {
  const scope = prefix.replaceAll(':', '.').replace(/^[^a-zA-Z]+/, '')
  return scope.replace(/_$/, '.') + name.replace(/_total$/, '')
}

/** Only seconds are given as a unit: of others, exporters would make suffixes that the registry's names do not have. */
function describe({ name, help }: MetricFamily) {
  return { description: help, ...(name.endsWith('_seconds') && { unit: 's' }) }
}
