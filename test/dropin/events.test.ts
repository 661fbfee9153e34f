import { describe, expect, it } from 'vitest'
import type { Knex } from 'knex'

import { sameOnBoth } from './both.js'

type Fields = Record<string, unknown>

/** What a listener sees of one query, its keys in their order; what is random in it is only said to be there. */
function seen(query: Fields): Fields {
  const { __knexUid, __knexQueryUid, __knexTxId, bindings, ...rest } = query
  const random = {
    __knexUid: typeof __knexUid,
    __knexQueryUid: typeof __knexQueryUid,
    __knexTxId: typeof __knexTxId,
  }
  return {
    keys: Object.keys(query),
    ...rest,
    bindings: Array.isArray(bindings) ? [...(bindings as unknown[])] : bindings,
    ...random,
  }
}

/** Everything that an instance, or one builder, tells its listeners. */
function record(emitter: Knex | Knex.QueryBuilder): unknown[] {
  const events: unknown[] = []
  emitter.on('start', (builder: Knex.QueryBuilder) => events.push(['start', builder.toSQL().sql]))
  emitter.on('query', (query: Fields) => events.push(['query', seen(query)]))
  emitter.on('query-response', (response: unknown, query: Fields) => {
    const { response: _, ...rest } = query // the response again, with the driver's own insides
    events.push(['query-response', response, seen(rest)])
  })
  emitter.on('query-error', (error: Error, query: Fields) =>
    events.push(['query-error', error.message, seen(query)]),
  )
  return events
}

const ASK = async (db: Knex): Promise<void> => {
  await db('authors').where({ id: 1 }).first('name')
  await db('authors').pluck('name')
  await db('books').insert({ title: 'D' }).returning('id')
  await db('books').where({ id: 1 }).update({ title: 'E' })
  await db('books').where({ id: 2 }).del()
  await db('books').timeout(1000).options({ nestTables: true })
  await db('missing')
    .where('a', 1)
    .catch(() => undefined)
  await db.transaction((trx) => trx('authors').where({ id: 2 }))
}

describe('events', () => {
  it('of an instance tell the same, key by key', async () => {
    const metrics = await sameOnBoth(async (db) => {
      const events = record(db)
      await ASK(db)
      return events
    })
    expect(metrics).toMatchObject({ legacyCalls: 0 })
    expect(metrics.outcome.value).toHaveLength(26)
  })

  it('of one builder tell the same', async () => {
    const metrics = await sameOnBoth(async (db) => {
      const query = db('authors').where('id', '>', 1).select('name')
      const events = record(query)
      await query
      return events
    })
    expect(metrics.outcome.value).toHaveLength(3)
    expect(metrics.legacyCalls).toBe(0)
  })

  it('reach a transaction', async () => {
    const metrics = await sameOnBoth((db) =>
      db.transaction(async (trx) => {
        const events = record(trx)
        await trx('authors').where({ id: 1 })
        return events
      }),
    )
    expect(metrics.outcome.value).toHaveLength(4) // and its COMMIT
    expect(metrics.legacyCalls).toBe(0)
  })

  it('let a start listener still change the query', async () => {
    const metrics = await sameOnBoth(async (db) => {
      db.on('start', (builder: Knex.QueryBuilder) => void builder.where('id', 2))
      return db('authors')
    })
    expect(metrics.outcome.value).toEqual([{ id: 2, name: 'Bo' }])
    expect(metrics.legacyCalls).toBe(0)
  })

  it('pair a query with its response by an id that no other execution has', async () => {
    const metrics = await sameOnBoth(async (db) => {
      const asked: unknown[] = []
      const answered: unknown[] = []
      db.on('query', ({ __knexQueryUid }: Fields) => asked.push(__knexQueryUid))
      db.on('query-response', (_: unknown, { __knexQueryUid }: Fields) => answered.push(__knexQueryUid))
      const query = db('authors').where({ id: 1 })
      for (let run = 0; run < 5; run++) await query
      await Promise.all([query.clone(), query.clone(), db('books')])
      return {
        asked: new Set(asked).size,
        paired: asked.every((uid) => answered.includes(uid)),
        sample: typeof asked[0],
      }
    })
    expect(metrics.outcome.value).toEqual({ asked: 8, paired: true, sample: 'string' })
    expect(metrics.legacyCalls).toBe(0)
  })
})
