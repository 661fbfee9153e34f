import { isWithin } from './binomial.js'
import { disagreements } from './exposition.js'
import type { BuilderMetrics } from './metrics.js'
import type { StepProgress } from './progress.js'

/** One thing that had to be right. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  /** What was found; in a failed check, what is wrong. */
  readonly detail: string
}

/** What the verdict is about. */
export interface Evidence {
  readonly steps: readonly StepProgress[]
  readonly operations: number
  readonly differences: readonly { operation: string; reference: string; subject: string }[]
  readonly differingTables: readonly string[]
  /** What `/metrics` served at the end. */
  readonly exposition: string
  /** `getQueryBuilderMetrics()` at the same moment. */
  readonly metrics: BuilderMetrics
}

/** Judges the whole run: the demo has succeeded when every check is ok. */
export function judge(evidence: Evidence): Check[] {
  return [
    checkShares(evidence.steps),
    checkRows(evidence),
    checkTables(evidence.differingTables),
    checkFallbacks(evidence.metrics),
    checkParity(evidence.metrics),
    checkExposition(evidence),
  ]
}

/** Whether a finished step's share of fast is one that chance explains. */
export function isShareRight({ builds, fast, allowed }: StepProgress): boolean {
  return builds > 0 && isWithin(fast, allowed)
}

function checkShares(steps: readonly StepProgress[]): Check {
  const wrong = steps.filter((step) => step.state !== 'done' || !isShareRight(step))
  const say = ({ percentage, fast, builds, allowed }: StepProgress) =>
    `at ${percentage} % fast served ${fast} of ${builds} builds, expected ${allowed.low} to ${allowed.high}`
  const right = `${steps.length} steps within the binomial 99.9 % interval of their target`
  return check('share of fast', wrong.length === 0, right, wrong.map(say).join('; '))
}

function checkRows({ operations, differences }: Evidence): Check {
  const first = differences[0]
  const wrong =
    first &&
    `${differences.length} of ${operations} operations differed; first "${first.operation}":\n` +
      `    Knex     ${first.reference.slice(0, 300)}\n    Knexodus ${first.subject.slice(0, 300)}`
  const right = `${operations} operations answered as by plain Knex, row for row`
  return check('rows', operations > 0 && !first, right, wrong ?? 'no operation was run')
}

function checkTables(differing: readonly string[]): Check {
  return check(
    'tables',
    differing.length === 0,
    'both databases end the same',
    `different: ${differing.join(', ')}`,
  )
}

function checkFallbacks({ fallbackReasons, fastErrors, fastFallbacks }: BuilderMetrics): Check {
  const reasons = Object.entries(fallbackReasons).filter(([, count]) => count > 0)
  const wrong = `${fastFallbacks} fallbacks, ${fastErrors} errors: ${reasons.map((pair) => pair.join(' ')).join(', ')}`
  return check(
    'fallbacks',
    reasons.length === 0 && fastFallbacks === 0 && fastErrors === 0,
    'none, and no errors',
    wrong,
  )
}

function checkParity({ parityChecks, parityMismatches, quarantinedShapes, plans }: BuilderMetrics): Check {
  const ok = parityChecks > 0 && parityMismatches === 0 && quarantinedShapes === 0
  const right = `${parityChecks} comparisons of both builders, no mismatch, ${plans} plans`
  const wrong = `${parityMismatches} mismatches in ${parityChecks} comparisons, ${quarantinedShapes} shapes quarantined`
  return check('parity', ok, right, wrong)
}

function checkExposition({ exposition, metrics }: Evidence): Check {
  const wrong = disagreements(exposition, metrics)
  return check('/metrics', wrong.length === 0, 'agrees with getQueryBuilderMetrics()', wrong.join('; '))
}

function check(name: string, ok: boolean, right: string, wrong: string): Check {
  return { name, ok, detail: ok ? right : wrong }
}
