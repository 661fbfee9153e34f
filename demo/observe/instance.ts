import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { endChild } from './end-child.js'

const SERVICE = path.resolve(__dirname, '../service/main.ts')

/** One running instance of the demo's service. */
export interface Instance {
  readonly metricsUrl: string
  /** `host:port`, as Prometheus names it. */
  readonly address: string
  readonly pid: number
  /** File with what it says on standard error: the log of Knexodus. */
  readonly log: string
  stop(): Promise<void>
}

/** What an instance is started with. */
export interface InstanceOptions {
  /** URL of the database. */
  readonly postgres: string
  /** Whole environment, KNEXODUS_* included. */
  readonly env: NodeJS.ProcessEnv
  readonly log: string
}

/**
 * Starts an instance and waits until it serves its metrics.
 *
 * @throws Error with what it said when it ends instead.
 */
export async function startInstance({ postgres, env, log }: InstanceOptions): Promise<Instance> {
  const logFile = openSync(log, 'a')
  const child = spawn(process.execPath, ['--import', 'tsx', SERVICE, '--postgres', postgres], {
    cwd: path.resolve(__dirname, '../..'),
    env,
    stdio: ['ignore', 'pipe', logFile],
  })
  closeSync(logFile)
  const metricsUrl = await readyLine(child).catch((cause: unknown) => {
    throw new Error(`An instance did not start: ${readFileSync(log, 'utf8').trim()}`, { cause })
  })
  return {
    metricsUrl,
    address: new URL(metricsUrl).host,
    pid: child.pid ?? 0,
    log,
    stop: () => endChild(child),
  }
}

async function readyLine({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('it has no output')
  for await (const line of createInterface({ input: stdout })) {
    return (JSON.parse(line) as { metrics: string }).metrics
  }
  throw new Error('it ended')
}
