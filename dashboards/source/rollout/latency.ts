import { SERVICE, SERVICE_LEGEND, percentile, perSecond } from '../expressions.js'
import type { Builder } from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { heat } from '../panels/heat.js'
import { lines } from '../panels/lines.js'
import type { UnplacedPanel } from '../panels/words.js'

const PER_BUILDER = `${SERVICE}, builder_type`
const LEGEND = `${SERVICE_LEGEND} {{builder_type}}`

/** How long a build takes. The database is not in it. */
export const LATENCY: Row = {
  title: 'Build time (sampled: about 1 build in 64)',
  panels: sized(12, 8, [median(), slowest(), distribution('fast'), distribution('legacy')]),
}

function median(): UnplacedPanel {
  return lines(
    {
      title: 'Build time p50',
      what: 'Half of the sampled builds took at most this long. Right to about 5 %, since it comes from buckets.',
      bad: 'fast is not clearly below legacy.',
      act: 'compare the means, which have no such error, on the shapes dashboard.',
      runbook: 'KnexodusFastSlowerThanLegacy',
      unit: 's',
    },
    { queries: [{ expr: percentile(0.5, PER_BUILDER), legend: LEGEND }], doubling: true },
  )
}

/** One query for both days: on the first there is no day before. */
function slowest(): UnplacedPanel {
  const dayBefore = `label_replace(${percentile(0.99, PER_BUILDER, 'fast', ' offset 1d')}, "day", "the day before", "", "")`
  return lines(
    {
      title: 'Build time p99',
      what: '99 in 100 sampled builds took at most this long; dashed, fast’s a day before. With few samples it is one slow build, such as one that a garbage collection interrupted.',
      bad: 'fast more than twice as long as the day before, for an hour.',
      act: 'look for new or larger queries, for a busy CPU, and at the heap below.',
      runbook: 'KnexodusFastP99Regression',
      unit: 's',
    },
    {
      queries: [{ expr: `${percentile(0.99, PER_BUILDER)} or ${dayBefore}`, legend: `${LEGEND} {{day}}` }],
      doubling: true,
    },
  )
}

function distribution(builder: Builder): UnplacedPanel {
  return heat(
    {
      title: `Build times of ${builder}`,
      what: `How many sampled builds by ${builder} took how long. A query has its own height, so a mix of queries has several bands.`,
      bad: 'a band moves up, or a new one appears above the others.',
      act: 'compare with the marks of rollout changes and with your deployments.',
      runbook: 'KnexodusFastP99Regression',
      unit: 's',
    },
    perSecond('le', 'query_build_duration_seconds_bucket', `builder_type="${builder}"`),
  )
}
