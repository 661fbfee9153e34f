import { NOW, PROCESSES_CHOSEN, ofThese } from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { BELOW, lines } from '../panels/lines.js'

const LEGEND = '{{job}} {{instance}}'
const SOURCE =
  'From prom-client’s default metrics: empty unless the application calls collectDefaultMetrics().'

/** The process around it: what a rollout may change there, and what may look like a fault of the rollout. */
export const RUNTIME: Row = {
  title: 'Node runtime (where the application exports it)',
  panels: sized(8, 8, [
    lines(
      {
        title: 'Event loop lag p99',
        what: `99 in 100 turns of the event loop were late by at most this long. ${SOURCE}`,
        bad: 'it rises with a step of the rollout.',
        act: 'step back, and look at the CPU; if it rose without a step, build times rise with it and not because of it.',
        runbook: 'Clock and runtime',
        unit: 's',
      },
      {
        queries: [{ expr: ofThese(`nodejs_eventloop_lag_p99_seconds{${PROCESSES_CHOSEN}}`), legend: LEGEND }],
        byInstance: BELOW,
      },
    ),
    lines(
      {
        title: 'Heap used',
        what: `Memory that JavaScript objects take. ${SOURCE}`,
        bad: 'it grows without end after a step of the rollout.',
        act: 'compare with the cache’s memory, which is bounded; report it if that explains it.',
        runbook: 'Clock and runtime',
        unit: 'bytes',
      },
      {
        queries: [{ expr: ofThese(`nodejs_heap_size_used_bytes{${PROCESSES_CHOSEN}}`), legend: LEGEND }],
        byInstance: BELOW,
      },
    ),
    lines(
      {
        title: 'CPU',
        what: `Share of one core that the process uses; more than 100 % is more than one core. ${SOURCE}`,
        bad: 'it rises with a step of the rollout at the same traffic.',
        act: 'compare it with the CPU spent on building, on the shapes dashboard.',
        runbook: 'Clock and runtime',
        unit: 'percentunit',
      },
      {
        queries: [
          {
            expr: ofThese(`rate(process_cpu_seconds_total{${PROCESSES_CHOSEN}}[${NOW}])`),
            legend: LEGEND,
          },
        ],
        byInstance: BELOW,
      },
    ),
  ]),
}
