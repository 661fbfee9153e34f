import type { ChangeOrigin, Rollout, RolloutChange } from '../core/rollout.js'
import type { ClientClass } from '../knex/adapt-client.js'
import type { QueryBuilderMetrics } from '../stats/query-builder-metrics.js'
import type { MetricRegistry } from '../stats/prometheus.js'
import { newAdapter } from './adapter.js'
import type { Adapter } from './adapter.js'
import { defaultAdapter, startWhenAsked } from './default-adapter.js'
import type { AdapterOptions } from './options.js'
import type { SeenShape } from './seen-shape.js'

/**
 * Makes an adapter of its own: own rollout, own numbers, own plans, own registry. An application that does so has no
 * default adapter, unless it asks for that too.
 *
 * @param options settings by the names of the environment table in camel case, a logger, a registry
 * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when an option has a value that is not allowed
 * @example
 * ```ts
 * const adapter = createAdapter({ percentage: 100, fallback: false })
 * const db = adapter.adaptKnex(knex({ client: 'pg' }))
 * db('users').where({ id: 1 }).toSQL()
 * adapter.getQueryBuilderMetrics().fastCalls // 1
 * ```
 */
export function createAdapter(options?: AdapterOptions): Adapter {
  startWhenAsked()
  return newAdapter(options)
}

/** {@link Adapter.adaptClient} of the default adapter. */
export function adaptClient<C extends ClientClass>(Client: C, options?: { inPlace?: boolean }): C {
  return defaultAdapter().adaptClient(Client, options)
}

/** {@link Adapter.getQueryBuilderMetrics} of the default adapter. */
export function getQueryBuilderMetrics(): QueryBuilderMetrics {
  return defaultAdapter().getQueryBuilderMetrics()
}

/** {@link Adapter.resetQueryBuilderMetrics} of the default adapter. */
export function resetQueryBuilderMetrics(): void {
  defaultAdapter().resetQueryBuilderMetrics()
}

/** {@link Adapter.registerMetrics} of the default adapter. */
export function registerMetrics(registry: MetricRegistry): void {
  defaultAdapter().registerMetrics(registry)
}

/** {@link Adapter.getRollout} of the default adapter. */
export function getRollout(): Rollout {
  return defaultAdapter().getRollout()
}

/** {@link Adapter.setRollout} of the default adapter. */
export function setRollout(change: RolloutChange, origin: ChangeOrigin): Rollout {
  return defaultAdapter().setRollout(change, origin)
}

/** {@link Adapter.listShapes} of the default adapter. */
export function listShapes(): readonly SeenShape[] {
  return defaultAdapter().listShapes()
}
