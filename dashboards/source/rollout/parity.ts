import { PROCESS_LEGEND, SERVICE, SERVICE_LEGEND, perSecond, quarantined } from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { BELOW, lines } from '../panels/lines.js'

/** The proof: both builders build, and the results are compared. */
export const PARITY: Row = {
  title: 'Parity',
  panels: sized(8, 8, [
    lines(
      {
        title: 'Parity checks',
        what: 'Builds per second whose two results were compared: at the first sight of a shape, in shadow, and in verification.',
        bad: 'none for hours while fast serves: nothing is being proven.',
        act: 'check that KNEXODUS_VERIFY_PERCENTAGE is not 0.',
        runbook: 'KnexodusNothingCompared',
        unit: 'ops',
      },
      { queries: [{ expr: perSecond(SERVICE, 'parity_checks_total'), legend: SERVICE_LEGEND }] },
    ),
    lines(
      {
        title: 'Parity mismatches over time',
        what: 'Comparisons per second that found a difference. Those before a process was first scraped are in the number at the top only.',
        bad: 'any.',
        act: 'do not step up; find both texts in the log.',
        runbook: 'KnexodusParityMismatch',
        unit: 'ops',
      },
      { queries: [{ expr: perSecond(SERVICE, 'parity_mismatches_total'), legend: SERVICE_LEGEND }] },
    ),
    lines(
      {
        title: 'Quarantined shapes by instance',
        what: 'Query shapes that each instance keeps on legacy because the builders differed. Instances find them one after another; those without any have no line, unless all of a job and database have none.',
        bad: 'a line of an instance appears or goes up.',
        act: 'find the quarantine line of that instance in the log.',
        runbook: 'KnexodusQuarantinedShapesGrowing',
        unit: 'short',
      },
      {
        queries: [{ expr: quarantined(), legend: PROCESS_LEGEND }],
        byInstance: BELOW,
      },
    ),
  ]),
}
