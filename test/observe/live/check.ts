import { setTimeout as sleep } from 'node:timers/promises'
import { Cleanup } from '../../../demo/cleanup.js'
import { dashboardFiles, readDashboard } from '../dashboard.js'
import { checkAnnotations } from './annotations.js'
import { expectExactly, firedIn, withJobs } from './alerts.js'
import { checkDocs } from './docs.js'
import { checkFaults } from './faults-phase.js'
import { checkFoundOut } from './found-out.js'
import { checkVariables } from './grafana-variables.js'
import { checkPanels, panelQueries } from './panels.js'
import { checkPreview } from './preview.js'
import { nowSeconds } from './prometheus-data.js'
import type { Span } from './prometheus-data.js'
import { checkShipped } from './promtool.js'
import { Report } from './report.js'
import { DATABASES } from './run.js'
import type { Run } from './run.js'
import { answersOf, save } from './save.js'
import { checkGaps, checkRules, checkScrapes } from './scrapes.js'
import { setStage } from './stage.js'
import { checkSteps } from './steps.js'
import { choicesOf } from './variables.js'

/** Until every rate has something to look back at. */
const WARM_UP_MS = 6000

/** As long as nothing is planted, only a busy machine makes builds slower for a while, and that is not what is tested. */
const BY_THE_MACHINE = /^KnexodusFast(P99Regression|SlowerThanLegacy) /

/** What the check was asked for. */
export interface CheckOptions {
  /** Seconds to stay at each percentage. */
  readonly seconds: number
  /** Folder to keep the answers of all panels in. */
  readonly save: string | undefined
}

/**
 * Goes through a rollout and through everything that can go wrong with one, under a real Prometheus. Leaves nothing
 * running, however it ends.
 *
 * @returns whether all checks passed
 * @throws the signal's reason when it aborts; Error when something does not start
 */
export async function runCheck(options: CheckOptions, signal: AbortSignal): Promise<boolean> {
  const report = new Report()
  const cleanup = new Cleanup()
  try {
    await checkShipped(report, signal)
    signal.throwIfAborted()
    const stage = await setStage(cleanup, signal)
    const dashboards = dashboardFiles().map(readDashboard)
    const { seconds } = options
    const run = { report, stage, signal, dashboards, queries: panelQueries(dashboards), seconds }
    await checkLive(run, options.save)
  } finally {
    await cleanup.run()
  }
  return report.finish()
}

async function checkLive(run: Run, folder: string | undefined): Promise<void> {
  const start = nowSeconds()
  await checkScrapes(run)
  await sleep(WARM_UP_MS, undefined, { signal: run.signal })
  await checkVariables(run)
  await checkRules(run)
  const firstStep = nowSeconds()
  const changes = await checkSteps(run)
  const beforeFaults = { start, end: nowSeconds() }
  const fired = await firedIn(run.stage.prometheus, beforeFaults)
  const told = withJobs(fired).filter((alert) => !BY_THE_MACHINE.test(alert))
  await run.report.check('no alert has fired before the faults', () => expectExactly(told, []))
  await checkAnnotations(run, changes, beforeFaults)
  await checkFaults(run, () => checkWhilePlanted(run, firstStep, folder))
}

async function checkWhilePlanted(run: Run, start: number, folder: string | undefined): Promise<void> {
  const { report, stage, queries } = run
  const { prometheus, shop } = stage
  const span: Span = { start, end: nowSeconds() }
  const choices = choicesOf(shop.name, shop.targets, DATABASES)
  await checkPanels(report, prometheus, queries, { title: 'with the fault', span, choices })
  await checkDocs(run)
  await checkFoundOut(run, start)
  await checkGaps(run, span)
  const saved = await answersOf(run, span)
  await checkPreview(report, saved)
  if (folder !== undefined) save(folder, saved)
}
