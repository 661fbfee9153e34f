import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Knex } from 'knex'
import { Pool } from 'pg'

import { startPostgres } from '../../demo/postgres.js'
import type { EmbeddedPostgres } from '../../demo/postgres.js'
import { often, open, preparedOn, USES } from './stage.js'
import type { Stage } from './stage.js'

const BY_ID = 'select * from "users" where "id" = $1'
const RESULT_TYPE = 'cached plan must not change result type'

type Failure = Error & { readonly code: string }

interface Failed {
  readonly sql: string
  readonly bindings: unknown
  readonly options: unknown
}

let server: EmbeddedPostgres
const opened: Knex[] = []

/** A stage that is closed after its test. */
function stage(...args: [options?: Parameters<typeof open>[1], config?: Knex.Config]): Stage {
  const made = open(server.connection, ...args)
  opened.push(made.db)
  return made
}

beforeAll(async () => {
  server = await startPostgres()
  return () => server.stop()
})

beforeEach(async () => {
  const { db } = stage({ prepared: false, percentage: 0 })
  await db.raw(`
    drop table if exists users;
    create table users (id int primary key, name text, document jsonb);
    insert into users select i, 'name ' || i from generate_series(1, 20) i`)
  return async () => {
    for (const one of opened.splice(0)) await one.destroy()
  }
})

describe('what is prepared', () => {
  it('a text that is run often, once for each connection', async () => {
    const { db, lines } = stage()
    for (let n = 1; n <= USES - 1; n++) expect(await db('users').where('id', n)).toHaveLength(1)
    expect(await preparedOn(db)).toEqual([])
    for (let n = 1; n <= 3; n++) expect((await db('users').where('id', n))[0].name).toBe(`name ${n}`)
    expect(await preparedOn(db)).toEqual([BY_ID])
    expect(lines).toEqual([])
  })

  it('in all connections of a pool by the same name', async () => {
    const { db } = stage({}, { pool: { min: 0, max: 3 } })
    await often((n) => db('users').where('id', n))
    const names = await Promise.all(
      [1, 2, 3].map(() =>
        db.transaction(async (trx) => {
          await trx('users').where('id', 1)
          const { rows } = await trx.raw('select pg_sleep(0.1), name from pg_prepared_statements')
          return rows.map((row: { name: string }) => row.name)
        }),
      ),
    )
    expect(names[0]).toEqual([expect.stringMatching(/^kx_[\w-]{22}$/)])
    expect(names[1]).toEqual(names[0])
    expect(names[2]).toEqual(names[0])
  })

  it('writes, and what they return', async () => {
    const { db } = stage()
    const update = (n: number): Knex.QueryBuilder => db('users').where('id', n).update({ name: 'x' })
    expect(await often((n) => update(n))).toBe(1)
    expect(await often((n) => update(n).returning('name'))).toEqual([{ name: 'x' }])
    expect(await often((n) => db('users').where('id', n).del())).toBe(1)
    await often((n) => db('users').insert({ id: 100 + n, name: 'new' }))
    expect(await preparedOn(db)).toEqual([
      'delete from "users" where "id" = $1',
      'insert into "users" ("id", "name") values ($1, $2)',
      'update "users" set "name" = $1 where "id" = $2',
      'update "users" set "name" = $1 where "id" = $2 returning "name"',
    ])
  })

  it('in transactions and savepoints', async () => {
    const { db } = stage()
    await often((n) => db('users').where('id', n))
    await db.transaction(async (trx) => {
      await trx('users').where('id', 1)
      await trx.transaction((inner) => inner('users').where('id', 2))
      expect(await preparedOn(trx)).toEqual([BY_ID])
    })
  })

  it('in connections of a pool that is not Knex’s own', async () => {
    const pool = new Pool({ ...server.connection, max: 1 })
    // Told of connections that the server ends while they are being closed.
    pool.on('error', () => undefined)
    const { db } = stage({}, { connection: undefined as never, connectionPool: pool } as Knex.Config)
    await often((n) => db('users').where('id', n))
    expect(await preparedOn(db)).toEqual([BY_ID])
    await pool.end()
  })
})

describe('what is not prepared', () => {
  it.each([
    ['unless asked for', { prepared: false }],
    ['at 0 %', { percentage: 0 }],
    ['when legacy is forced', { mode: 'legacy' }],
  ] as const)('anything, %s', async (_, options) => {
    const { db } = stage(options)
    await often((n) => db('users').where('id', n))
    expect(await preparedOn(db)).toEqual([])
  })

  it('anything any more, once the rollout is turned off', async () => {
    const { db, adapter } = stage()
    await often((n) => db('users').where('id', n))
    expect(await preparedOn(db)).toEqual([BY_ID])
    adapter.setRollout({ mode: 'legacy' }, { by: 'test', reason: 'kill switch' })
    await db.raw('deallocate all')
    // By a name, it would fail now.
    expect(await db('users').where('id', 1)).toHaveLength(1)
    expect(await preparedOn(db)).toEqual([])
  })

  it('lists and rows of any number, which share a plan but not a text', async () => {
    const { db } = stage()
    await often((n) => db('users').whereIn('id', [n, n + 1]))
    await often((n) => db('users').insert([{ id: 100 + n }, { id: 200 + n }]))
    expect(await preparedOn(db)).toEqual([])
  })

  it('a text without values, which Knex’s driver sends by the simple protocol', async () => {
    const { db } = stage()
    expect(await often(() => db('users').orderBy('id'))).toHaveLength(20)
    await often(() => db('users').whereRaw('true; select 1'))
    expect(await preparedOn(db)).toEqual([])
  })

  it('raw queries, schema, streams', async () => {
    const { db } = stage()
    await often((n) => db.raw('select * from users where id = ?', [n]))
    await often((n) => db.schema.hasTable(`users_${n}`))
    await often(async (n) => {
      for await (const row of db('users').where('id', n).stream()) expect(row).toMatchObject({ id: n })
    })
    expect(await preparedOn(db)).toEqual([])
  })

  it('a query that asks the driver for something itself', async () => {
    const { db } = stage()
    const rows = await often((n) => db('users').where('id', n).select('id').options({ rowMode: 'array' }))
    expect(rows).toEqual([[USES + 1]])
    expect(await preparedOn(db)).toEqual([])
    await often((n) => db('users').where('id', n).options({ name: 'own' }))
    const { rows: names } = await db.raw('select name from pg_prepared_statements')
    expect(names).toEqual([{ name: 'own' }])
  })
})

describe('at 50 %', () => {
  it('rows are right whoever built, and fast’s are prepared', async () => {
    const { db, adapter } = stage({ percentage: 50, seed: 'half' }, { pool: { min: 0, max: 4 } })
    const ids = Array.from({ length: 200 }, (_, i) => 1 + (i % 20))
    const rows = await Promise.all(ids.map((id) => db('users').where({ id }).first('id', 'name')))
    expect(rows).toEqual(ids.map((id) => ({ id, name: `name ${id}` })))
    const { fastCalls, legacyCalls } = adapter.getQueryBuilderMetrics()
    expect(fastCalls).toBeGreaterThan(50)
    expect(legacyCalls).toBeGreaterThan(50)
    expect(await preparedOn(db)).toEqual(['select "id", "name" from "users" where "id" = $1 limit $2'])
  })
})

describe('when the tables change', () => {
  const change = (db: Knex): Knex.Raw => db.raw('alter table users add column later int default 7')

  it('a query is sent again without its name, and its text has none from then on', async () => {
    const { db, lines } = stage()
    await often((n) => db('users').where('id', n))
    await change(db)
    const errors: unknown[] = []
    db.on('query-error', (error: Error) => errors.push(error.message))
    expect(await db('users').where('id', 1)).toEqual([{ id: 1, name: 'name 1', document: null, later: 7 }])
    await db.raw('deallocate all')
    expect(await often((n) => db('users').where('id', n))).toMatchObject([{ later: 7 }])
    expect(await preparedOn(db)).toEqual([])
    expect([errors, lines]).toEqual([[], []])
  })

  it('other texts keep their names', async () => {
    const { db } = stage()
    await often((n) => db('users').where('id', n))
    await often((n) => db('users').where('id', n).select('id'))
    await change(db)
    await db('users').where('id', 1)
    await db.raw('deallocate all')
    await db('users').where('id', 1)
    await expect(db('users').where('id', 1).select('id')).resolves.toEqual([{ id: 1 }])
  })

  it('in a transaction the error is passed on, and the next transaction does not see it', async () => {
    const { db } = stage()
    await often((n) => db('users').where('id', n))
    await change(db)
    const fails = db.transaction((trx) => trx('users').where('id', 1))
    await expect(fails).rejects.toMatchObject({
      code: '0A000',
      message: `select * from "users" where "id" = $1 - ${RESULT_TYPE}`,
    })
    const rows = await db.transaction((trx) => trx('users').where('id', 1))
    expect(rows).toMatchObject([{ later: 7 }])
  })

  it('in a transaction that Knex does not know of, the first error is the one to see', async () => {
    const { db } = stage()
    await often((n) => db('users').where('id', n))
    await change(db)
    await db.raw('begin')
    await expect(db('users').where('id', 1)).rejects.toMatchObject({ code: '0A000' })
    await db.raw('rollback')
    expect(await db('users').where('id', 1)).toMatchObject([{ later: 7 }])
  })

  it('a column that is gone is Knex’s own error', async () => {
    const { db } = stage()
    await often((n) => db('users').where('id', n).select('name'))
    await db.raw('alter table users drop column name')
    await expect(db('users').where('id', 1).select('name')).rejects.toMatchObject({ code: '42703' })
  })
})

describe('errors', () => {
  it('are Knex’s own, whether a query has a name or not', async () => {
    const { db } = stage()
    const collide = (): Knex.QueryBuilder => db('users').where('id', 2).update({ id: 1 })
    const seen: unknown[] = []
    db.on('query-error', ({ message, code }: Failure, { sql, bindings, options }: Failed) => {
      seen.push({ message, code, sql, bindings, options })
    })
    const thrown: unknown[] = []
    for (let n = 1; n <= USES + 2; n++) {
      await collide().catch((error: unknown) => {
        const { message, code } = error as Failure
        thrown.push({ message, code })
      })
    }
    expect(await preparedOn(db)).toHaveLength(1)
    expect(new Set(thrown.map((error) => JSON.stringify(error))).size).toBe(1)
    expect(new Set(seen.map((event) => JSON.stringify(event))).size).toBe(1)
    expect(seen[0]).toMatchObject({ code: '23505', bindings: [1, 2], options: {} })
  })

  it('of a value that the driver cannot send leave the next query alone', async () => {
    const { db, lines } = stage()
    const update = (document: unknown): Knex.QueryBuilder => db('users').where('id', 1).update({ document })
    await often((n) => update({ n }))
    await expect(update({ n: 1n })).rejects.toThrow('BigInt')
    // The driver has closed the statement, and does not know it.
    expect(await preparedOn(db)).toEqual([])
    expect(await update({ n: 2 })).toBe(1)
    expect(
      await db.transaction((trx) =>
        trx('users')
          .where('id', 1)
          .update({ document: { n: 3 } }),
      ),
    ).toBe(1)
    expect(lines).toEqual([])
  })

  it('that a statement does not exist turn names off, once, with one line', async () => {
    const { db, lines } = stage({}, { pool: { min: 0, max: 2 } })
    await often((n) => db('users').where('id', n))
    await often((n) => db('users').where('id', n).select('id'))
    await db.raw('deallocate all')
    expect(await db('users').where('id', 1)).toHaveLength(1)
    expect(await db('users').where('id', 1).select('id')).toHaveLength(1)
    expect(await preparedOn(db)).toEqual([])
    expect(lines).toMatchObject([
      { event: 'knexodus.prepared_off', code: 'KNEXODUS_PREPARED_OFF', sqlState: '26000', level: 40 },
    ])
  })

  it('of a timeout, cancelled, are Knex’s own', async () => {
    const { db } = stage({}, { pool: { min: 0, max: 2 } })
    const slow = (seconds: number): Knex.QueryBuilder =>
      db('users').where('id', 1).whereRaw('pg_sleep(?) is not null', [seconds])
    await often(() => slow(0))
    expect(await preparedOn(db)).toHaveLength(1)
    await expect(slow(5).timeout(50, { cancel: true })).rejects.toMatchObject({ name: 'KnexTimeoutError' })
    expect(await slow(0)).toHaveLength(1)
  })
})

it('events and results show nothing of a name', async () => {
  const { db } = stage()
  const events: unknown[] = []
  for (const name of ['query', 'query-response'] as const) {
    db.on(name, (...args: unknown[]) => {
      const query = args.find((arg) => (arg as { __knexQueryUid?: string }).__knexQueryUid !== undefined)
      const { __knexQueryUid: _uid, ...fields } = query as Record<string, unknown>
      events.push([name, { ...fields, response: undefined }])
    })
  }
  await often(() => db('users').where('id', 1))
  const distinct = new Set(events.map((event) => JSON.stringify(event)))
  expect(await preparedOn(db)).toEqual([BY_ID])
  expect([...distinct]).toHaveLength(2)
  const query = db('users').where('id', 1).toSQL()
  expect(query.options).toEqual({})
  expect(JSON.stringify(query)).not.toContain('kx_')
})

afterAll(() => expect(opened).toEqual([]))
