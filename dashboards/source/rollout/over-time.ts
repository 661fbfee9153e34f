import {
  SERVICE,
  SERVICE_LEGEND,
  builds,
  fallbacks,
  fastErrors,
  meantForFast,
  ratioOrZero,
  series,
  throws,
} from '../expressions.js'
import { lines } from '../panels/lines.js'
import type { UnplacedPanel } from '../panels/words.js'
import { ERROR_RATIO, FALLBACK_RATIO, warningFrom } from '../thresholds.js'

const MODE = series('query_builder_mode')

/** What the numbers above are made of, over time. */
export const OVER_TIME: readonly UnplacedPanel[] = [
  lines(
    {
      title: 'Fast share against target',
      what: 'Share of builds that fast served, and the share that the rollout asks for (dashed). A gap: nothing was built.',
      bad: 'the lines stay apart for more than a few minutes.',
      act: 'look at fallbacks by reason: they were meant for fast. Without any, compare the instances.',
      runbook: 'Reading the rollout dashboard',
      unit: 'percentunit',
    },
    {
      queries: [
        {
          expr: `${builds(SERVICE, 'fast')} / (${builds(SERVICE)} > 0)`,
          legend: `${SERVICE_LEGEND} fast`,
        },
        { expr: `avg by (${SERVICE}) (${MODE})`, legend: `${SERVICE_LEGEND} target` },
      ],
      max: 1,
    },
  ),
  lines(
    {
      title: 'Error ratio by builder',
      what: 'fast: share of the builds meant for it that it lost by an error; 0 too while nothing is meant for it. legacy: share of all builds in which Knex threw, which are mistakes in queries whoever builds them.',
      bad: 'fast above the dashed lines, which are the burn rates 1, 6 and 14.4 of the error budget, or above legacy.',
      act: 'step down. No query is lost as long as KNEXODUS_FALLBACK is on.',
      runbook: ['KnexodusFastErrorBudgetBurn', 'KnexodusFastWorseThanLegacy'],
      unit: 'percentunit',
    },
    {
      queries: [
        {
          expr: ratioOrZero(fastErrors(SERVICE), meantForFast(SERVICE)),
          legend: `${SERVICE_LEGEND} fast`,
        },
        {
          expr: ratioOrZero(throws(SERVICE, 'legacy'), builds(SERVICE)),
          legend: `${SERVICE_LEGEND} legacy`,
        },
      ],
      thresholds: ERROR_RATIO,
    },
  ),
  lines(
    {
      title: 'Fallback ratio',
      what: 'Share of the builds meant for fast that legacy served; 0 too while nothing is meant for fast.',
      bad: 'above the dashed line, 5 %.',
      act: 'look at the reasons; the rollout may go on when they are known and harmless.',
      runbook: 'KnexodusFallbackRatioHigh',
      unit: 'percentunit',
    },
    {
      queries: [{ expr: ratioOrZero(fallbacks(SERVICE), meantForFast(SERVICE)), legend: SERVICE_LEGEND }],
      thresholds: warningFrom(FALLBACK_RATIO),
    },
  ),
]
