import {
  PROCESS_LEGEND,
  SERVICE,
  SERVICE_LEGEND,
  builds,
  perSecond,
  quarantined,
  ratioOrZero,
} from '../expressions.js'
import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { BELOW, lines } from '../panels/lines.js'

const CHECKS = perSecond(SERVICE, 'parity_checks_total')

/** What the proof costs, and what it found. */
export const PROOF: Row = {
  title: 'Proof',
  panels: sized(8, 8, [
    lines(
      {
        title: 'Verification load',
        what: 'Share of all builds that both builders built to compare them: first sights, shadow and verification. They are not in the build times.',
        bad: 'more than a few percent long after the start.',
        act: 'look at misses, and at the shadow and verify percentages.',
        runbook: 'Reading the shapes dashboard',
        unit: 'percentunit',
      },
      { queries: [{ expr: ratioOrZero(CHECKS, builds(SERVICE)), legend: SERVICE_LEGEND }] },
    ),
    lines(
      {
        title: 'Comparisons',
        what: 'Comparisons of the two builders per second, and those that found a difference.',
        bad: 'any mismatch; no comparisons for hours while fast serves.',
        act: 'for a mismatch, find both texts in the log; for none, check KNEXODUS_VERIFY_PERCENTAGE.',
        runbook: ['KnexodusParityMismatch', 'KnexodusNothingCompared'],
        unit: 'ops',
      },
      {
        queries: [
          { expr: CHECKS, legend: `${SERVICE_LEGEND} checks` },
          { expr: perSecond(SERVICE, 'parity_mismatches_total'), legend: `${SERVICE_LEGEND} mismatches` },
        ],
      },
    ),
    lines(
      {
        title: 'Quarantined shapes',
        what: 'Query shapes that each instance keeps on legacy because the builders differed. Instances without any have no line, unless all of a job and database have none.',
        bad: 'a line above 0.',
        act: 'listShapes() names them; report both texts from the log.',
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
