import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const READY_MS = 15_000
const POLL_MS = 100

/** A Prometheus of our own, on loopback, with its data in a temporary folder. */
export interface PrometheusServer {
  /** Calls the HTTP API and gives its `data`; throws what the API calls an error. */
  api(endpoint: string, parameters?: Readonly<Record<string, string>>): Promise<unknown>
  /** Ends the process and removes its folder. */
  stop(): Promise<void>
}

/** What it scrapes, every second, and which rules it evaluates. */
export interface PrometheusSetup {
  readonly job: string
  /** `host:port` of each target. */
  readonly targets: readonly string[]
  readonly ruleFiles: readonly string[]
}

/** Starts `binary` and waits until it answers. */
export async function startPrometheus(binary: string, setup: PrometheusSetup): Promise<PrometheusServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'knexodus-prometheus-'))
  const address = `127.0.0.1:${await freePort()}`
  writeFileSync(path.join(folder, 'prometheus.yml'), configuration(setup))
  const child = launch(binary, folder, address)
  const log = collectLog(child)
  // Also when this process is ended from outside: nothing stays behind.
  const abandon = (): void => {
    child.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', abandon)
  const stop = async (): Promise<void> => {
    process.removeListener('exit', abandon)
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ready(address, child)
  } catch (cause) {
    await stop()
    throw new Error(`Prometheus did not start:\n${log()}`, { cause })
  }
  return { api: (endpoint, parameters) => callApi(address, endpoint, parameters), stop }
}

/** A TCP port that nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** JSON, which is YAML as well. */
function configuration({ job, targets, ruleFiles }: PrometheusSetup): string {
  return JSON.stringify({
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: ruleFiles,
    scrape_configs: [{ job_name: job, static_configs: [{ targets }] }],
  })
}

function launch(binary: string, folder: string, address: string): ChildProcess {
  const flags = [
    `--config.file=${path.join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${path.join(folder, 'data')}`,
    `--web.listen-address=${address}`,
  ]
  return spawn(binary, flags, { stdio: ['ignore', 'ignore', 'pipe'] })
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

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

async function callApi(address: string, endpoint: string, parameters: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(
    `http://${address}/api/v1/${endpoint}?${new URLSearchParams(parameters).toString()}`,
  )
  const body = (await answer.json()) as { status: string; data: unknown; error?: string }
  if (body.status !== 'success') throw new Error(body.error ?? `${endpoint}: ${answer.status}`)
  return body.data
}
