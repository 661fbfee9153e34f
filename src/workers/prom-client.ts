import type { AggregatorRegistry, Registry, RegistryContentType } from 'prom-client'

/** The two formats of a scrape, as prom-client names them. */
export type MetricsContentType = RegistryContentType

/** The part of prom-client that is needed here. */
interface PromClient {
  readonly AggregatorRegistry: typeof AggregatorRegistry
  readonly Registry: typeof Registry
  readonly register: Registry
}

type RegistryFile = typeof Registry & { readonly globalRegistry: Registry }

/**
 * Two files of the application's copy, when metrics are first wanted: the whole package takes 25 ms to load. A version that
 * has put them elsewhere is loaded whole.
 */
export function promClient(): PromClient {
  try {
    const Registry = require('prom-client/lib/registry.js') as RegistryFile
    const Aggregator = require('prom-client/lib/cluster.js') as typeof AggregatorRegistry
    return { AggregatorRegistry: Aggregator, Registry, register: Registry.globalRegistry }
  } catch {
    return require('prom-client') as PromClient
  }
}
