import { setTimeout as sleep } from 'node:timers/promises'
import { activeNow, expectExactly, firedIn } from './alerts.js'
import { lift, plant } from './fault-case.js'
import type { Fault } from './fault-case.js'
import { SHOP_FAULT } from './fault-cases.js'
import type { Job } from './job.js'
import { waitUntil } from './patience.js'
import { nowSeconds } from './prometheus-data.js'
import type { Run } from './run.js'

const PATIENCE_SECONDS = 60

/** Enough for what should not fire to fire after all. */
const LINGER_MS = 6000

/** A fault, and the job that it is planted in. */
interface Trial {
  readonly fault: Fault
  readonly job: Job
}

/** Plants every fault, sees what is heard of it, and lifts it again; `whilePlanted` is run in between. */
export async function checkFaults(run: Run, whilePlanted: () => Promise<void>): Promise<void> {
  const { report, stage, signal } = run
  const trials: readonly Trial[] = [{ fault: SHOP_FAULT, job: stage.shop }, ...stage.faulty]
  const planted = nowSeconds()
  await Promise.all(trials.map(({ fault, job }) => plant(fault, job)))
  await allHeard(run, trials, planted)
  await sleep(LINGER_MS, undefined, { signal })
  const fired = await firedIn(stage.prometheus, { start: planted, end: nowSeconds() })
  for (const { fault } of trials) {
    await report.check(`fault in ${fault.job}: exactly its alerts fire`, () =>
      expectExactly(fired.get(fault.job) ?? [], fault.expected),
    )
  }
  await whilePlanted()
  await checkRecovery(run, trials)
}

/** Waits until all that should fire has fired, or for long enough: what is missing is told by the comparison. */
async function allHeard({ stage, signal }: Run, trials: readonly Trial[], start: number): Promise<void> {
  await waitUntil(PATIENCE_SECONDS, signal, async () => {
    const fired = await firedIn(stage.prometheus, { start, end: nowSeconds() })
    return trials.every(({ fault }) => fault.expected.every((alert) => fired.get(fault.job)?.has(alert)))
  })
}

async function checkRecovery({ report, stage, signal }: Run, trials: readonly Trial[]): Promise<void> {
  const { prometheus } = stage
  const lifted = nowSeconds()
  await Promise.all(trials.map(({ fault, job }) => lift(fault, job)))
  await waitUntil(PATIENCE_SECONDS, signal, async () => (await activeNow(prometheus)).size === 0)
  const active = await activeNow(prometheus)
  const fired = await firedIn(prometheus, { start: lifted, end: nowSeconds() })
  for (const { job, expected } of trials.map(({ fault }) => fault)) {
    await report.check(`recovery of ${job}: no alert is left, and none came on the way`, () => {
      expectExactly(active.get(job) ?? [], [])
      expectExactly(
        [...(fired.get(job) ?? [])].filter((alert) => !expected.includes(alert)),
        [],
      )
    })
  }
}
