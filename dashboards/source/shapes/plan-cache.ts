import { PROCESS, PROCESS_LEGEND, SERVICE, SERVICE_LEGEND, perSecond, series } from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { BELOW, lines } from '../panels/lines.js'

const PLANS = `sum by (${PROCESS}) (${series('plan_cache_plans')})`
const MAX_PLANS = `sum by (${PROCESS}) (${series('plan_cache_max_plans')})`
const BYTES = `sum by (${PROCESS}) (${series('plan_cache_bytes')})`

/** What the shapes take, and whether they fit. */
export const PLAN_CACHE: Row = {
  title: 'Shapes kept',
  panels: sized(6, 8, [
    lines(
      {
        title: 'Plan fill',
        what: 'Plans kept, as a share of KNEXODUS_PLAN_CACHE_MAX. Declined and quarantined shapes take room, too, and are not in it.',
        bad: 'near 100 % with misses that go on.',
        act: 'raise KNEXODUS_PLAN_CACHE_MAX to twice the shapes in use.',
        runbook: 'Reading the shapes dashboard',
        unit: 'percentunit',
      },
      { queries: [{ expr: `${PLANS} / (${MAX_PLANS} > 0)`, legend: PROCESS_LEGEND }], byInstance: BELOW },
    ),
    lines(
      {
        title: 'Memory of the shapes',
        what: 'Estimated memory of the shapes that each instance keeps, on the high side.',
        bad: 'more than the process can spare. It cannot pass 16 KiB for each shape that is allowed.',
        act: 'lower KNEXODUS_PLAN_CACHE_MAX, or bind values instead of writing them into long texts.',
        runbook: 'Reading the shapes dashboard',
        unit: 'bytes',
      },
      { queries: [{ expr: BYTES, legend: PROCESS_LEGEND }], byInstance: BELOW },
    ),
    lines(
      {
        title: 'Misses',
        what: 'Builds per second of a shape that is not proven yet. Each is built by both builders.',
        bad: 'more than a few percent of the hits, long after the start.',
        act: 'find the query whose shape changes each time with listShapes().',
        runbook: 'Reading the shapes dashboard',
        unit: 'ops',
      },
      { queries: [{ expr: perSecond(SERVICE, 'plan_cache_misses_total'), legend: SERVICE_LEGEND }] },
    ),
    lines(
      {
        title: 'Shapes dropped',
        what: 'Shapes per second dropped to make room for others.',
        bad: 'evictions while misses are more than a few percent of the hits.',
        act: 'raise KNEXODUS_PLAN_CACHE_MAX. Evictions with few misses are shapes that come once, and are as they should be.',
        runbook: 'Reading the shapes dashboard',
        unit: 'ops',
      },
      { queries: [{ expr: perSecond(SERVICE, 'plan_cache_evictions_total'), legend: SERVICE_LEGEND }] },
    ),
  ]),
}
