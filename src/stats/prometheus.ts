import type { Registry } from 'prom-client'

import { metricFamilies } from './metric-families.js'
import type { MetricsView } from './metrics-view.js'
import { ScrapedMetric } from './scraped-metric.js'
import type { MetricFamily } from './scraped-metric.js'

export type { Registry }

/** What is needed of a registry; prom-client's `Registry` fits. */
export interface MetricRegistry {
  registerMetric(metric: never): void
  getSingleMetric(name: string): unknown
}

/** Where the metrics go and what they are called. */
export interface MetricsOptions {
  /** Default: the default registry of prom-client. */
  readonly registry?: MetricRegistry
  /** What every name begins with. */
  readonly prefix: string
  /** Version of Knexodus, for `build_info`. */
  readonly version: string
}

/** What came of {@link registerMetrics}. */
export interface MetricsRegistration {
  /** Full names of the metrics that are in the registry now. */
  readonly registered: readonly string[]
  /** Full names of those that are not: taken by another metric, or nothing could be registered at all. */
  readonly taken: readonly string[]
  /** The first reason met for a name in `taken`. */
  readonly cause?: unknown
}

/**
 * Puts every metric into a registry, which from then on reads `view` at each scrape. Never throws: metrics are not worth an
 * application that does not start. An adapter with another `database` than those that are there joins them. Names taken
 * otherwise (the application's own, another copy of Knexodus, the same database) stay with whoever has them, and are reported.
 *
 * @param view What the metrics read.
 * @param options Registry, prefix and version.
 * @example
 * ```ts
 * const { taken } = registerMetrics(view, { version: '1.0.0', prefix: 'shop_sql_' })
 * if (taken.length > 0) logger.warn({ taken }, 'metrics not registered')
 * ```
 */
export function registerMetrics(view: MetricsView, options: MetricsOptions): MetricsRegistration {
  const { prefix, version } = options
  const registered: string[] = []
  const taken: string[] = []
  const causes: unknown[] = []
  const families = metricFamilies(version)
  for (const family of families) {
    const name = prefix + family.name
    try {
      show(options.registry ?? defaultRegistry(), family, prefix, view)
      registered.push(name)
    } catch (cause) {
      taken.push(name)
      causes.push(cause)
    }
  }
  return { registered, taken, ...(causes.length > 0 && { cause: causes[0] }) }
}

/** @throws Error when the registry refuses the metric, or has one of that name and database. */
function show(registry: MetricRegistry, family: MetricFamily, prefix: string, view: MetricsView): void {
  const name = prefix + family.name
  const present = registry.getSingleMetric(name)
  const metric = present instanceof ScrapedMetric ? present : new ScrapedMetric(family, prefix)
  if (!metric.show(view)) throw new Error(`${name} is there for this database, or for too many`)
  if (metric !== present) registry.registerMetric(metric as never)
}

/** A registry of its own, with nothing in it. Throws where prom-client is not installed. */
export function newRegistry(): Registry {
  return new (promClient().Registry)()
}

function defaultRegistry(): MetricRegistry {
  return promClient().register
}

/** The part of prom-client that is needed here. */
type Registries = Pick<typeof import('prom-client'), 'Registry' | 'register'>

/**
 * The file of the registries alone, and only when metrics are wanted: the whole package takes 25 ms to load, most of them for
 * default metrics and a push gateway that nobody may have asked for. It is the application's own copy of that file all the
 * same. A version that has put it elsewhere is loaded whole.
 */
function promClient(): Registries {
  try {
    const Registry = require('prom-client/lib/registry.js') as RegistryFile
    return { Registry, register: Registry.globalRegistry }
  } catch {
    return require('prom-client') as Registries
  }
}

type RegistryFile = Registries['Registry'] & { readonly globalRegistry: Registry }
