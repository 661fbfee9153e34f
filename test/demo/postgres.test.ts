import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import knex from 'knex'
import { describe, expect, it } from 'vitest'
import { startPostgres } from '../../demo/postgres.js'
import { isReachableByAll, parsePasswd } from '../../demo/postgres/unprivileged.js'

const HOLDER = join(__dirname, 'hold-postgres.ts')

/** A dead process whose parent has not looked yet is dead too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

describe('startPostgres', () => {
  it('gives a database that works, and takes all of it away again', async () => {
    const postgres = await startPostgres()
    const connection = await postgres.createDatabase('odd "name"')
    const db = knex({ client: 'pg', connection: { ...connection } })
    const { rows } = await db.raw('select current_database() as name, 1 + 1 as two')
    expect(rows).toEqual([{ name: 'odd "name"', two: 2 }])
    await db.destroy()
    expect([isAlive(postgres.pid), existsSync(postgres.folder)]).toEqual([true, true])

    await Promise.all([postgres.stop(), postgres.stop()])
    expect([isAlive(postgres.pid), existsSync(postgres.folder)]).toEqual([false, false])
    expect(await isListening(postgres.connection.port)).toBe(false)
  }, 30_000)

  it('stops although somebody is still connected', async () => {
    const postgres = await startPostgres()
    const db = knex({ client: 'pg', connection: postgres.url })
    await db.raw('select 1')
    await postgres.stop()
    expect(isAlive(postgres.pid)).toBe(false)
    await db.destroy()
  }, 30_000)

  it('asks for its password', async () => {
    const postgres = await startPostgres()
    const connection = { ...postgres.connection, password: 'guess' }
    const db = knex({ client: 'pg', connection, log: { warn: () => undefined } })
    await expect(db.raw('select 1')).rejects.toThrow('password authentication failed')
    await db.destroy()
    await postgres.stop()
  }, 30_000)

  it('can be called off while it starts', async () => {
    await expect(startPostgres({ signal: AbortSignal.abort(new Error('never mind')) })).rejects.toThrow(
      'never mind',
    )
    const soon = new AbortController()
    const starting = startPostgres({ signal: soon.signal })
    setImmediate(() => soon.abort(new Error('changed my mind')))
    await expect(starting).rejects.toThrow('changed my mind')
  }, 30_000)

  it('leaves nothing when its owner is killed outright', async () => {
    const owner = spawn(process.execPath, ['--import', 'tsx', HOLDER], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const line = await new Promise<string>((resolve) =>
      owner.stdout.once('data', (data) => resolve(String(data))),
    )
    const { pid, folder } = JSON.parse(line) as { pid: number; folder: string }
    expect([isAlive(pid), existsSync(folder)]).toEqual([true, true])

    owner.kill('SIGKILL')
    await expect.poll(() => [isAlive(pid), existsSync(folder)], { timeout: 15_000 }).toEqual([false, false])
  }, 40_000)
})

describe('choosing an unprivileged user', () => {
  it('reads a passwd file', () => {
    const text = 'root:x:0:0:root:/root:/bin/sh\n# comment\nnobody:x:65534:65533:nobody:/:/bin/false\n'
    expect(parsePasswd(text)).toEqual([
      { name: 'root', uid: 0, gid: 0 },
      { name: 'nobody', uid: 65534, gid: 65533 },
    ])
  })

  it('knows that everybody reaches the root folder', () => {
    expect(isReachableByAll('/')).toBe(true)
  })
})
