import { dashboard } from './dashboard.js'
import type { ClassicDashboard } from './dashboard.js'
import { ERRORS } from './rollout/errors.js'
import { INSTANCES } from './rollout/instances.js'
import { LATENCY } from './rollout/latency.js'
import { OVERVIEW } from './rollout/overview.js'
import { PARITY } from './rollout/parity.js'
import { PLAN_CACHE } from './rollout/plan-cache.js'
import { RUNTIME } from './rollout/runtime.js'
import { TRAFFIC } from './rollout/traffic.js'
import { COST } from './shapes/cost.js'
import { DECLINES } from './shapes/declines.js'
import { PLAN_CACHE as SHAPES_KEPT } from './shapes/plan-cache.js'
import { PROCESSES } from './shapes/processes.js'
import { PROOF } from './shapes/proof.js'

const PREFIX = 'For the metric prefix knexodus_; another one: sed s/knexodus_/shop_/g over this file.'

const ROLLOUT = dashboard(
  {
    uid: 'knexodus-rollout',
    title: 'Knexodus: rollout',
    description: `Is the rollout of the fast query builder healthy? The first row answers that, the others say why not. ${PREFIX}`,
    from: 'now-1h',
  },
  [OVERVIEW, TRAFFIC, LATENCY, ERRORS, PARITY, PLAN_CACHE, INSTANCES, RUNTIME],
)

const SHAPES = dashboard(
  {
    uid: 'knexodus-shapes',
    title: 'Knexodus: shapes and cost',
    description: `What building queries costs, what fast saves of it, and what keeps it from saving more. ${PREFIX}`,
    from: 'now-6h',
  },
  [COST, DECLINES, SHAPES_KEPT, PROOF, PROCESSES],
)

/** Every dashboard of Knexodus. */
export const ALL: readonly ClassicDashboard[] = [ROLLOUT, SHAPES]

/** The text of a dashboard's file. */
export function asJson(whole: ClassicDashboard): string {
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** Name of a dashboard's file. */
export function fileName({ uid }: ClassicDashboard): string {
  return `${uid}.json`
}
