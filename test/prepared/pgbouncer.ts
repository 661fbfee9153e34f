import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chownSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { PostgresConnection } from '../../demo/postgres.js'
import { ending } from '../../demo/postgres/cluster.js'
import { freePort } from '../../demo/postgres/free-port.js'
import { serverIdentity } from '../../demo/postgres/unprivileged.js'
import { watchOver } from '../../demo/postgres/watchdog.js'

/** A running PgBouncer of our own. */
export interface PgBouncer {
  readonly connection: PostgresConnection
  stop(): Promise<void>
}

const START_TIMEOUT_MS = 10_000

/** Debian puts it where only root's path leads. */
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`

/** Since 1.21, PgBouncer can keep prepared statements for its clients. */
export function keepsStatements(): boolean {
  const { stdout, error } = spawnSync('pgbouncer', ['--version'], { env: { PATH }, encoding: 'utf8' })
  const [, major, minor] = /PgBouncer (\d+)\.(\d+)/.exec(stdout ?? '') ?? []
  if (error !== undefined || minor === undefined)
    throw new Error('PgBouncer is not installed: apt-get install --no-install-recommends pgbouncer', {
      cause: error,
    })
  return Number(major) > 1 || Number(minor) >= 21
}

/**
 * Starts a throw-away PgBouncer before a database, in transaction mode, with two connections to the server for all its
 * clients.
 *
 * @param maxPrepared statements that it keeps for its clients; only for versions that can
 */
export async function startPgBouncer(target: PostgresConnection, maxPrepared?: number): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'knexodus-pgbouncer-'))
  const port = await freePort()
  const config = join(folder, 'pgbouncer.ini')
  writeFileSync(config, settings(target, folder, port, maxPrepared), { mode: 0o600 })
  const identity = serverIdentity()
  if (identity) for (const path of [folder, config]) chownSync(path, identity.uid, identity.gid)
  const callOff = watchOver(folder, { pidFile: 'server.pid', signal: 'TERM' })
  const child = spawn('pgbouncer', [config], {
    cwd: folder,
    env: { PATH },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...identity,
  })
  const stop = async (): Promise<void> => {
    await end(child)
    await rm(folder, { recursive: true, force: true })
    callOff()
  }
  try {
    await ready(child)
  } catch (error) {
    await stop()
    throw error
  }
  return { connection: { ...target, port, password: '' }, stop }
}

function settings(target: PostgresConnection, folder: string, port: number, maxPrepared?: number): string {
  const { host, user, password, database } = target
  return `
[databases]
${database} = host=${host} port=${target.port} dbname=${database} user=${user} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
pidfile = ${join(folder, 'server.pid')}
auth_type = any
pool_mode = transaction
default_pool_size = 2
${maxPrepared === undefined ? '' : `max_prepared_statements = ${maxPrepared}`}
`
}

async function ready(child: ChildProcess): Promise<void> {
  let said = ''
  const late = AbortSignal.timeout(START_TIMEOUT_MS)
  await new Promise<void>((resolve, reject) => {
    late.addEventListener('abort', () => reject(new Error(`PgBouncer does not start: ${said}`)), {
      once: true,
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString()
      if (said.includes('process up')) resolve()
    })
    ending(child).then((how) => reject(new Error(`PgBouncer ended with ${how}: ${said}`)), reject)
  })
}

/** There is nothing to save: SIGKILL would do, but for the file with its pid. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = ending(child)
  child.kill('SIGTERM')
  const impatient = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(impatient)
}
