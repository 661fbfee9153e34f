import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import knex from 'knex'
import type { Knex } from 'knex'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startPostgres } from '../../demo/postgres.js'
import type { EmbeddedPostgres } from '../../demo/postgres.js'
import { parseExposition } from '../../demo/exposition.js'
import { parseArguments } from '../../demo/service/arguments.js'
import { takeStock } from '../../demo/service/stocktaking.js'
import { STOCK } from '../../demo/traffic/stock.js'
import { startProgram } from './program.js'
import type { RunningProgram } from './program.js'

const SERVICE = join(__dirname, '../../demo/service/main.ts')
const PATIENCE = { timeout: 20_000 }

let postgres: EmbeddedPostgres
let folder: string
const cleanup: (() => unknown)[] = []

beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)

afterAll(() => postgres.stop())

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-test-'))
})

afterEach(async () => {
  for (const task of cleanup.splice(0).reverse()) await task()
  rmSync(folder, { recursive: true, force: true })
})

let databases = 0

/** The URL of an empty database of this test's own. */
async function newDatabase(server = postgres): Promise<string> {
  const { database } = await server.createDatabase(`service_${(databases += 1)}`)
  return server.url.replace(/\w+$/, database)
}

function open(url: string): Knex {
  const db = knex({ client: 'pg', connection: url })
  cleanup.push(() => db.destroy())
  return db
}

function startService(url: string, env: NodeJS.ProcessEnv = {}): RunningProgram {
  const program = startProgram('service/main.ts', ['--postgres', url, '--port', '0'], env)
  cleanup.push(async () => {
    program.child.kill('SIGKILL')
    await program.code
  })
  return program
}

async function metricsUrl(service: RunningProgram): Promise<string> {
  await expect.poll(() => service.output, PATIENCE).toContain('\n')
  return (JSON.parse(service.output) as { metrics: string }).metrics
}

async function scrape(url: string): Promise<Map<string, number>> {
  const answer = await fetch(url)
  return parseExposition(await answer.text())
}

function calls(samples: Map<string, number>, builder: string, database: string): number {
  return (
    samples.get(`knexodus_query_builder_calls_total{builder_type="${builder}",database="${database}"}`) ?? NaN
  )
}

describe('parseArguments', () => {
  it('takes a database, and has defaults for the rest', () => {
    expect(parseArguments(['--postgres', 'postgres://x/y'])).toEqual({
      kind: 'run',
      postgres: 'postgres://x/y',
      host: '127.0.0.1',
      port: undefined,
      pace: 200,
    })
    expect(
      parseArguments(['--postgres', 'u', '--host', '0.0.0.0', '--port', '9465', '--pace', '7']),
    ).toMatchObject({ host: '0.0.0.0', port: 9465, pace: 7 })
    expect(parseArguments(['--help'])).toEqual({ kind: 'help' })
  })

  it.each([
    [[], '--postgres is missing'],
    [['--postgres', 'u', '--port', '65536'], '--port: expected a whole number from 0 to 65535, got 65536'],
    [['--postgres', 'u', '--port', '-1'], '--port'],
    [['--postgres', 'u', '--pace', '0'], '--pace: expected a whole number from 1'],
    [['--postgres', 'u', '--pace', '1e3'], 'got 1e3'],
    [['--postgres', 'u', '--speed', '3'], '--speed'],
    [['u'], 'u'],
  ])('refuses %j', (args, problem) => {
    expect(parseArguments(args)).toEqual({
      kind: 'wrong',
      problem: expect.stringContaining(problem) as string,
    })
  })
})

describe('takeStock', () => {
  it('makes and stocks an empty shop once, however many ask at the same time', async () => {
    const url = await newDatabase()
    const scenes = await Promise.all([open(url), open(url), open(url)].map(takeStock))
    const opening = { customers: STOCK.customers, orders: 0 }
    expect(scenes).toEqual([opening, opening, opening])
    expect(await open(url)('products').count('* as count')).toEqual([{ count: String(STOCK.products) }])
  })

  it('leaves a shop as it is, and stocks one again that has grown too large', async () => {
    const db = open(await newDatabase())
    await takeStock(db)
    const order = { customer_id: 1, status: 'open', total_cents: 1, placed_at: new Date() }
    await db('orders').insert({ id: 30_000, ...order })
    expect(await takeStock(db)).toEqual({ customers: STOCK.customers, orders: 30_000 })
    await db('orders').insert({ id: 30_001, ...order })
    expect(await takeStock(db)).toEqual({ customers: STOCK.customers, orders: 0 })
  })
})

describe('the service, from outside', () => {
  it('serves two databases apart in one exposition, on an empty PostgreSQL, several instances at once', async () => {
    const url = await newDatabase()
    const services = [startService(url), startService(url)]
    for (const service of services) {
      const metrics = await metricsUrl(service)
      await expect
        .poll(async () => calls(await scrape(metrics), 'legacy', 'reports'), PATIENCE)
        .toBeGreaterThan(0)
      const samples = await scrape(metrics)
      expect(calls(samples, 'legacy', 'shop')).toBeGreaterThan(0)
      expect(calls(samples, 'fast', 'shop')).toBe(0)
      expect(samples.get('shop_operations_total{outcome="failed"}')).toBe(0)
      expect(samples.get('process_cpu_seconds_total')).toBeGreaterThan(0)
      // No default adapter beside the two: it would have series without the label.
      expect([...samples.keys()].filter((name) => /^knexodus_(?!.*database=)/.test(name))).toEqual([])
    }
    expect(services.map(({ errors }) => errors)).toEqual(['', ''])
  }, 60_000)

  it('follows the rollout file, with both of its adapters', async () => {
    const file = join(folder, 'rollout.json')
    writeFileSync(file, '{"percentage": 0}')
    const metrics = await metricsUrl(startService(await newDatabase(), { KNEXODUS_FILE: file }))
    writeFileSync(file, '{"percentage": 100}')
    const fast = async () => {
      const samples = await scrape(metrics)
      return ['shop', 'reports'].every((database) => calls(samples, 'fast', database) > 0)
    }
    await expect.poll(fast, PATIENCE).toBe(true)
    const samples = await scrape(metrics)
    expect(samples.get('knexodus_query_builder_errors_total{builder_type="fast",database="shop"}')).toBe(0)
  }, 60_000)

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends in peace after %s',
    async (signal) => {
      const service = startService(await newDatabase())
      await metricsUrl(service)
      service.child.kill(signal)
      expect(await service.code).toBe(0)
      expect(service.errors).toBe('')
    },
    60_000,
  )

  it('ends by itself when its parent is gone', async () => {
    const command = `"$0" --import tsx ${SERVICE} --postgres "$1" --port 0 >${folder}/out & echo $!; wait`
    const parent = spawn('/bin/sh', ['-c', command, process.execPath, await newDatabase()], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (data) => resolve(Number(data))),
    )
    await expect.poll(() => readFileSync(`${folder}/out`, 'utf8'), PATIENCE).toContain('metrics')
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), PATIENCE).toBe(false)
  }, 60_000)

  it('goes on while the database is away, and says so', async () => {
    const server = await startPostgres()
    cleanup.push(() => server.stop())
    const service = startService(await newDatabase(server))
    const metrics = await metricsUrl(service)
    await server.stop()
    await expect.poll(() => service.errors, PATIENCE).toMatch(/operations failed, the last one ".+": /)
    expect((await scrape(metrics)).get('shop_operations_total{outcome="failed"}')).toBeGreaterThan(0)
    service.child.kill('SIGTERM')
    expect(await service.code).toBe(0)
  }, 60_000)

  it('does not start without a database, on a port that is taken, or with arguments it does not know', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    cleanup.push(() => taken.close())
    const port = String((taken.address() as AddressInfo).port)
    const url = await newDatabase()
    const runs = [
      startProgram('service/main.ts', ['--postgres', `postgres://demo@127.0.0.1:${port}/none`, '--fast']),
      startProgram('service/main.ts', ['--postgres', url, '--port', port]),
      startProgram('service/main.ts', ['--postgres', postgres.url.replace(/\w+$/, 'none')]),
    ]
    expect(await Promise.all(runs.map(({ code }) => code))).toEqual([2, 1, 1])
    const [unknown, busy, missing] = runs.map(({ errors }) => errors)
    expect(unknown).toContain('Usage: node --import tsx demo/service/main.ts')
    expect(busy).toContain('EADDRINUSE')
    expect(missing).toContain('database "none" does not exist')
  }, 60_000)
})

/** A dead process whose parent has not looked yet is dead too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
