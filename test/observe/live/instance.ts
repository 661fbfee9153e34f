import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { endChild } from '../../../demo/observe/end-child.js'
import { SWITCH_VARIABLE } from './faults/switch.js'

const ROOT = path.resolve(__dirname, '../../..')
const READY_MS = 60_000

/** How one instance of the demo's service is started. */
export interface InstanceSetup {
  /** URL of its database. */
  readonly postgres: string
  /** Its rollout file. */
  readonly file: string
  /** Operations a second. */
  readonly pace: number
  /** Modules of this folder that are loaded before the service. */
  readonly preloads: readonly string[]
  /** The file that switches the fault among them on. */
  readonly switch: string
  /** Its port, when it has to be the same as before. */
  readonly port?: number
  /** Ends it when it aborts, ready or not. */
  readonly signal: AbortSignal
  /** Settings of its own. */
  readonly env?: Readonly<Record<string, string>>
}

/** A running instance. */
export interface Instance {
  readonly setup: InstanceSetup
  /** `host:port`, as Prometheus names it. */
  readonly address: string
  /** Ends it, and waits for its end. */
  stop(): Promise<void>
}

/**
 * Starts the demo's service and waits until it serves metrics.
 *
 * @throws Error with the last of its standard error when it does not
 */
export async function startInstance(setup: InstanceSetup): Promise<Instance> {
  const child = launch(setup)
  const complaints = collect(child)
  try {
    const address = await readyAddress(child)
    return { setup, address, stop: () => endChild(child) }
  } catch (cause) {
    await endChild(child)
    throw new Error(`an instance did not start:\n${complaints()}`, { cause })
  }
}

/** Starts an instance again that has ended, in the same place. */
export function restarted({ setup, address }: Instance): Promise<Instance> {
  return startInstance({ ...setup, port: Number(new URL(`http://${address}`).port) })
}

function launch({
  postgres,
  file,
  pace,
  preloads,
  port,
  env,
  signal,
  ...setup
}: InstanceSetup): ChildProcess {
  const modules = ['tsx', ...preloads.map((name) => path.join(__dirname, `${name}.ts`))]
  const args = [
    ...modules.flatMap((name) => ['--import', name]),
    'demo/service/main.ts',
    ...['--postgres', postgres, '--pace', String(pace), '--port', String(port ?? 0)],
  ]
  return spawn(process.execPath, args, {
    cwd: ROOT,
    env: {
      ...ownEnvironment(),
      KNEXODUS_FILE: file,
      KNEXODUS_LOG_LEVEL: 'silent',
      [SWITCH_VARIABLE]: setup.switch,
      ...env,
    },
    // Its own process group: Ctrl-C must reach us alone, so that we stop it when we are done with it.
    detached: true,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Without the settings of whoever starts the check. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KNEXODUS_')))
}

function collect(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (text = (text + part).slice(-4000)))
  child.on('error', (error) => (text += String(error)))
  return () => text
}

async function readyAddress({ stdout }: ChildProcess): Promise<string> {
  const lines = createInterface({ input: stdout! })
  const tooLate = setTimeout(() => lines.close(), READY_MS)
  try {
    for await (const line of lines) return new URL((JSON.parse(line) as { metrics: string }).metrics).host
    throw new Error(`it ended, or printed no address within ${READY_MS / 1000} s`)
  } finally {
    clearTimeout(tooLate)
    // Read on, or a full pipe would hold it up.
    stdout!.resume()
  }
}
