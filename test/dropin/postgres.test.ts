import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Knex } from 'knex'

import { startPostgres } from '../../demo/postgres.js'
import type { EmbeddedPostgres } from '../../demo/postgres.js'
import { bookshop, sameOnBoth } from './both.js'
import type { Scenario, Told } from './both.js'

let postgres: EmbeddedPostgres
let config: Knex.Config

beforeAll(async () => {
  postgres = await startPostgres()
  config = { client: 'pg', connection: { ...postgres.connection }, pool: { min: 0, max: 4 } }
})
afterAll(() => postgres.stop())

/** Both instances use one database, so each begins with an empty schema. */
async function emptyBookshop(db: Knex): Promise<void> {
  await db.raw('drop schema if exists public cascade; create schema public')
  await bookshop(db)
  await db.raw(`select setval('authors_id_seq', 100), setval('books_id_seq', 100)`)
}

async function same(scenario: Scenario): Promise<Told> {
  const metrics = await sameOnBoth(scenario, { config, setUp: emptyBookshop })
  expect(metrics).toMatchObject({ legacyCalls: 0, fastFallbacks: 0 })
  return metrics
}

const SCENARIOS: Record<string, Scenario> = {
  'insert returning': async (db) => [
    await db('authors').insert({ name: 'Di' }, 'id'),
    await db('authors')
      .insert([{ name: 'Ed' }, { name: 'Flo' }])
      .returning(['id', 'name']),
    await db('authors').insert({ name: 'Gus' }).returning('*'),
    await db('books')
      .insert([{ title: 'X' }, { title: 'Y', price: 3 }])
      .returning('price'),
  ],
  'update and delete returning': async (db) => [
    await db('books').where('id', 1).update({ price: 11 }).returning(['id', 'price']),
    await db('books').where('id', 2).update('title', 'changed', 'title'),
    await db('books').where('id', 3).del('*'),
    await db('books').where('id', '>', 99).del(),
  ],
  'on conflict': async (db) => {
    await db('books').insert({ title: 'A' }).onConflict('title').ignore()
    await db('books')
      .insert([
        { title: 'B', price: 1 },
        { title: 'Z', price: 2 },
      ])
      .onConflict('title')
      .merge(['price'])
    return db('books').orderBy('id').select('title', 'price')
  },
  'types going in and coming out': async (db) => {
    await db.schema.createTable('kinds', (table) => {
      table.jsonb('document')
      table.specificType('tags', 'text[]')
      table.timestamp('at')
      table.boolean('yes')
      table.binary('bytes')
    })
    const at = new Date('2020-02-03T04:05:06Z')
    await db('kinds').insert({
      document: { a: [1] },
      tags: ['x', 'y'],
      at,
      yes: false,
      bytes: Buffer.from('b'),
    })
    return [
      await db('kinds').where({ yes: false, at }),
      await db('kinds')
        .whereRaw('tags = ?', [['x', 'y']])
        .first('document'),
    ]
  },
  'casts, which need their type to be told': (db) =>
    db('books')
      .whereRaw('price = any(?::int[])', [[10, 20]])
      .orderByRaw('id')
      .select(db.raw('price::text as p')),
  'a question mark that is an operator': (db) =>
    db('books').whereRaw(`jsonb_build_object('a', title) \\? ?`, ['a']).count({ many: '*' }),
  'rows locked in a transaction': (db) =>
    db.transaction(async (trx) => {
      const row = await trx('books').where('id', 1).first('price')
      await trx('books')
        .where('id', 1)
        .update({ price: Number(row.price) + 1 })
      return trx('books').where('id', 1).pluck('price')
    }),
}

describe('on PostgreSQL', () => {
  it.each(Object.entries(SCENARIOS))('%s', async (_, scenario) => {
    const metrics = await same(scenario)
    expect(metrics.fastCalls).toBeGreaterThan(0)
  })

  it('nested transactions keep and lose what they should', async () => {
    const metrics = await same(async (db) => {
      await db.transaction(async (outer) => {
        await outer('authors').where('id', 1).update({ name: 'kept' })
        const inner = outer.transaction(async (trx) => {
          await trx('authors').where('id', 2).update({ name: 'lost' })
          await trx('books').insert({ title: 'A' })
        })
        await inner.catch((error: unknown) => expect(error).toMatchObject({ code: '23505' }))
        await db('books').where('id', 3).del().transacting(outer)
      })
      return [await db('authors').orderBy('id'), await db('books').pluck('id')]
    })
    expect(metrics.fastCalls).toBe(6)
  })

  it('an isolation level and a read-only transaction are obeyed', async () => {
    const metrics = await same((db) =>
      db
        .transaction(
          async (trx) => {
            const { rows } = await trx.raw('show transaction_isolation')
            const failure = await trx('authors')
              .del()
              .catch((error: unknown) => (error as Error).message)
            return [rows, failure]
          },
          { isolationLevel: 'serializable', readOnly: true },
        )
        .catch((error: unknown) => (error as Error).message),
    )
    expect(metrics.fastCalls).toBe(1)
  })

  it('events pair the native text with its response', async () => {
    const metrics = await same(async (db) => {
      const events: unknown[] = []
      const uids = new Map<unknown, string[]>()
      for (const name of ['query', 'query-response', 'query-error'] as const) {
        db.on(name, (...args: unknown[]) => {
          const query = args.find((arg) => (arg as { __knexQueryUid?: string }).__knexQueryUid !== undefined)
          const { sql, bindings, method, __knexQueryUid: uid } = query as Record<string, unknown>
          events.push([name, sql, bindings, method])
          uids.set(uid, [...(uids.get(uid) ?? []), name])
        })
      }
      await db('authors').where({ id: 1, name: 'Ada' }).first()
      await db('authors').insert({ name: 'Di' }).returning('id')
      await db('books')
        .insert({ title: 'A' })
        .catch(() => undefined)
      return [events, [...uids.values()]]
    })
    const [events, pairs] = metrics.outcome.value as [unknown[][], string[][]]
    expect(events[0]?.[1]).toBe('select * from "authors" where "id" = $1 and "name" = $2 limit $3')
    expect(pairs).toEqual([
      ['query', 'query-response'],
      ['query', 'query-response'],
      ['query', 'query-error'],
    ])
  })

  it('a timeout cancels the query', async () => {
    const metrics = await same((db) =>
      db('authors')
        .select(db.raw('pg_sleep(5)'))
        .timeout(50, { cancel: true })
        .catch((error: unknown) => [(error as Error).name, (error as { timeout: number }).timeout]),
    )
    expect(metrics.outcome.value).toEqual(['KnexTimeoutError', 50])
  })

  it('a search path leaves the text alone', async () => {
    const searched = { ...config, searchPath: ['other', 'public'] }
    const setUp = async (db: Knex): Promise<void> => {
      await db.raw('drop schema if exists other cascade')
      await emptyBookshop(db)
      await db.raw('create schema other; create table other.authors (id int)')
    }
    const metrics = await sameOnBoth((db) => db('authors').count({ many: '*' }), { config: searched, setUp })
    expect(metrics.outcome.value).toEqual([{ many: '0' }])
  })
})
