import { PROCESS, PROCESS_LEGEND, builds, series } from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { BESIDE, lines } from '../panels/lines.js'
import { yesOrNo } from '../panels/mappings.js'
import { table } from '../panels/table.js'
import { timeline } from '../panels/timeline.js'
import type { UnplacedPanel } from '../panels/words.js'

/** What each process was told and what it does. */
export const INSTANCES: Row = {
  title: 'Rollout per instance',
  panels: [...sized(12, 8, [target(), share(), validity(), shadow()]), ...sized(24, 8, [now()])],
}

function target(): UnplacedPanel {
  return timeline(
    {
      title: 'Target per instance',
      what: 'Share of builds that each instance means for fast, mode included: KNEXODUS_MODE=legacy is 0 %.',
      bad: 'instances of one job differ for longer than a change takes to arrive.',
      act: 'look whether the one that is apart reads its configuration; restart it if need be.',
      runbook: 'KnexodusRolloutDisagrees',
      unit: 'percentunit',
    },
    { expr: perProcess('query_builder_mode'), legend: PROCESS_LEGEND },
  )
}

function share(): UnplacedPanel {
  return lines(
    {
      title: 'Fast share per instance',
      what: 'Share of its builds that fast served on each instance. A gap: it built nothing.',
      bad: 'one instance is far from the others at the same target.',
      act: 'look at its log for fallbacks, and whether the fast builder could be loaded.',
      runbook: 'KnexodusRolloutDisagrees',
      unit: 'percentunit',
    },
    {
      queries: [{ expr: `${builds(PROCESS, 'fast')} / (${builds(PROCESS)} > 0)`, legend: PROCESS_LEGEND }],
      max: 1,
      byInstance: BESIDE,
    },
  )
}

function validity(): UnplacedPanel {
  return timeline(
    {
      title: 'Configuration per instance',
      what: 'Whether each instance found its environment and its rollout file good.',
      bad: 'invalid: it does not follow changes, a step back included.',
      act: 'read its log line, which names the value, and repair it.',
      runbook: 'KnexodusRolloutConfigInvalid',
      unit: 'short',
    },
    { expr: perProcess('rollout_config_valid'), legend: PROCESS_LEGEND },
    yesOrNo('valid', 'invalid'),
  )
}

function shadow(): UnplacedPanel {
  return timeline(
    {
      title: 'Shadow per instance',
      what: 'Percentage of the builds served by legacy that fast builds as well, to compare.',
      bad: 'high for good: each of these builds costs both builders.',
      act: 'set KNEXODUS_SHADOW_PERCENTAGE to 0 once it has shown what it should.',
      runbook: 'Reading the rollout dashboard',
      unit: 'percent',
    },
    { expr: perProcess('shadow_percentage'), legend: PROCESS_LEGEND },
  )
}

function now(): UnplacedPanel {
  const changedAt = `1000 * ${perProcess('rollout_last_change_timestamp_seconds')}`
  const readAgo = `time() - ${perProcess('rollout_config_last_success_timestamp_seconds')}`
  return table(
    {
      title: 'Instances now',
      what: 'What each instance runs at this moment: version, percentage that is set, share that is meant for fast (which the mode decides), configuration, and when the rollout last changed.',
      bad: 'one row is unlike the others: an old version, another target, a configuration read long ago.',
      act: 'restart or repair that instance.',
      runbook: 'KnexodusRolloutDisagrees',
      unit: 'short',
    },
    [
      { name: 'Target', expr: perProcess('query_builder_mode'), unit: 'percentunit' },
      { name: 'Percentage set', expr: perProcess('rollout_percentage'), unit: 'percent' },
      {
        name: 'Configuration',
        expr: perProcess('rollout_config_valid'),
        unit: 'short',
        mapping: yesOrNo('valid', 'invalid'),
      },
      { name: 'Read ago', expr: readAgo, unit: 's' },
      { name: 'Changed at', expr: changedAt, unit: 'dateTimeAsIso' },
      {
        name: 'Version',
        expr: `max by (${PROCESS}, version) (${series('build_info')})`,
        unit: 'short',
        labelsOnly: true,
      },
    ],
  )
}

function perProcess(gauge: string): string {
  return `max by (${PROCESS}) (${series(gauge)})`
}
