import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../postgres/free-port.js'
import { watchOver } from '../postgres/watchdog.js'
import { endChild } from './end-child.js'

const READY_MS = 15_000
const POLL_MS = 100
const PID_FILE = 'prometheus.pid'

/** A Prometheus of our own, on loopback, with its data in a temporary folder. */
export interface PrometheusServer {
  /** `host:port` it listens on. */
  readonly address: string
  /** Calls the HTTP API and gives its `data`; throws what the API calls an error. */
  api(endpoint: string, parameters?: Readonly<Record<string, string>>): Promise<unknown>
  /** Ends the process and removes its folder. */
  stop(): Promise<void>
}

/** What it scrapes, every second, and which rules it evaluates. */
export interface PrometheusSetup {
  readonly jobs: readonly PrometheusJob[]
  /** Absolute paths. */
  readonly ruleFiles: readonly string[]
}

/** Targets that are instances of the same thing. */
export interface PrometheusJob {
  readonly job: string
  /** `host:port` of each target. */
  readonly targets: readonly string[]
}

/**
 * Starts `binary` and waits until it answers. Its process and files go away with `stop`, and also when this process is
 * killed.
 *
 * @param options - `port` to listen on, a free one unless said.
 * @throws Error with the last of its log when it does not start.
 */
export async function startPrometheus(
  binary: string,
  setup: PrometheusSetup,
  options: { readonly port?: number } = {},
): Promise<PrometheusServer> {
  const address = `127.0.0.1:${options.port ?? (await freePort())}`
  const folder = mkdtempSync(path.join(tmpdir(), 'knexodus-prometheus-'))
  const callOff = watchOver(folder, { pidFile: PID_FILE, signal: 'TERM' })
  writeFileSync(path.join(folder, 'prometheus.yml'), configuration(setup))
  const child = launch(binary, folder, address)
  const log = collectLog(child)
  const stop = async (): Promise<void> => {
    await endChild(child)
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    callOff()
  }
  try {
    await ready(address, child)
  } catch (cause) {
    await stop()
    throw new Error(`Prometheus did not start:\n${log()}`, { cause })
  }
  return { address, api: (endpoint, parameters) => callApi(address, endpoint, parameters), stop }
}

/** JSON, which is YAML as well. */
function configuration({ jobs, ruleFiles }: PrometheusSetup): string {
  return JSON.stringify({
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: ruleFiles,
    scrape_configs: jobs.map(({ job, targets }) => ({ job_name: job, static_configs: [{ targets }] })),
  })
}

function launch(binary: string, folder: string, address: string): ChildProcess {
  const flags = [
    `--config.file=${path.join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${path.join(folder, 'data')}`,
    `--web.listen-address=${address}`,
  ]
  // Its own process group: Ctrl-C must reach us alone, so that we stop it when we are done with it.
  const child = spawn(binary, flags, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  if (child.pid !== undefined) writeFileSync(path.join(folder, PID_FILE), String(child.pid))
  return child
}

function collectLog(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (text = (text + part).slice(-4000)))
  child.on('error', (error) => (text += String(error)))
  return () => text
}

async function ready(address: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (Date.now() < deadline) {
    if (child.pid === undefined || child.exitCode !== null) throw new Error('it ended')
    const answer = await fetch(`http://${address}/-/ready`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(POLL_MS)
  }
  throw new Error(`it was not ready after ${READY_MS} ms`)
}

async function callApi(address: string, endpoint: string, parameters: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(
    `http://${address}/api/v1/${endpoint}?${new URLSearchParams(parameters).toString()}`,
  )
  const body = (await answer.json()) as { status: string; data: unknown; error?: string }
  if (body.status !== 'success') throw new Error(body.error ?? `${endpoint}: ${answer.status}`)
  return body.data
}
