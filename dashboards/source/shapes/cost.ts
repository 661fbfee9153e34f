import {
  HOUR,
  NOW,
  SERVICE,
  SERVICE_LEGEND,
  builds,
  chosenForLegacy,
  meanTime,
  perSecond,
  savedPerBuild,
  speedUp,
} from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { lines } from '../panels/lines.js'
import type { UnplacedPanel } from '../panels/words.js'
import { FAST_OVER_LEGACY, warningBelow } from '../thresholds.js'

const PER_BUILDER = `${SERVICE}, builder_type`
const LEGEND = `${SERVICE_LEGEND} {{builder_type}}`

/** Fewer builds a second than this are none: the difference of rates is seldom exactly 0. */
const HARDLY_ANY = 0.001

/** What building costs, and what fast saves of it. */
export const COST: Row = {
  title: 'Cost (times are sampled: about 1 build in 64)',
  panels: sized(8, 8, [spent(), saved(), leftToSave(), mean(), gain(), samples()]),
}

function spent(): UnplacedPanel {
  return lines(
    {
      title: 'CPU spent on building',
      what: 'Share of one core that building queries takes: builds per second by their mean time. The builds are all counted, the times are samples.',
      bad: 'more than a few percent of a core: it is worth stepping up.',
      act: 'compare with the CPU of the process, on the rollout dashboard.',
      runbook: 'Reading the shapes dashboard',
      unit: 'percentunit',
    },
    {
      queries: [{ expr: `${builds(PER_BUILDER)} * ${meanTime(PER_BUILDER)}`, legend: LEGEND }],
      stacked: true,
    },
  )
}

function saved(): UnplacedPanel {
  return lines(
    {
      title: 'CPU saved by fast',
      what: 'Share of one core that fast’s builds would have taken more if legacy had built them: builds per second by the difference of the means, which are of the samples of the hour before each point. No data once legacy’s samples are older than that: an hour after the step to 100 %.',
      bad: 'below 0: fast costs more than legacy.',
      act: 'if there is no data at 100 % and you want to know, serve 95 % for a while.',
      runbook: 'KnexodusFastSlowerThanLegacy',
      unit: 'percentunit',
    },
    {
      queries: [
        {
          expr: `${builds(SERVICE, 'fast')} * ${savedPerBuild(SERVICE, HOUR)} or ${builds(SERVICE, 'fast')} == 0`,
          legend: SERVICE_LEGEND,
        },
      ],
    },
  )
}

function leftToSave(): UnplacedPanel {
  return lines(
    {
      title: 'CPU still to be saved',
      what: 'Share of one core that the builds which the rollout gives to legacy would take less if fast built them, by the means of the hour before each point. Fallbacks and mistakes in queries are not in it. No data where fast had no samples in that hour.',
      bad: 'much, for weeks: the gain is there and nobody takes it.',
      act: 'step up, if the rollout dashboard is green.',
      runbook: 'Reading the shapes dashboard',
      unit: 'percentunit',
    },
    {
      queries: [
        {
          expr: `${chosenForLegacy(SERVICE)} * ${savedPerBuild(SERVICE, HOUR)} or 0 * (${chosenForLegacy(SERVICE)} < ${HARDLY_ANY})`,
          legend: SERVICE_LEGEND,
        },
      ],
    },
  )
}

function mean(): UnplacedPanel {
  return lines(
    {
      title: 'Mean build time',
      what: 'Mean of the sampled builds, by builder: no bucket error, and no builds in which both builders built.',
      bad: 'fast at or above legacy.',
      act: 'look at the mix: under the stickiness shape, the two build different queries.',
      runbook: 'KnexodusFastSlowerThanLegacy',
      unit: 's',
    },
    { queries: [{ expr: meanTime(PER_BUILDER), legend: LEGEND }], doubling: true },
  )
}

function gain(): UnplacedPanel {
  return lines(
    {
      title: 'Speed-up over time',
      what: 'Mean build time of legacy over that of fast, of the samples of the hour before each point. No data where the two cannot be compared: at 0 %, and at 100 % for more than an hour, where legacy builds only what fast declined.',
      bad: 'below the dashed line, 1.',
      act: 'hold the percentage, and compare the means.',
      runbook: 'KnexodusFastSlowerThanLegacy',
      unit: 'suffix:×',
    },
    {
      queries: [{ expr: speedUp(SERVICE, HOUR), legend: SERVICE_LEGEND }],
      thresholds: warningBelow(1 / FAST_OVER_LEGACY),
    },
  )
}

function samples(): UnplacedPanel {
  return lines(
    {
      title: 'Samples per second',
      what: 'Builds per second that were timed. 100 samples in a window make a mean of some use, 1,000 a good one.',
      bad: 'less than one in a minute: means and percentiles jump.',
      act: 'wait before drawing a conclusion; the number "Speed-up" of the rollout dashboard is about all of the time shown.',
      runbook: 'Reading the shapes dashboard',
      unit: 'ops',
    },
    {
      queries: [
        { expr: perSecond(PER_BUILDER, 'query_build_duration_seconds_count', '', NOW), legend: LEGEND },
      ],
    },
  )
}
