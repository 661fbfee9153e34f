import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import knex from 'knex'
import { ending, initialise, launch, makeCluster, makeFolder, removeFolder } from './postgres/cluster.js'
import type { Cluster } from './postgres/cluster.js'
import { freePort } from './postgres/free-port.js'
import { watchOver } from './postgres/watchdog.js'

/** What Knex's `connection` wants. */
export interface PostgresConnection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  readonly ssl: false
}

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres {
  /** The connection to the database `postgres`, which always exists. */
  readonly connection: PostgresConnection
  /** The same by the server's Unix socket, which the driver takes a folder's name as the host for. */
  readonly socket: PostgresConnection
  /** The same as a URL. */
  readonly url: string
  /** The server's process. */
  readonly pid: number
  /** The temporary folder that holds all its files. */
  readonly folder: string
  /** Creates an empty database and returns the connection to it. */
  createDatabase(name: string): Promise<PostgresConnection>
  /** Stops the server by its own pid and removes its files. May be called again. */
  stop(): Promise<void>
}

const SERVER_SETTINGS = {
  listen_addresses: '127.0.0.1',
  max_connections: '80',
  shared_buffers: '64MB',
  // Nothing here outlives the process, so nothing has to be safe on disk.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  timezone: 'UTC',
}

const START_TIMEOUT_MS = 20_000
const STOP_TIMEOUT_MS = 5_000

/**
 * Starts a throw-away PostgreSQL in a temporary folder, on a free port of 127.0.0.1, in about a second; needs no
 * network, no installed database, and works as root too. Its process and files go away with {@link EmbeddedPostgres.stop},
 * and also when this process is killed.
 *
 * @param options - `signal` aborts the start.
 * @throws Error with the server's own words when it does not start.
 *
 * @example
 * ```ts
 * const postgres = await startPostgres()
 * const db = knex({ client: 'pg', connection: { ...postgres.connection } })
 * …
 * await db.destroy()
 * await postgres.stop()
 * ```
 */
export async function startPostgres(options: { signal?: AbortSignal } = {}): Promise<EmbeddedPostgres> {
  options.signal?.throwIfAborted()
  const folder = makeFolder()
  const callOff = watchOver(folder)
  const tidyUp = async () => {
    await removeFolder(folder)
    callOff()
  }
  try {
    const cluster = makeCluster(folder)
    await initialise(cluster, options.signal)
    const { server, port } = await startServer(cluster, options.signal)
    return embeddedPostgres(cluster, server, port, tidyUp)
  } catch (error) {
    await tidyUp()
    throw error
  }
}

/** Another process may take the free port before the server does: then there is another port. */
async function startServer(
  cluster: Cluster,
  signal?: AbortSignal,
): Promise<{ server: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    // In a folder of its own, which nobody else can enter.
    const all = { ...SERVER_SETTINGS, unix_socket_directories: cluster.folder }
    const settings = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = launch(cluster, 'postgres', ['-D', cluster.data, '-p', String(port), ...settings])
    try {
      await ready(server, signal)
      return { server, port }
    } catch (error) {
      await endServer(server)
      if (attempt === 3 || !String(error).includes('Address already in use')) throw error
    }
  }
}

/** Waits until the server accepts connections. */
async function ready(server: ChildProcess, signal?: AbortSignal): Promise<void> {
  let said = ''
  const timeout = AbortSignal.timeout(START_TIMEOUT_MS)
  const stop = signal ? AbortSignal.any([signal, timeout]) : timeout
  await new Promise<void>((resolve, reject) => {
    stop.addEventListener('abort', () => reject(stop.reason as Error), { once: true })
    server.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString()
      if (said.includes('ready to accept connections')) resolve()
    })
    ending(server).then((how) => reject(new Error(`PostgreSQL ended with ${how}: ${said.trim()}`)), reject)
  })
}

function embeddedPostgres(
  cluster: Cluster,
  server: ChildProcess,
  port: number,
  tidyUp: () => Promise<void>,
): EmbeddedPostgres {
  const { password } = cluster
  const connection = {
    host: '127.0.0.1',
    port,
    user: 'demo',
    password,
    database: 'postgres',
    ssl: false,
  } as const
  let stopped: Promise<void> | undefined
  return {
    connection,
    socket: { ...connection, host: cluster.folder },
    url: `postgres://demo:${password}@127.0.0.1:${port}/postgres`,
    pid: server.pid ?? 0,
    folder: cluster.folder,
    createDatabase: (name) => createDatabase(connection, name),
    stop: () => (stopped ??= endServer(server).then(tidyUp)),
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open connections are ended, not waited for. */
async function endServer(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
  const ended = ending(server)
  server.kill('SIGINT')
  const patience = new AbortController()
  const impatient = sleep(STOP_TIMEOUT_MS, undefined, { signal: patience.signal }).then(
    () => server.kill('SIGQUIT'),
    () => undefined,
  )
  await ended
  patience.abort()
  await impatient
}

async function createDatabase(connection: PostgresConnection, name: string): Promise<PostgresConnection> {
  const admin = knex({ client: 'pg', connection: { ...connection }, pool: { min: 0, max: 1 } })
  try {
    await admin.raw('create database ??', [name])
  } finally {
    await admin.destroy()
  }
  return { ...connection, database: name }
}
