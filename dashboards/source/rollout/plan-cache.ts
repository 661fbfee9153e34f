import {
  PROCESS,
  PROCESS_LEGEND,
  SERVICE,
  SERVICE_LEGEND,
  perSecond,
  ratioOrZero,
  series,
} from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { BELOW, lines } from '../panels/lines.js'

const HITS = perSecond(SERVICE, 'plan_cache_hits_total')
const MISSES = perSecond(SERVICE, 'plan_cache_misses_total')

/** What fast remembers. */
export const PLAN_CACHE: Row = {
  title: 'Plan cache',
  panels: sized(6, 8, [
    lines(
      {
        title: 'Miss ratio',
        what: 'Share of the builds meant for fast whose shape was not proven yet, 1 less the hit ratio; 0 too while nothing is meant for fast.',
        bad: 'more than a few percent for longer than the minutes after a start: each of these builds pays for both builders.',
        act: 'find the query whose shape changes each time, or raise KNEXODUS_PLAN_CACHE_MAX: see plan fill on the shapes dashboard.',
        runbook: 'Reading the shapes dashboard',
        unit: 'percentunit',
      },
      { queries: [{ expr: ratioOrZero(MISSES, `(${HITS} + ${MISSES})`), legend: SERVICE_LEGEND }] },
    ),
    lines(
      {
        title: 'Plans',
        what: 'Plans that each instance keeps.',
        bad: 'it grows without end up to its limit: some query has a new shape each time.',
        act: 'listShapes() shows them; bind values instead of writing them into the SQL.',
        runbook: 'Reading the shapes dashboard',
        unit: 'short',
      },
      { queries: [{ expr: perProcess('plan_cache_plans'), legend: PROCESS_LEGEND }], byInstance: BELOW },
    ),
    lines(
      {
        title: 'Evictions',
        what: 'Shapes per second dropped to make room.',
        bad: 'evictions while misses are more than a few percent of the hits.',
        act: 'raise KNEXODUS_PLAN_CACHE_MAX to twice the shapes in use.',
        runbook: 'Reading the shapes dashboard',
        unit: 'ops',
      },
      { queries: [{ expr: perSecond(SERVICE, 'plan_cache_evictions_total'), legend: SERVICE_LEGEND }] },
    ),
    lines(
      {
        title: 'Cache memory',
        what: 'Memory of the kept shapes of each instance, estimated on the high side. At most 16 KiB for each shape that is allowed.',
        bad: 'more than the process can spare.',
        act: 'lower KNEXODUS_PLAN_CACHE_MAX.',
        runbook: 'Reading the shapes dashboard',
        unit: 'bytes',
      },
      { queries: [{ expr: perProcess('plan_cache_bytes'), legend: PROCESS_LEGEND }], byInstance: BELOW },
    ),
  ]),
}

function perProcess(gauge: string): string {
  return `sum by (${PROCESS}) (${series(gauge)})`
}
