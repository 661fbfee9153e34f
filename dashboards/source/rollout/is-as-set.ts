import { LATELY, SERVICE, SHOWN, builds, orNothing, series, speedUp } from '../expressions.js'
import { nothing, yesOrNo } from '../panels/mappings.js'
import { stat } from '../panels/stat.js'
import type { UnplacedPanel } from '../panels/words.js'
import {
  CONFIG_STALE_SECONDS,
  FAST_OVER_LEGACY,
  FIRST_ONE,
  NEUTRAL,
  warningBelow,
  warningFrom,
} from '../thresholds.js'

const MODE = series('query_builder_mode')

/** Does it do what was set, and is it worth it? */
export const AS_SET: readonly UnplacedPanel[] = [
  stat(
    {
      title: 'Fast share',
      what: 'Share of all builds of the last 5 minutes that fast served, and the share that the rollout asks for now, as the mean over the instances.',
      bad: 'served stays far below target, 5 minutes after a step. It is a little below by the fallbacks, and moves about it with few builds.',
      act: 'look at fallbacks by reason, and at the rollout of each instance.',
      runbook: 'Reading the rollout dashboard',
      unit: 'percentunit',
    },
    {
      queries: [
        {
          expr: orNothing(
            `sum(${builds(SERVICE, 'fast', LATELY)}) / (sum(${builds(SERVICE, undefined, LATELY)}) > 0)`,
          ),
          legend: 'served',
        },
        { expr: `avg(${MODE})`, legend: 'target' },
      ],
      thresholds: NEUTRAL,
      mappings: [nothing('no builds')],
    },
  ),
  stat(
    {
      title: 'Speed-up',
      what: 'Mean build time of legacy over that of fast, from the samples (about 1 build in 64) of the time shown; of the job and database with the smallest. A fair comparison under the stickiness random only.',
      bad: 'below 1: the rollout costs time. "not comparable" is neither good nor bad: it takes samples of both builders, and at 100 % legacy builds only what fast declined.',
      act: 'hold the percentage, and compare build times below.',
      runbook: 'KnexodusFastSlowerThanLegacy',
      unit: 'suffix:×',
    },
    {
      queries: [
        {
          expr: orNothing(`min(${speedUp(SERVICE, SHOWN)})`),
          legend: 'speed-up',
        },
      ],
      thresholds: warningBelow(1 / FAST_OVER_LEGACY),
      mappings: [nothing('not comparable')],
      decimals: 1,
    },
  ),
  stat(
    {
      title: 'Configuration',
      what: 'Whether every instance found its environment and its rollout file good.',
      bad: 'invalid: an instance keeps its last good rollout, or legacy, and a step back does not reach it.',
      act: 'read its log line, which names the value, and repair it.',
      runbook: 'KnexodusRolloutConfigInvalid',
      unit: 'short',
    },
    {
      queries: [{ expr: `min(${series('rollout_config_valid')})`, legend: 'configuration' }],
      thresholds: warningBelow(1),
      mappings: [yesOrNo('valid', 'invalid')],
    },
  ),
  stat(
    {
      title: 'Configuration age',
      what: 'Time since the instance that is furthest behind last read its rollout configuration and found it good. With KNEXODUS_FILE that is every second; an environment does not grow old.',
      bad: 'more than 5 minutes: a step back does not reach that instance.',
      act: 'look whether the file is there and can be read.',
      runbook: ['KnexodusRolloutConfigStale', 'Clock and runtime'],
      unit: 's',
    },
    {
      queries: [
        {
          expr: `time() - min(${series('rollout_config_last_success_timestamp_seconds')})`,
          legend: 'ago',
        },
      ],
      thresholds: warningFrom(CONFIG_STALE_SECONDS),
      decimals: 0,
    },
  ),
  stat(
    {
      title: 'Instances that disagree',
      what: 'Instances that mean another share for fast than most of their job and database.',
      bad: 'any, for longer than a change or a deployment takes.',
      act: 'find them under "Target per instance", and whether they read their configuration.',
      runbook: 'KnexodusRolloutDisagrees',
      unit: 'short',
    },
    {
      queries: [
        {
          expr: `sum(abs(${MODE} - on (${SERVICE}) group_left () quantile by (${SERVICE}) (0.5, ${MODE})) > bool 0.00001)`,
          legend: 'instances',
        },
      ],
      thresholds: warningFrom(FIRST_ONE),
      decimals: 0,
    },
  ),
  stat(
    {
      title: 'Last rollout change',
      what: 'Time since the rollout of any instance last changed. The start of a process is a change.',
      bad: 'a trouble that began with it.',
      act: 'step back to what it was before; the marks in the graphs say when it was set to what.',
      runbook: 'Reading the rollout dashboard',
      unit: 's',
    },
    {
      queries: [
        {
          expr: `time() - max(${series('rollout_last_change_timestamp_seconds')})`,
          legend: 'ago',
        },
      ],
      thresholds: NEUTRAL,
      decimals: 0,
    },
  ),
]
