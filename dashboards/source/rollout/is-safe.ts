import {
  ENOUGH,
  FAST_ERROR,
  LATELY,
  PROCESSES_CHOSEN,
  SERVICE,
  SHOWN,
  fallbacks,
  fallenBack,
  fastErrors,
  meantForFast,
  orNothing,
  series,
  worst,
} from '../expressions.js'
import { few, nothing, yesOrNo } from '../panels/mappings.js'
import { stat } from '../panels/stat.js'
import type { UnplacedPanel } from '../panels/words.js'
import {
  ERROR_RATIO,
  FALLBACK_RATIO,
  FIRST_ONE,
  criticalFrom,
  warningBelow,
  warningFrom,
} from '../thresholds.js'

const OF_MEANT_FOR_FAST = `(${meantForFast(SERVICE, LATELY)} > 0)`
const WORDS = [nothing('none for fast'), few('few')]

/** Instances that had metrics within a day, are still to be scraped, and have none now. */
const LOST =
  `count(group by (job, instance) (last_over_time(${series('build_info')}[1d]))` +
  ` unless on (job, instance) ${series('build_info')} and on (job, instance) up{${PROCESSES_CHOSEN}})`

const MISMATCHES = series('parity_mismatches_total')

/** A process that found one before its first scrape starts above 0, which no increase shows: it was not there before. */
const FOUND =
  `sum(increase(${MISMATCHES}[${SHOWN}]) > 0` + ` or ${MISMATCHES} > 0 unless ${MISMATCHES} offset ${SHOWN})`

/** Is it safe? */
export const SAFE: readonly UnplacedPanel[] = [
  stat(
    {
      title: 'Instances lost',
      what: 'Instances that had metrics of Knexodus within the last day, are still to be scraped, and have none now.',
      bad: 'any; nothing else here tells about them.',
      act: 'find out whether the process or only its metrics are gone.',
      runbook: ['KnexodusTargetDown', 'KnexodusMetricsAbsent'],
      unit: 'short',
    },
    {
      queries: [{ expr: `${LOST} or 0 * count(${series('build_info')})`, legend: 'lost' }],
      thresholds: warningFrom(FIRST_ONE),
      decimals: 0,
    },
  ),
  stat(
    {
      title: 'Parity mismatches',
      what: 'Comparisons in the time shown in which the two builders built different things.',
      bad: 'any. The shape stays with legacy from then on, but fast may have served it before.',
      act: 'do not step up; find both texts in the log.',
      runbook: 'KnexodusParityMismatch',
      unit: 'short',
    },
    {
      queries: [{ expr: `${FOUND} or 0 * count(${series('build_info')})`, legend: 'mismatches' }],
      thresholds: criticalFrom(FIRST_ONE),
      decimals: 0,
    },
  ),
  stat(
    {
      title: 'Fast errors',
      what: `Share of the builds meant for fast that an error of fast lost to legacy, of the last 5 minutes and of the worst job and database. "few": fewer than ${ENOUGH} in the last hour. With KNEXODUS_FALLBACK=false look at "Throws by builder" instead.`,
      bad: 'above 0.1 %, which is what the objective allows; red where the error budget is gone within days.',
      act: 'step down, then read the log lines with the reason fast_error.',
      runbook: 'KnexodusFastErrorBudgetBurn',
      unit: 'percentunit',
    },
    {
      queries: [
        {
          expr: orNothing(
            worst(`${fastErrors(SERVICE, LATELY)} / ${OF_MEANT_FOR_FAST}`, fallenBack(SERVICE, FAST_ERROR)),
          ),
          legend: 'fast',
        },
      ],
      thresholds: ERROR_RATIO,
      mappings: WORDS,
    },
  ),
  stat(
    {
      title: 'Fallbacks',
      what: `Share of the builds meant for fast that legacy served, for whatever reason, of the last 5 minutes and of the worst job and database. "few": fewer than ${ENOUGH} in the last hour.`,
      bad: 'above 5 %: the rollout gains less than its percentage says. Nothing breaks.',
      act: 'look at the reasons below.',
      runbook: 'KnexodusFallbackRatioHigh',
      unit: 'percentunit',
    },
    {
      queries: [
        {
          expr: orNothing(worst(`${fallbacks(SERVICE, LATELY)} / ${OF_MEANT_FOR_FAST}`, fallenBack(SERVICE))),
          legend: 'fallbacks',
        },
      ],
      thresholds: warningFrom(FALLBACK_RATIO),
      mappings: WORDS,
    },
  ),
  stat(
    {
      title: 'Quarantined shapes',
      what: 'Query shapes kept on legacy because the builders differed: of each job and database the instance with most, added up.',
      bad: 'any, and above all more than before. These queries gain nothing until the process ends.',
      act: 'find their quarantine lines in the log and report both texts.',
      runbook: 'KnexodusQuarantinedShapesGrowing',
      unit: 'short',
    },
    {
      queries: [{ expr: `sum(max by (${SERVICE}) (${series('quarantined_shapes')}))`, legend: 'shapes' }],
      thresholds: warningFrom(FIRST_ONE),
      decimals: 0,
    },
  ),
  stat(
    {
      title: 'Fast builder',
      what: 'Whether every instance could load the fast builder.',
      bad: 'unavailable: every build meant for fast is legacy’s.',
      act: 'read the log of its start; usually a package is missing.',
      runbook: 'KnexodusFastUnavailable',
      unit: 'short',
    },
    {
      queries: [{ expr: `min(${series('fast_query_builder_available')})`, legend: 'fast' }],
      thresholds: warningBelow(1),
      mappings: [yesOrNo('available', 'unavailable')],
    },
  ),
]
