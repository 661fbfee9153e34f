import { binomialInterval, isWithin } from '../binomial.js'
import { count, share } from '../screen/text.js'
import type { Check } from '../verdict.js'
import { patiently } from './patience.js'
import type { PrometheusServer } from './prometheus.js'
import { countsOf, query } from './queries.js'
import { DATABASES, INSTANCES } from './stage.js'
import type { Stage } from './stage.js'
import type { DatabaseState } from './state.js'
import { STEPS } from './walk.js'
import type { RolloutStep } from './rollout-file.js'

/** Builds of one database that a step needs to be judged. */
const ENOUGH = 250

/** So rarely may an honest run fail: shares are random. */
const CONFIDENCE = 1 - 1e-5

const PATIENCE_MS = 60_000

type Report = (check: Check) => void

/** Goes up once and breaks the file once; every finding is reported as soon as it is there. */
export async function goThrough(
  stage: Stage,
  prometheus: PrometheusServer,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const patience = { ms: PATIENCE_MS, signal }
  for (const step of STEPS) {
    stage.rollout.write(step, 'once')
    for (const check of await judgeStep(prometheus, step, patience)) report(check)
  }
  stage.rollout.writeText('{"percentage": 250}\n')
  report(await judgeValid(prometheus, 'broken file', 0, patience))
  stage.rollout.write({ percentage: 0 }, 'once')
  report(await judgeValid(prometheus, 'repaired file', 1, patience))
  report(await judgeRules(prometheus, patience))
}

type Patience = Parameters<typeof patiently>[2]

async function judgeStep(
  prometheus: PrometheusServer,
  { percentage }: RolloutStep,
  patience: Patience,
): Promise<Check[]> {
  const targets = await patiently(
    () => query(prometheus, `knexodus_query_builder_mode == ${percentage / 100}`),
    ({ length }) => length === INSTANCES * DATABASES.length,
    patience,
  )
  if (targets.length !== INSTANCES * DATABASES.length) {
    const seen = `${targets.length} of ${INSTANCES * DATABASES.length} series say so`
    return [{ name: `${percentage} %`, ok: false, detail: `Prometheus never saw the target: ${seen}` }]
  }
  // What is counted from here on was decided by the new target: it was there when Prometheus looked.
  const before = await countsOf(prometheus)
  const since = await patiently(
    async () => difference(await countsOf(prometheus), before),
    (databases) => databases.every(({ builds }) => builds >= ENOUGH),
    patience,
  )
  return since.map((database) => judgeShare(percentage, database))
}

function difference(after: readonly DatabaseState[], before: readonly DatabaseState[]): DatabaseState[] {
  return after.map((now) => {
    const then = before.find(({ database }) => database === now.database)
    return { ...now, fast: now.fast - (then?.fast ?? 0), builds: now.builds - (then?.builds ?? 0) }
  })
}

function judgeShare(percentage: number, { database, fast, builds }: DatabaseState): Check {
  const allowed = binomialInterval(builds, percentage / 100, CONFIDENCE)
  const range = `${share(allowed.low, builds)} to ${share(allowed.high, builds)} allowed`
  return {
    name: `${percentage} % ${database}`,
    ok: builds >= ENOUGH && isWithin(fast, allowed),
    detail: `Prometheus saw fast serve ${count(fast)} of ${count(builds)} builds, ${share(fast, builds)} (${range})`,
  }
}

async function judgeValid(
  prometheus: PrometheusServer,
  name: string,
  expected: number,
  patience: Patience,
): Promise<Check> {
  const all = INSTANCES * DATABASES.length
  const saying = await patiently(
    () => query(prometheus, `knexodus_rollout_config_valid == ${expected}`),
    ({ length }) => length === all,
    patience,
  )
  const detail = `rollout_config_valid is ${expected} in ${saying.length} of ${all} series`
  return { name, ok: saying.length === all, detail }
}

interface RuleGroups {
  readonly groups: readonly {
    readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[]
  }[]
}

async function judgeRules(prometheus: PrometheusServer, patience: Patience): Promise<Check> {
  const rules = await patiently(
    async () => ((await prometheus.api('rules')) as RuleGroups).groups.flatMap((group) => group.rules),
    (all) => all.every(({ health }) => health !== 'unknown'),
    patience,
  )
  const wrong = rules.filter(({ health }) => health !== 'ok')
  const detail =
    wrong.length === 0
      ? `${rules.length} rules are evaluated without an error`
      : wrong.map(({ name, health, lastError }) => `${name} is ${health}: ${lastError}`).join('; ')
  return { name: 'rules', ok: rules.length > 0 && wrong.length === 0, detail }
}
