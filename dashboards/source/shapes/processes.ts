import { PROCESS, PROCESS_LEGEND, SERVICE, SERVICE_LEGEND, perSecond, series } from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { lines } from '../panels/lines.js'
import { states } from '../panels/mappings.js'
import { timeline } from '../panels/timeline.js'
import { COLOURS } from '../thresholds.js'

/** What runs where. */
export const PROCESSES: Row = {
  title: 'Processes',
  panels: sized(8, 8, [
    timeline(
      {
        title: 'Prepared statements',
        what: 'Whether each instance sends named prepared statements. Off is what it is unless KNEXODUS_PREPARED is set.',
        bad: 'on turns to off: a pooler between the application and PostgreSQL cannot keep names. No query is lost outside transactions.',
        act: 'look for knexodus.prepared_off in the log; set max_prepared_statements of PgBouncer, or leave names off.',
        runbook: 'Reading the shapes dashboard',
        unit: 'short',
      },
      { expr: `max by (${PROCESS}) (${series('prepared_statements_enabled')})`, legend: PROCESS_LEGEND },
      states({ 1: ['on', COLOURS.good], 0: ['off', COLOURS.neutral] }),
    ),
    lines(
      {
        title: 'Lean runs',
        what: 'Queries per second that were run without what Knex’s runner adds: the share that is meant for fast, of the queries outside of transactions.',
        bad: 'none while fast serves: a tool that traces queries, another pool, or another version of Knex is left to Knex’s runner.',
        act: 'nothing has to be done; docs/lean-runner.md lists what is left to Knex.',
        runbook: 'Reading the shapes dashboard',
        unit: 'ops',
      },
      { queries: [{ expr: perSecond(SERVICE, 'lean_runs_total'), legend: SERVICE_LEGEND }] },
    ),
    lines(
      {
        title: 'Versions in use',
        what: 'Instances that run each version of Knexodus.',
        bad: 'two versions for longer than a deployment takes.',
        act: 'find the old one under "Instances now", on the rollout dashboard.',
        runbook: 'Reading the shapes dashboard',
        unit: 'short',
      },
      {
        queries: [
          {
            expr: `count by (job, version) (group by (job, instance, version) (${series('build_info')}))`,
            legend: '{{job}} {{version}}',
          },
        ],
      },
    ),
  ]),
}
