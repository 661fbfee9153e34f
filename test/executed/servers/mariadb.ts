import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ending } from '../../../demo/postgres/cluster.js'
import { mariadbProgram } from './mariadb-programs.js'
import { watchOver } from '../../../demo/postgres/watchdog.js'

/** A running MariaDB of our own. */
export interface MariaDbServer {
  /** What Knex's `connection` wants: a socket that only this user can open, so there is no password. */
  readonly connection: { readonly socketPath: string; readonly user: string }
  /** The server's process. */
  readonly pid: number
  /** Stops the server by its own pid and removes its files. */
  stop(): Promise<void>
}

const SERVER_OPTIONS = [
  // Nobody comes in but through the socket in our folder.
  '--skip-networking',
  '--skip-log-bin',
  '--character-set-server=utf8mb3',
  '--default-time-zone=+00:00',
  // Strict, as a new installation is: what does not fit is an error, and not another value.
  '--sql-mode=STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  // Nothing here outlives the process, so nothing has to be safe on disk.
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
]

/** The journal is as large as the data may grow: ours stay small. */
const SMALL_JOURNAL = '--innodb-log-file-size=8M'

const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 10_000

/**
 * Starts a throw-away MariaDB in a temporary folder, from the programs that are installed on this machine. It has no
 * port: its clients use a socket in that folder. Works as root too. Its process and files go away with
 * {@link MariaDbServer.stop}, and also when this process is killed.
 *
 * @throws Error when MariaDB is not installed, and with the server's own words when it does not start.
 */
export async function startMariaDb(): Promise<MariaDbServer> {
  const programs = { install: mariadbProgram('mariadb-install-db'), server: mariadbProgram('mariadbd') }
  const folder = mkdtempSync(join(tmpdir(), 'knexodus-mariadb-'))
  const callOff = watchOver(folder, { pidFile: 'server.pid', signal: 'TERM' })
  const tidyUp = async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    callOff()
  }
  try {
    await install(programs.install, folder)
    const server = await start(programs.server, folder)
    return {
      connection: { socketPath: socketOf(folder), user: 'root' },
      pid: server.pid ?? 0,
      stop: () => end(server).then(tidyUp),
    }
  } catch (error) {
    await tidyUp()
    throw error
  }
}

/** Fills the data folder with MariaDB's own tables, and a user `root` without a password. */
async function install(program: string, folder: string): Promise<void> {
  mkdirSync(dataOf(folder))
  const installing = launch(program, folder, [
    '--auth-root-authentication-method=normal',
    '--skip-name-resolve',
    '--skip-test-db',
    SMALL_JOURNAL,
  ])
  const said = heard(installing)
  const code = await ending(installing)
  if (code !== 0) throw new Error(`mariadb-install-db ended with ${code}: ${said()}`)
}

async function start(program: string, folder: string): Promise<ChildProcess> {
  const server = launch(program, folder, [
    `--socket=${socketOf(folder)}`,
    `--pid-file=${join(folder, 'server.pid')}`,
    SMALL_JOURNAL,
    ...SERVER_OPTIONS,
  ])
  try {
    await ready(server)
    return server
  } catch (error) {
    await end(server)
    throw error
  }
}

/** Waits until the server accepts connections. */
async function ready(server: ChildProcess): Promise<void> {
  const said = heard(server)
  const late = AbortSignal.timeout(START_TIMEOUT_MS)
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', () => {
      if (said().includes('ready for connections')) resolve()
    })
    late.addEventListener('abort', () => reject(new Error(`MariaDB does not start: ${said()}`)), {
      once: true,
    })
    ending(server).then((how) => reject(new Error(`MariaDB ended with ${how}: ${said()}`)), reject)
  })
}

/** Starts one of MariaDB's programs on our folder, away from our signals, our environment and everybody's settings. */
function launch(program: string, folder: string, args: readonly string[]): ChildProcess {
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : []
  const options: SpawnOptions = {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  }
  const data = `--datadir=${dataOf(folder)}`
  return spawn(program, ['--no-defaults', data, `--tmpdir=${folder}`, ...asRoot, ...args], options)
}

/** What a program says, on either output; the end of it, where it says a lot. */
function heard(child: ChildProcess): () => string {
  let said = ''
  const hear = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-10_000))
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return () => said.trim()
}

/** SIGTERM is MariaDB's orderly shutdown; one that takes too long has nothing to lose. */
async function end(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
  const ended = ending(server)
  server.kill('SIGTERM')
  const impatient = setTimeout(() => server.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await ended
  clearTimeout(impatient)
}

function dataOf(folder: string): string {
  return join(folder, 'data')
}

function socketOf(folder: string): string {
  return join(folder, 'socket')
}
