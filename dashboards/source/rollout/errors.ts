import { SERVICE, SERVICE_LEGEND, perSecond } from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { lines } from '../panels/lines.js'

/** What did not go as meant, and why. */
export const ERRORS: Row = {
  title: 'Errors and fallbacks',
  panels: [
    ...sized(16, 8, [
      lines(
        {
          title: 'Fallbacks by reason',
          what: 'Builds per second that were meant for fast and that legacy served, by reason, of all that is chosen above.',
          bad: 'fast_error, quarantined or unavailable. The unsupported ones cost gain, not safety.',
          act: 'look the reason up in the runbook’s table, and the shape up in the log: one line for each shape and reason.',
          runbook: 'KnexodusFallbackRatioHigh',
          unit: 'ops',
        },
        {
          queries: [
            {
              expr: perSecond('reason', 'query_builder_fallbacks_total'),
              legend: '{{reason}}',
            },
          ],
          stacked: true,
        },
      ),
    ]),
    ...sized(8, 8, [
      lines(
        {
          title: 'Throws by builder',
          what: 'Builds per second in which the builder threw. legacy: mistakes in queries. fast: counted once for a shape, which then stays with legacy; those while shadowing as well; with KNEXODUS_FALLBACK=false, also what it declined.',
          bad: 'any of fast. With KNEXODUS_FALLBACK=false they reach the application.',
          act: 'read the log lines with the reason fast_error; set KNEXODUS_FALLBACK=true.',
          runbook: 'KnexodusFastErrorBudgetBurn',
          unit: 'ops',
        },
        {
          queries: [
            {
              expr: perSecond(`${SERVICE}, builder_type`, 'query_builder_errors_total'),
              legend: `${SERVICE_LEGEND} {{builder_type}}`,
            },
          ],
        },
      ),
    ]),
  ],
}
