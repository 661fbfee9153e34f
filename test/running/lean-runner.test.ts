import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Knex } from 'knex'

import { SQLITE, sameOnBoth } from '../dropin/both.js'
import { acquisitionsOf } from './pool.js'
import { traced } from './traced.js'

const byKey = (db: Knex): Knex.QueryBuilder => db('authors').where('id', 1)

describe('a lean run', () => {
  it('tells listeners the same, in the same order', async () => {
    const { leanRuns } = await sameOnBoth((db) =>
      traced(db, async (one) => {
        await one(byKey(db))
        await one(db('authors').insert({ name: 'Di' }).returning('id'))
        await one(db('books').where('id', 1).update({ price: 11 }))
        await one(db('books').pluck('title'))
        await one(db('books').columnInfo() as unknown as Knex.QueryBuilder)
        await one(db('missing').where('a', 1))
        await one(db('authors').insert({ name: null }))
        await one(db('authors').insert([]))
      }),
    )
    expect(leanRuns).toBe(8)
  })

  it('is heard by nobody as well as by somebody', async () => {
    const { leanRuns } = await sameOnBoth(async (db) => {
      const heard: unknown[] = []
      db.on('query-response', (rows: unknown) => heard.push(rows))
      await byKey(db)
      db.client.removeAllListeners('query-response')
      await byKey(db)
      return heard
    })
    expect(leanRuns).toBe(2)
  })

  it.each(['start', 'query', 'query-response', 'end'])(
    'fails with what a listener of "%s" throws',
    async (event) => {
      const fail = (): void => {
        throw new Error('a listener failed')
      }
      const { leanRuns, outcome } = await sameOnBoth(async (db) => {
        const trace = await traced(db, (one) => one(byKey(db).on(event, fail)))
        return [trace, db.client.pool.numUsed(), await byKey(db)]
      })
      expect(JSON.stringify(outcome.value)).toContain('a listener failed')
      expect(leanRuns).toBe(2)
    },
  )

  it.each<[string, Knex.Config]>([
    ['throws', { postProcessResponse: () => fails() }],
    ['rejects', { postProcessResponse: async () => Promise.reject(new Error('no')) }],
    ['answers later', { postProcessResponse: async (rows: unknown) => Promise.resolve({ rows }) }],
  ])('goes as in Knex where postProcessResponse %s', async (_, config) => {
    const { leanRuns } = await sameOnBoth(
      (db) => traced(db, (one) => one(byKey(db).queryContext({ a: 1 }))),
      {
        config: { ...SQLITE, ...config },
        setUp: async (db) => {
          await db.schema.createTable('authors', (table) => table.increments('id')).catch(() => undefined)
        },
      },
    )
    expect(leanRuns).toBe(1)
  })

  it('words errors as Knex was told to', async () => {
    for (const compileSqlOnError of [true, false]) {
      const { leanRuns } = await sameOnBoth((db) => db('missing').where('secret', 'x'), {
        config: { ...SQLITE, compileSqlOnError },
        fails: true,
      })
      expect(leanRuns).toBe(1)
    }
  })

  it('goes through a callback, a timeout, a debugged query', async () => {
    const { leanRuns } = await sameOnBoth(async (db) => {
      const lines: unknown[] = []
      db.client.logger.debug = (line: { sql: string }) => lines.push(line.sql)
      const called = await new Promise((resolve) => {
        void byKey(db).asCallback((...args: unknown[]) => resolve(args))
      })
      return [called, await byKey(db).timeout(1000), await byKey(db).debug(true), lines]
    })
    expect(leanRuns).toBe(3)
  })

  it('numbers placeholders as often as somebody’s own way wants it', async () => {
    const { leanRuns } = await sameOnBoth(async (db) => {
      let calls = 0
      db.client.positionBindings = (sql: string) => `${sql} /* ${++calls} */`
      const texts: string[] = []
      db.on('query', ({ sql }: Knex.Sql) => texts.push(sql))
      for (let i = 0; i < 3; i++) await byKey(db)
      return texts
    })
    expect(leanRuns).toBe(3)
  })

  it('keeps what the application stored for what it does asynchronously', async () => {
    const storage = new AsyncLocalStorage<number>()
    const { leanRuns } = await sameOnBoth(async (db) => {
      const seen: unknown[] = []
      for (const event of ['start', 'query', 'query-response'])
        db.on(event, () => seen.push([event, storage.getStore()]))
      const ask = async (n: number): Promise<void> =>
        storage.run(n, async () => {
          await byKey(db)
          seen.push(['answered', storage.getStore()])
        })
      await ask(1)
      await Promise.all([ask(2), ask(3)])
      return seen
    })
    expect(leanRuns).toBe(3)
  })

  it('takes a connection that is idle, and asks the pool for none', async () => {
    const asked: number[] = []
    const { leanRuns } = await sameOnBoth(async (db) => {
      asked.push(
        await acquisitionsOf(db, async () => {
          for (let i = 0; i < 5; i++) await byKey(db)
        }),
      )
    })
    // The one that was there before is Knex's to hand out first.
    expect(asked).toEqual([5, 1])
    expect(leanRuns).toBe(5)
  })
})

describe('the order of queries', () => {
  const KINDS = {
    query: (db: Knex, n: number) => db('authors').where('id', n),
    insert: (db: Knex, n: number) => db('authors').insert({ name: `author ${n}` }),
    count: (db: Knex) => db('authors').count(),
    raw: (db: Knex, n: number) => db.raw('insert into authors (name) values (?)', [`raw ${n}`]),
    failing: (db: Knex, n: number) => db('missing').where('id', n),
    schema: (db: Knex, n: number) => db.schema.hasTable(`t${n}`),
    transaction: (db: Knex, n: number) =>
      db.transaction((trx) =>
        Promise.all([trx('authors').where('id', n), trx.raw(`select ${n}`), trx('authors').where('id', n)]),
      ),
  }
  const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[]
  const folder = mkdtempSync(join(tmpdir(), 'running-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  /** All begun at once, in a process where some connections are idle and some are not there yet. */
  async function begun(db: Knex, order: readonly (keyof typeof KINDS)[], warm: number): Promise<unknown> {
    const sent: string[] = []
    for (let turn = 0; turn < 3; turn++)
      await Promise.all(Array.from({ length: warm }, () => db('authors').where('id', 1)))
    db.on('query', ({ sql, bindings }: Knex.Sql) => sent.push(`${sql} ${JSON.stringify(bindings)}`))
    const settled = await Promise.allSettled(order.map((kind, n) => KINDS[kind](db, n)))
    const answers = settled.map((one) => (one.status === 'fulfilled' ? (one.value as unknown) : 'failed'))
    return [sent, answers, db.client.pool.numUsed()]
  }

  it.each([1, 2, 3])('on a pool of %i is that of Knex, whatever runs them', async (max) => {
    let files = 0
    const config = (): Knex.Config => ({
      ...SQLITE,
      // A database for each, which all connections of a pool share.
      connection: { filename: join(folder, `${max}-${files++}`) },
      pool: { min: 0, max },
    })
    const orders = fc.array(fc.constantFrom(...kinds), { minLength: 2, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 0, max }), async (order, warm) => {
        const isTransacting = order.includes('transaction')
        // Several connections would wait for each other's locks, all in one process.
        fc.pre(max === 1 || !isTransacting)
        await sameOnBoth((db) => begun(db, order, warm), { config })
      }),
      { numRuns: 100 },
    )
  })

  it('in a transaction is left to Knex', async () => {
    const { leanRuns } = await sameOnBoth((db) => KINDS.transaction(db, 1))
    expect(leanRuns).toBe(0)
  })

  it('on a connection of the application’s is left to Knex', async () => {
    const { leanRuns } = await sameOnBoth(async (db) => {
      const connection: unknown = await db.client.acquireConnection()
      const rows = await byKey(db).connection(connection)
      await db.client.releaseConnection(connection)
      return rows
    })
    expect(leanRuns).toBe(0)
  })
})

function fails(): never {
  throw new Error('postProcessResponse failed')
}
