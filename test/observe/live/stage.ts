import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Cleanup } from '../../../demo/cleanup.js'
import { startPrometheus } from '../../../demo/observe/prometheus.js'
import type { PrometheusServer } from '../../../demo/observe/prometheus.js'
import { startPostgres } from '../../../demo/postgres.js'
import type { FaultCase } from './fault-case.js'
import { FAULT_CASES, SHOP_FAULT } from './fault-cases.js'
import { Job } from './job.js'
import { RULE_FILES, RULES } from './promtool.js'
import { rehearsed } from './rehearsal.js'
import { together } from './together.js'

const PROMETHEUS = process.env['PROMETHEUS_BIN'] ?? 'prometheus'

const SHOP_PACE = 80

const SHOP_PRELOADS = ['faults/errors', 'faults/timed']

/** Everything that runs during the check. */
export interface Stage {
  readonly prometheus: PrometheusServer
  /** The job that goes through the rollout, and in the end has a fault too. */
  readonly shop: Job
  readonly faulty: readonly { readonly fault: FaultCase; readonly job: Job }[]
}

/** Starts databases, instances and a Prometheus that scrapes them; `cleanup` ends all of it. */
export async function setStage(cleanup: Cleanup, signal: AbortSignal): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'knexodus-live-'))
  cleanup.add(() => rm(folder, { recursive: true, force: true }))
  // One has connections for half a dozen instances.
  const [own, others, rest] = await together([1, 2, 3].map(() => startDatabase(cleanup, signal)))
  const common = { folder, cleanup, signal, percentage: 50 }
  const shop = await Job.start(
    {
      ...common,
      job: SHOP_FAULT.job,
      postgres: own!,
      pace: SHOP_PACE,
      percentage: 0,
      env: { TIMED_EVERY: '8' },
    },
    // One answers in the text format, the other in OpenMetrics.
    [SHOP_PRELOADS, [...SHOP_PRELOADS, 'open-metrics']],
  )
  const faulty = await together(
    FAULT_CASES.map(async (fault, index) => {
      const { instances = 1, preloads = [], ...setup } = fault
      const postgres = index % 2 === 0 ? others! : rest!
      const modules = Array.from({ length: instances }, () => preloads)
      return { fault, job: await Job.start({ ...common, ...setup, postgres }, modules) }
    }),
  )
  signal.throwIfAborted()
  const jobs = [shop, ...faulty.map(({ job }) => job)].map(({ name, targets }) => ({ job: name, targets }))
  const prometheus = await startPrometheus(PROMETHEUS, { jobs, ruleFiles: rehearsedRules(folder) })
  cleanup.add(() => prometheus.stop())
  return { prometheus, shop, faulty }
}

async function startDatabase(cleanup: Cleanup, signal: AbortSignal): Promise<string> {
  const postgres = await startPostgres({ signal })
  cleanup.add(() => postgres.stop())
  return postgres.url
}

function rehearsedRules(folder: string): string[] {
  const rules = path.join(folder, 'rules')
  mkdirSync(rules)
  return RULE_FILES.map((file) => {
    const copy = path.join(rules, file)
    writeFileSync(copy, rehearsed(readFileSync(path.join(RULES, file), 'utf8')))
    return copy
  })
}
