import { mkdtempSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Cleanup } from '../cleanup.js'
import { startPostgres } from '../postgres.js'
import { watchOverFolder } from '../postgres/watchdog.js'
import { startInstance } from './instance.js'
import type { Instance } from './instance.js'
import { isFree } from './is-free.js'
import { startPrometheus } from './prometheus.js'
import type { PrometheusServer } from './prometheus.js'
import { RolloutFile } from './rollout-file.js'

/** How many instances there are. */
export const INSTANCES = 2

/** The databases that every instance tells apart. */
export const DATABASES = ['reports', 'shop'] as const

/** The job's name in Prometheus. */
export const JOB = 'shop'

const USUAL_PORT = 9090
const RULES = path.resolve(__dirname, '../../dashboards/prometheus')

/** Everything that runs. */
export interface Stage {
  readonly rollout: RolloutFile
  readonly instances: readonly Instance[]
  /** Unset when none is installed. */
  readonly prometheus: PrometheusServer | undefined
}

/** What {@link setStage} needs. */
export interface StageOptions {
  /** The program; unset when none is installed. */
  readonly prometheus: string | undefined
  /** Whom to tell what is being prepared. */
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** Starts everything; `cleanup` learns how to stop it, also when the rest does not start. */
export async function setStage(options: StageOptions, cleanup: Cleanup): Promise<Stage> {
  const { say, signal } = options
  say('Starting PostgreSQL in a temporary folder …')
  const postgres = await startPostgres({ signal })
  cleanup.add(() => postgres.stop())
  const folder = makeFolder(cleanup)
  const rollout = new RolloutFile(folder)
  rollout.write({ percentage: 0 }, 'start')
  say(`Starting ${INSTANCES} instances of the shop …`)
  const instances: Instance[] = []
  const env = environment(rollout)
  for (let number = 1; number <= INSTANCES; number++) {
    signal.throwIfAborted()
    const log = path.join(folder, `instance-${number}.log`)
    const instance = await startInstance({ postgres: postgres.url, env, log })
    cleanup.add(() => instance.stop())
    instances.push(instance)
  }
  signal.throwIfAborted()
  const prometheus = options.prometheus && (await observe(options.prometheus, instances, cleanup))
  return { rollout, instances, prometheus: prometheus || undefined }
}

function makeFolder(cleanup: Cleanup): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'knexodus-observe-'))
  const callOff = watchOverFolder(folder)
  cleanup.add(async () => {
    await rm(folder, { recursive: true, force: true })
    callOff()
  })
  return folder
}

/** The shell's own settings are put aside, or a forgotten KNEXODUS_MODE would make the demo lie. */
function environment({ path: file }: RolloutFile): NodeJS.ProcessEnv {
  const rest = Object.entries(process.env).filter(([name]) => !name.startsWith('KNEXODUS_'))
  return {
    ...Object.fromEntries(rest),
    KNEXODUS_FILE: file,
    KNEXODUS_LOG_LEVEL: 'info',
    // More re-checks than anybody needs in production, so that there is something to see.
    KNEXODUS_VERIFY_PERCENTAGE: '5',
  }
}

async function observe(
  binary: string,
  instances: readonly Instance[],
  cleanup: Cleanup,
): Promise<PrometheusServer> {
  const jobs = [{ job: JOB, targets: instances.map(({ address }) => address) }]
  const port = (await isFree(USUAL_PORT)) ? { port: USUAL_PORT } : {}
  const prometheus = await startPrometheus(binary, { jobs, ruleFiles: ruleFiles() }, port)
  cleanup.add(() => prometheus.stop())
  return prometheus
}

/** The rules that are shipped, and what the graphs show. */
function ruleFiles(): string[] {
  const shipped = readdirSync(RULES).filter((name) => name.endsWith('.yml'))
  return [...shipped.map((name) => path.join(RULES, name)), path.join(__dirname, 'graphs.yml')]
}
