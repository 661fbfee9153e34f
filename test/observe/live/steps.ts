import { setTimeout as sleep } from 'node:timers/promises'
import { activeNow, expectExactly, withJobs } from './alerts.js'
import type { Change } from './annotations.js'
import { patiently } from './patience.js'
import { checkPanels } from './panels.js'
import { nowSeconds, queryAt } from './prometheus-data.js'
import type { Span } from './prometheus-data.js'
import { DATABASES } from './run.js'
import type { Run } from './run.js'
import { expectShare } from './shares.js'
import { choicesOf } from './variables.js'

/** Up in the steps of the issue that every operator knows. */
const PERCENTAGES = [0, 10, 50, 100]

/** What a rate looks back over: until then it also sees the step before. */
const RATE_SECONDS = 4

const SETTLED_SECONDS = 30

const TIMED_SECONDS = 60

/** What waits before it fires because it is sometimes true for a moment: a change arrives, a sample was interrupted. */
const MAY_BE_PENDING = /^Knexodus(RolloutDisagrees|FastP99Regression|FastSlowerThanLegacy) /

const isRemarkable = (alert: string) => !MAY_BE_PENDING.test(alert)

/**
 * Goes up step by step, and looks at everything at each.
 *
 * @returns the changes of the rollout
 */
export async function checkSteps(run: Run): Promise<Change[]> {
  const changes: Change[] = []
  for (const percentage of PERCENTAGES) {
    if (percentage > 0) {
      changes.push({ at: nowSeconds(), percentage })
      run.stage.shop.roll(percentage)
    }
    await checkStep(run, percentage)
  }
  return changes
}

async function checkStep(run: Run, percentage: number): Promise<void> {
  const { report, stage, signal, seconds, queries } = run
  const { prometheus, shop } = stage
  const start = await settled(run, percentage)
  await sleep(seconds * 1000, undefined, { signal })
  if (percentage > 0) {
    await timed(run)
    // A range's last step may lie that long before its end.
    await sleep(RATE_SECONDS * 1000, undefined, { signal })
  }
  const span: Span = { start, end: nowSeconds() }
  for (const database of DATABASES) {
    const selector = `job="${shop.name}", database="${database}"`
    await report.check(`${percentage} %: share of fast, ${database}`, () =>
      expectShare(prometheus, selector, percentage, span),
    )
  }
  await checkPanels(report, prometheus, queries, {
    title: `${percentage} %`,
    span: { ...span, start: start + RATE_SECONDS },
    choices: choicesOf(shop.name, shop.targets, DATABASES),
  })
  const jobs = 1 + stage.faulty.length
  await report.check(`${percentage} %: no alert is pending in any of ${jobs} jobs`, async () =>
    expectExactly(withJobs(await activeNow(prometheus)).filter(isRemarkable), []),
  )
}

/** Waits until fast has been timed on every database: one build in 64 is, and there may be few by fast yet. */
async function timed({ stage, signal }: Run): Promise<void> {
  const { prometheus, shop } = stage
  const count = `knexodus_query_build_duration_seconds_count{job="${shop.name}", builder_type="fast"}`
  await patiently(TIMED_SECONDS, signal, async () => {
    const samples = await queryAt(prometheus, `sum by (database) (increase(${count}[1h])) > 0`, nowSeconds())
    if (samples.length !== DATABASES.length)
      throw new Error(`fast was timed on ${samples.length} of ${DATABASES.length} databases`)
  })
}

/** The moment from which on every build was decided by this percentage: the first scrape of all instances that shows it. */
async function settled({ stage, signal }: Run, percentage: number): Promise<number> {
  const { prometheus, shop } = stage
  const series = shop.targets.length * DATABASES.length
  return patiently(SETTLED_SECONDS, signal, async () => {
    const now = nowSeconds()
    const samples = await queryAt(prometheus, `knexodus_rollout_percentage{job="${shop.name}"}`, now)
    const values = samples.map(({ value }) => Number(value[1]))
    if (values.length === series && values.every((value) => value === percentage)) return now
    throw new Error(`expected ${series} series of ${percentage} %, got ${values.join(', ')}`)
  })
}
