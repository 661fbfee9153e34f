import type { Attributes, Meter, ObservableResult } from '@opentelemetry/api'

import { BOUNDS_NS } from './histogram.js'
import { metricFamilies } from './metric-families.js'
import type { MetricsView } from './metrics-view.js'
import type { OpenTelemetryApi } from './opentelemetry-api.js'
import { labelled } from './scraped-metric.js'
import type { MetricFamily } from './scraped-metric.js'

/** What the instruments are called, and whose they are. */
export interface ExportOptions {
  /** As for Prometheus: its last `_` becomes the dot of OpenTelemetry's names. */
  readonly prefix: string
  /** Version of Knexodus. */
  readonly version: string
}

const NS_PER_SECOND = 1e9
const SCOPE = 'knexodus'

/**
 * Hands every metric to OpenTelemetry's global meter provider, under names that its exporters for Prometheus turn into those
 * of the registry: `knexodus.query_builder_calls` becomes `knexodus_query_builder_calls_total`.
 *
 * Counters and gauges are read when an exporter collects; a duration is recorded when it is sampled.
 *
 * @throws Error when no meter provider has been set: what is made before one is set stays without effect
 *
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 */
export function exportToOpenTelemetry(
  api: OpenTelemetryApi,
  view: MetricsView,
  options: ExportOptions,
): void {
  const meter = api.metrics.getMeter(SCOPE, options.version)
  if (meter.constructor === api.createNoopMeter().constructor) {
    throw new Error('no meter provider has been set yet')
  }
  for (const family of metricFamilies(options.version)) {
    if (family.type === 'histogram') recordDurations(meter, family, view, options)
    else observe(meter, family, view, options)
  }
}

function observe(meter: Meter, family: MetricFamily, view: MetricsView, options: ExportOptions): void {
  const make = family.type === 'counter' ? 'createObservableCounter' : 'createObservableGauge'
  const instrument = meter[make](nameOf(family, options), describe(family))
  instrument.addCallback((result: ObservableResult) => {
    for (const { labels, value } of labelled(family.read(view, family.name), view)) {
      result.observe(value, labels)
    }
  })
}

function recordDurations(
  meter: Meter,
  family: MetricFamily,
  view: MetricsView,
  options: ExportOptions,
): void {
  const advice = { explicitBucketBoundaries: BOUNDS_NS.map((bound) => bound / NS_PER_SECOND) }
  const histogram = meter.createHistogram(nameOf(family, options), { ...describe(family), advice })
  const { database } = view
  view.stats().onSample((builder, ns) => {
    const attributes: Attributes = { builder_type: builder, ...(database !== undefined && { database }) }
    histogram.record(ns / NS_PER_SECOND, attributes)
  })
}

/** Exporters for Prometheus add the `_total` of counters themselves. */
function nameOf({ name }: MetricFamily, { prefix }: ExportOptions): string {
  return prefix.replace(/_$/, '.') + name.replace(/_total$/, '')
}

/** Only seconds are given as a unit: of others, exporters would make suffixes that the registry's names do not have. */
function describe({ name, help }: MetricFamily) {
  return { description: help, ...(name.endsWith('_seconds') && { unit: 's' }) }
}
