import { setTimeout as sleep } from 'node:timers/promises'

import { beforeAll, describe, expect, it } from 'vitest'
import knex from 'knex'
import type { Knex } from 'knex'

import { startPostgres } from '../../demo/postgres.js'
import type { EmbeddedPostgres } from '../../demo/postgres.js'
import { sameOnBoth } from '../dropin/both.js'
import type { BothOptions, Scenario, Told } from '../dropin/both.js'

let server: EmbeddedPostgres

beforeAll(async () => {
  server = await startPostgres()
  return () => server.stop()
})

/** On PostgreSQL, with a pool of so many connections. */
function onPostgres(
  scenario: Scenario,
  { pool = { min: 0, max: 3 }, ...config }: Knex.Config = {},
  options: BothOptions = {},
): Promise<Told> {
  const connection = { ...server.connection }
  return sameOnBoth(scenario, {
    config: { client: 'pg', connection, pool, ...config },
    setUp: (db) =>
      db.raw(`
        drop table if exists users;
        create table users (id int primary key, name text);
        insert into users select i, 'name ' || i from generate_series(1, 20) i`),
    ...options,
  })
}

const user = (db: Knex, id: number): Knex.QueryBuilder => db('users').where('id', id)

/** A value that the driver words itself. */
const ODD = { toPostgres: () => 'x' } as never

interface Held {
  __knexUid: string
  __knex__disposed?: unknown
  readonly processID: number
  readonly _ending: boolean
}

/** What the pool has, idle. */
function idle(db: Knex): Held[] {
  return (db.client.pool.free as { resource: Held }[]).map(({ resource }) => resource)
}

function counts({ client: { pool } }: Knex): unknown {
  return [pool.numUsed(), pool.numFree(), pool.numPendingAcquires(), pool.numPendingValidations()]
}

describe('the connections of a pool', () => {
  it('are all there again after a hundred queries at once, some of which fail', async () => {
    const { leanRuns } = await onPostgres(async (db) => {
      const queries = Array.from({ length: 100 }, (_, n) =>
        n % 7 === 0 ? user(db, n).select('nothing') : user(db, (n % 20) + 1),
      )
      const settled = await Promise.allSettled(queries)
      return [settled.map(({ status }) => status), counts(db)]
    })
    expect(leanRuns).toBe(100)
  })

  it('are made anew where the server has ended them', async () => {
    const { leanRuns } = await onPostgres(
      async (db) => {
        db.client.logger.warn = () => undefined
        await user(db, 1)
        const [first] = idle(db) as [Held]
        const outside = knex({ client: 'pg', connection: { ...server.connection } })
        await outside.raw('select pg_terminate_backend(?)', [first.processID])
        await outside.destroy()
        while (first.__knex__disposed === undefined) await sleep(5)
        return [await user(db, 2), idle(db).includes(first), counts(db)]
      },
      { pool: { min: 0, max: 2 } },
    )
    expect(leanRuns).toBe(2)
  })

  it('are used no more once Knex has given them up, and warned of once', async () => {
    const { leanRuns } = await onPostgres(
      async (db) => {
        const warnings: string[] = []
        db.client.logger.warn = (line: string) => warnings.push(line)
        await user(db, 1)
        const [first] = idle(db) as [Held]
        first.__knex__disposed = 'given up'
        await user(db, 2)
        return [idle(db).includes(first), warnings, counts(db)]
      },
      { pool: { min: 0, max: 1 } },
    )
    expect(leanRuns).toBe(2)
  })

  it('are not handed out where Knex does not take them for valid', async () => {
    const { leanRuns } = await onPostgres(
      async (db) => {
        await user(db, 1)
        const [first] = idle(db) as [Held]
        const asked: unknown[] = []
        const { validate } = db.client.pool
        db.client.pool.validate = (connection: Held) => {
          asked.push(connection === first)
          return connection !== first && validate(connection)
        }
        await user(db, 2)
        while (!first._ending) await sleep(5)
        return [idle(db).includes(first), asked.includes(true), counts(db)]
      },
      { pool: { min: 0, max: 1 } },
    )
    expect(leanRuns).toBe(2)
  })

  it('live no longer than they should', async () => {
    const { leanRuns } = await onPostgres(
      async (db) => {
        await user(db, 1)
        const [first] = idle(db) as [Held]
        await sleep(30)
        await user(db, 2)
        return [idle(db).includes(first), counts(db)]
      },
      { pool: { min: 0, max: 1, maxConnectionLifetimeMillis: 20 } },
    )
    expect(leanRuns).toBe(2)
  })

  it('keep who waits for one in line, where the one that is idle has grown too old', async () => {
    await onPostgres(
      async (db) => {
        for (let n = 1; n <= 3; n++) await user(db, n)
        await sleep(30)
        const [, counted] = await Promise.all([db('users').insert({ id: 99 }), db('users').count()])
        return counted
      },
      { pool: { min: 0, max: 1, maxConnectionLifetimeMillis: 25 } },
    )
  })

  it('are let go when idle', async () => {
    await onPostgres(
      async (db) => {
        for (let n = 1; n <= 3; n++) await user(db, n)
        await sleep(120)
        return counts(db)
      },
      { pool: { min: 0, max: 2, idleTimeoutMillis: 20, reapIntervalMillis: 10 } },
    )
  })

  it('are waited for no longer than in Knex', async () => {
    const { leanRuns } = await onPostgres(
      async (db) => {
        db.client.logger.warn = () => undefined
        await user(db, 1)
        return db.transaction(async () => {
          const error = (await thrownBy(user(db, 2))) as Error & Record<string, unknown>
          return [error.constructor.name, error.message, Object.keys(error), error['sql'], error['bindings']]
        })
      },
      { pool: { min: 0, max: 1 }, acquireConnectionTimeout: 500 },
    )
    expect(leanRuns).toBe(2)
  })

  it('are waited for when the pool is destroyed', async () => {
    await onPostgres(async (db) => {
      await user(db, 1)
      const slow = db('users')
        .where('id', 1)
        .select(db.raw('pg_sleep(0.1)'), 'id')
        .then((rows) => rows)
      await sleep(20)
      const destroyed = db.destroy()
      const late = thrownBy(user(db, 2))
      await destroyed
      return [await slow, await late, await thrownBy(user(db, 2))]
    })
  })
})

describe('errors of the database', () => {
  it('are worded by Knex, and keep what the driver says', async () => {
    const { leanRuns } = await onPostgres(async (db) => {
      const told: unknown[] = []
      db.on('query-error', (error: Error, { sql, bindings }: Knex.Sql) =>
        told.push([error.message, sql, bindings]),
      )
      await user(db, 1)
      const failed = async (query: Knex.QueryBuilder): Promise<unknown> => {
        const { message, code, detail } = (await thrownBy(query)) as Error & Record<string, unknown>
        return [message, code, detail]
      }
      return [
        await failed(db('users').insert({ id: 1, name: 'secret' })),
        await failed(user(db, 1).where('name', ODD).where('nothing', 1)),
        await failed(db('users').where('id', 'abc')),
        await failed(db('users').whereRaw(String.raw`nothing \? 'a'`)),
        told,
      ]
    })
    expect(leanRuns).toBe(5)
  })
})

function thrownBy(query: Knex.QueryBuilder): Promise<unknown> {
  return query.then(
    () => undefined,
    (error: unknown) => error,
  )
}
