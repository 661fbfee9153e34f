import type { ChangeOrigin, Rollout, RolloutChange } from '../core/rollout.js'
import type { ClientClass } from '../knex/adapt-client.js'
import type { QueryBuilderMetrics } from '../stats/query-builder-metrics.js'
import { defaultAdapter } from './default-adapter.js'
import type { SeenShape } from './seen-shape.js'

export { createAdapter } from './adapter.js'

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
