import type { Registry } from 'prom-client'

import { KnexodusError } from '../core/errors.js'
import { metricFamilies } from './metric-families.js'
import type { MetricsView } from './metrics-view.js'
import { ScrapedMetric } from './scraped-metric.js'

export type { Registry }

/** What is needed of a registry; prom-client's `Registry` fits. */
export interface MetricRegistry {
  registerMetric(metric: never): void
}

/** Where the metrics go and what they are called. */
export interface MetricsOptions {
  /** Default: the default registry of prom-client. */
  readonly registry?: MetricRegistry
  /** What every name begins with. Default `knexodus_`. */
  readonly prefix?: string
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

const VALID_PREFIX = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/

/**
 * Puts every metric into a registry, which from then on reads `view` at each scrape. Never throws: metrics are not worth an
 * application that does not start. Names already taken (the application's own, or another copy of Knexodus) stay with
 * whoever has them, and are reported.
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
  const prefix = options.prefix ?? 'knexodus_'
  const metrics = metricFamilies(options.version).map((family) => new ScrapedMetric(family, prefix, view))
  const registered: string[] = []
  const taken: string[] = []
  const causes: unknown[] = []
  try {
    assertPrefix(prefix)
    const registry = options.registry ?? defaultRegistry()
    for (const metric of metrics) tryRegister(registry, metric, { registered, taken, causes })
  } catch (cause) {
    taken.push(...metrics.map((metric) => metric.name))
    causes.push(cause)
  }
  return { registered, taken, ...(causes.length > 0 && { cause: causes[0] }) }
}

function tryRegister(
  registry: MetricRegistry,
  metric: ScrapedMetric,
  outcome: { registered: string[]; taken: string[]; causes: unknown[] },
): void {
  try {
    registry.registerMetric(metric as never)
    outcome.registered.push(metric.name)
  } catch (cause) {
    outcome.taken.push(metric.name)
    outcome.causes.push(cause)
  }
}

/** One bad name makes the whole scrape unreadable for Prometheus, the application's own metrics included. */
function assertPrefix(prefix: string): void {
  if (VALID_PREFIX.test(prefix)) return
  const got = JSON.stringify(prefix)
  throw new KnexodusError(
    'KNEXODUS_BAD_CONFIG',
    `metrics prefix: expected ${String(VALID_PREFIX)}, got ${got}`,
  )
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
