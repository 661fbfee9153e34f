import knex from 'knex'
import type { Knex } from 'knex'
import { createAdapter } from 'knexodus'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { SQLITE, bookshop } from '../dropin/both.js'
import { acquisitionsOf } from './pool.js'

type Method = (...args: unknown[]) => unknown
type Options = NonNullable<Parameters<typeof createAdapter>[0]>

const open: Knex[] = []

async function adapted(options: Options = {}, config: Knex.Config = {}) {
  const adapter = createAdapter({ percentage: 100, logLevel: 'silent', ...options })
  const db = adapter.adaptKnex(knex({ ...SQLITE, ...config }))
  open.push(db)
  await bookshop(db)
  await db('authors').where('id', 1)
  adapter.resetQueryBuilderMetrics()
  return {
    db,
    leanRuns: () => adapter.getQueryBuilderMetrics().leanRuns,
    setRollout: (change: Parameters<typeof adapter.setRollout>[0]) =>
      adapter.setRollout(change, { by: 'test', reason: 'test' }),
  }
}

const ask = async (db: Knex): Promise<unknown> => {
  await db('authors').where('id', 2)
  return db('authors').where('id', 3)
}

afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  for (const db of open.splice(0)) await db.destroy()
})

describe('nothing is run the lean way', () => {
  it.each<[string, Options]>([
    ['at 0 %', { percentage: 0 }],
    ['where legacy is forced', { mode: 'legacy' }],
    ['where it is not wanted', { leanRunner: false }],
    ['where there is only a shadow', { percentage: 0, shadowPercentage: 100 }],
  ])('%s', async (_, options) => {
    const { db, leanRuns } = await adapted(options)
    expect(await acquisitionsOf(db, () => ask(db))).toBe(2)
    expect(leanRuns()).toBe(0)
  })

  it.each<[string, Options]>([
    ['at 0 %', { percentage: 0 }],
    ['not wanted', { percentage: 100, leanRunner: false }],
  ])('once another adapter, for which it is %s, has taken over the class', async (_, options) => {
    const { db, leanRuns } = await adapted()
    const other = createAdapter({ logLevel: 'silent', ...options })
    other.adaptClient(db.client.constructor as never, { inPlace: true })
    expect(await acquisitionsOf(db, () => ask(db))).toBe(2)
    expect([leanRuns(), other.getQueryBuilderMetrics().leanRuns]).toEqual([0, 0])
  })

  it('once the rollout is taken back, from the next query on', async () => {
    const { db, leanRuns, setRollout } = await adapted()
    await ask(db)
    expect(leanRuns()).toBe(2)
    setRollout({ mode: 'legacy' })
    expect(await acquisitionsOf(db, () => ask(db))).toBe(2)
    expect(leanRuns()).toBe(2)
  })

  it.each(['run', 'query', 'queryArray', 'ensureConnection'])(
    'while somebody traces Runner.%s',
    async (method) => {
      const { db, leanRuns } = await adapted()
      const runner = Object.getPrototypeOf(db.client.runner(db('authors'))) as Record<string, Method>
      const spy = vi.spyOn(runner, method)
      const before = leanRuns()
      await ask(db)
      expect(leanRuns()).toBe(before)
      if (method !== 'queryArray') expect(spy).toHaveBeenCalledTimes(2)
      spy.mockRestore()
      await ask(db)
      expect(leanRuns()).toBe(before + 2)
    },
  )

  it('while somebody puts comments into texts as they are sent', async () => {
    const { db, leanRuns } = await adapted()
    const query = db.client.query as Method
    const texts: string[] = []
    db.client.query = function (connection: unknown, sent: { sql: string }) {
      sent.sql += ' /* traceparent */'
      return query.call(this, connection, sent)
    }
    db.on('query', ({ sql }: Knex.Sql) => texts.push(sql))
    await ask(db)
    expect(texts).toEqual(Array(2).fill('select * from `authors` where `id` = ? /* traceparent */'))
    expect(leanRuns()).toBe(0)
  })

  it('by a runner of somebody’s own', async () => {
    const { db, leanRuns } = await adapted()
    const make = db.client.runner as Method
    const Runner = (make.call(db.client, db.raw('')) as object).constructor as new (...args: unknown[]) => {
      query(query: unknown): Promise<unknown>
    }
    const asked: unknown[] = []
    class Theirs extends Runner {
      override async query(query: Knex.Sql): Promise<unknown> {
        asked.push(query.sql)
        return super.query(query)
      }
    }
    db.client.runner = function (builder: unknown) {
      return new Theirs(this, builder)
    }
    await ask(db)
    expect(asked).toHaveLength(2)
    expect(leanRuns()).toBe(0)
  })

  it('by a runner that somebody has put something on', async () => {
    const { db, leanRuns } = await adapted()
    const make = db.client.runner as Method
    const asked = vi.fn()
    db.client.runner = function (builder: unknown) {
      const made = make.call(this, builder) as Record<string, Method>
      const query = made['query']!
      made['query'] = function (...args) {
        asked(...args)
        return query.apply(this, args)
      }
      return made
    }
    await ask(db)
    expect(asked).toHaveBeenCalledTimes(2)
    expect(leanRuns()).toBe(0)
  })

  it.each([0, 100])(
    'by what somebody puts in the place of the method of the class later, at %i %%',
    async (percentage) => {
      const { db, leanRuns } = await adapted({ percentage })
      const Client = knex({ client: 'better-sqlite3' }).client.constructor as { prototype: object }
      const base = Object.getPrototypeOf(Object.getPrototypeOf(Client.prototype) as object) as Record<
        string,
        Method
      >
      const spy = vi.spyOn(base, 'runner')
      await ask(db)
      expect(spy).toHaveBeenCalledTimes(2)
      expect(leanRuns()).toBe(percentage === 0 ? 0 : 2)
    },
  )

  it('where Knex is to tell what it does', async () => {
    vi.stubEnv('DEBUG', 'knex:*')
    const { db, leanRuns } = await adapted()
    await ask(db)
    expect(leanRuns()).toBe(0)
  })

  it('of raw queries, schemas and streams', async () => {
    const { db, leanRuns } = await adapted()
    await db.raw('select 1')
    await db.schema.hasTable('authors')
    const rows: unknown[] = []
    for await (const row of db('authors').where('id', 1).stream()) rows.push(row)
    expect(rows).toHaveLength(1)
    expect(leanRuns()).toBe(0)
  })
})

describe('connections are Knex’s to hand out', () => {
  it.each(['acquireRequest', 'acquireSuccess', 'release'])(
    'to those who listen to the pool for %s',
    async (event) => {
      const { db, leanRuns } = await adapted()
      const heard = vi.fn()
      db.client.pool.on(event, heard)
      await ask(db)
      expect(heard).toHaveBeenCalledTimes(2)
      expect(leanRuns()).toBe(2)
    },
  )

  it('where somebody hands them out in another way', async () => {
    const { db, leanRuns } = await adapted()
    const spy = vi.spyOn(db.client as Record<string, Method>, 'acquireConnection')
    await ask(db)
    expect(spy).toHaveBeenCalledTimes(2)
    expect(leanRuns()).toBe(2)
  })

  it('where somebody has a pool ask for them in another way', async () => {
    const { db } = await adapted()
    const spy = vi.spyOn(db.client.pool as Record<string, Method>, 'acquire')
    await ask(db)
    expect(spy).toHaveBeenCalledTimes(2)
  })

  it('where a dialect has its own way to come by them', async () => {
    const acquired = vi.fn()
    class Theirs extends (knex({ client: 'better-sqlite3' }).client.constructor as new () => Knex.Client) {
      override acquireConnection(): unknown {
        acquired()
        return super.acquireConnection()
      }
    }
    const { db } = await adapted({}, { client: Theirs as unknown as typeof Knex.Client })
    acquired.mockClear()
    await ask(db)
    expect(acquired).toHaveBeenCalledTimes(2)
  })

  it('where the pool is one of somebody’s own making', async () => {
    const { db } = await adapted()
    const { pool } = db.client
    const theirs = Object.assign(Object.create(Object.getPrototypeOf(pool) as object), pool)
    theirs.acquire = vi.fn(pool.acquire as Method)
    db.client.pool = theirs
    await ask(db)
    expect(theirs.acquire).toHaveBeenCalledTimes(2)
  })

  it('where the application validates them', async () => {
    const validate = vi.fn(() => true)
    const { db } = await adapted({}, { pool: { min: 1, max: 1, validate } })
    validate.mockClear()
    expect(await acquisitionsOf(db, () => ask(db))).toBe(2)
    expect(validate).toHaveBeenCalledTimes(2)
  })

  it('where a dialect of somebody’s own validates them', async () => {
    const { db } = await adapted()
    db.client.validateConnection = () => true
    // What is usual is looked at once for each pool.
    db.client.pool = Object.assign(
      Object.create(Object.getPrototypeOf(db.client.pool) as object),
      db.client.pool,
    )
    expect(await acquisitionsOf(db, () => ask(db))).toBe(2)
  })

  it('where Knex fails to tell whether they are valid', async () => {
    const adapter = createAdapter({ percentage: 100, logLevel: 'silent' })
    const db = adapter.adaptKnex(
      knex({ client: 'mysql2', connection: { host: 'nowhere' }, pool: { min: 0, max: 1 } }),
    )
    open.push(db)
    let made = 0
    const connection = {
      stream: { destroyed: false } as object | undefined,
      query: (_sql: unknown, _values: unknown, done: Method) => done(null, [{ id: made }], []),
    }
    db.client.acquireRawConnection = async () => Promise.resolve({ ...connection, id: (made += 1) })
    db.client.destroyRawConnection = async () => Promise.resolve()
    await ask(db)
    const [idle] = db.client.pool.free as { resource: typeof connection }[]
    // What Knex looks into is not there any more.
    idle!.resource.stream = undefined
    expect(await ask(db)).toEqual([{ id: 2 }])
    expect(adapter.getQueryBuilderMetrics().leanRuns).toBe(4)
  })

  it('where their settings may expire', async () => {
    const connection = () => ({ filename: ':memory:', expirationChecker: () => false })
    const { db } = await adapted({}, { connection })
    expect(await acquisitionsOf(db, () => ask(db))).toBe(2)
  })

  it('in a pool that is somebody else’s', async () => {
    const owner = knex(SQLITE)
    open.push(owner)
    const { db, leanRuns } = await adapted({}, {
      connection: undefined,
      connectionPool: owner.client.pool,
    } as object)
    expect(await acquisitionsOf(db, () => ask(db))).toBe(2)
    expect(leanRuns()).toBe(2)
  })
})
