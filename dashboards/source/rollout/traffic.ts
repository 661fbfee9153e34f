import { PROCESS, PROCESS_LEGEND, SERVICE, SERVICE_LEGEND, builds } from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { BESIDE, lines } from '../panels/lines.js'

/** How much is built, by whom and where. */
export const TRAFFIC: Row = {
  title: 'Traffic',
  panels: sized(12, 8, [
    lines(
      {
        title: 'Builds by builder',
        what: 'Query builds per second, by the builder that served them. A fallback is legacy’s.',
        bad: 'the sum drops with a step of the rollout.',
        act: 'step back, and look whether the application is slower or fails.',
        runbook: 'Reading the rollout dashboard',
        unit: 'ops',
      },
      {
        queries: [{ expr: builds(`${SERVICE}, builder_type`), legend: `${SERVICE_LEGEND} {{builder_type}}` }],
        stacked: true,
      },
    ),
    lines(
      {
        title: 'Builds by instance',
        what: 'Query builds per second of each instance, by both builders.',
        bad: 'an instance falls to 0, or ends, while the others go on.',
        act: 'look at that instance; compare its rollout with the others’. Of a cluster or of threads: do all of them answer?',
        runbook: ['Reading the rollout dashboard', 'KnexodusWorkersSilent'],
        unit: 'ops',
      },
      { queries: [{ expr: builds(PROCESS), legend: PROCESS_LEGEND }], byInstance: BESIDE },
    ),
  ]),
}
