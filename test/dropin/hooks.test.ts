import { describe, expect, it } from 'vitest'
import type { Knex } from 'knex'
import knexFactory from 'knex'

import { SQLITE, sameOnBoth } from './both.js'

const snakeOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Camel case to snake case; a query context may ask for upper case, or for no change at all. */
const wrapIdentifier: Knex.Config['wrapIdentifier'] = (value, wrap, context) => {
  if (context?.raw === true) return wrap(value)
  return wrap(context?.shout === true ? snakeOf(value).toUpperCase() : snakeOf(value))
}

describe('wrapIdentifier', () => {
  const config = { ...SQLITE, wrapIdentifier }

  it('words tables, columns and aliases', async () => {
    const metrics = await sameOnBoth(
      async (db) => {
        await db('books').insert({ title: 'D', authorId: 3 })
        await db('books').where({ authorId: 3 }).update({ authorId: 2 })
        return db('books as someBooks')
          .where('someBooks.authorId', 2)
          .select('someBooks.title as theTitle')
          .orderBy('id')
      },
      { config },
    )
    expect(metrics).toMatchObject({ fastCalls: 3, legacyCalls: 0 })
    expect(metrics.outcome.value).toEqual([{ the_title: 'C' }, { the_title: 'D' }])
  })

  it('is asked again for every query context: one text never serves another', async () => {
    const metrics = await sameOnBoth(
      (db) =>
        [undefined, { shout: true }, { raw: true }, { shout: true }, undefined, { shout: false }].map(
          (context) => {
            const query = db('books').where('authorId', 1)
            if (context !== undefined) query.queryContext(context)
            return query.toSQL().sql
          },
        ),
      { config },
    )
    expect(metrics).toMatchObject({ legacyCalls: 0 })
    const [plain, shouted, raw] = ['author_id', 'AUTHOR_ID', 'authorId'].map((name) =>
      expect.stringContaining(name),
    )
    expect(metrics.outcome.value).toEqual([plain, shouted, raw, shouted, plain, plain])
  })

  it('is left out while processing is disabled, as it is during migrations', async () => {
    const metrics = await sameOnBoth(
      (db) => {
        const wording = () => db('someBooks').where('authorId', 1).toSQL().sql
        const switchable = db as Knex & { disableProcessing(): void; enableProcessing(): void }
        const before = wording()
        switchable.disableProcessing()
        const during = wording()
        switchable.enableProcessing()
        return [before, during, wording()]
      },
      { config },
    )
    expect(metrics).toMatchObject({ fastCalls: 3, legacyCalls: 0 })
    expect(metrics.outcome.value).toEqual([
      'select * from `some_books` where `author_id` = ?',
      'select * from `someBooks` where `authorId` = ?',
      'select * from `some_books` where `author_id` = ?',
    ])
  })
})

describe('postProcessResponse', () => {
  it('gets the same responses and contexts', async () => {
    const calls: unknown[] = []
    const config: Knex.Config = {
      ...SQLITE,
      postProcessResponse: (result: unknown, context: unknown) => {
        calls.push(context)
        return Array.isArray(result) ? [...(result as unknown[]), context] : result
      },
    }
    const metrics = await sameOnBoth(
      async (db) => [
        await db('authors').queryContext({ who: 'me' }).where('id', 1),
        await db('authors').pluck('name'),
        await db('authors').where('id', 1).update({ name: 'x' }),
        await db('authors').insert({ name: 'y' }).returning('id'),
      ],
      { config },
    )
    expect(metrics).toMatchObject({ fastCalls: 4, legacyCalls: 0 })
    expect(calls).toContainEqual({ who: 'me' })
  })
})

describe('extensions of the query builder', () => {
  knexFactory.QueryBuilder.extend('expensive', function (this: Knex.QueryBuilder, than: number) {
    return this.where('price', '>', than)
  })
  type Extended = Knex.QueryBuilder & { expensive(than: number): Extended }

  it('build on a routed instance, and in its subqueries', async () => {
    const metrics = await sameOnBoth((db) => {
      const books = db('books') as Extended
      return books.expensive(5).whereIn('id', (db('books').select('id') as Extended).expensive(15))
    })
    expect(metrics).toMatchObject({ fastCalls: 1, legacyCalls: 0 })
    expect(metrics.outcome.value).toHaveLength(1)
  })
})

describe('query contexts and user parameters', () => {
  it('stay with what they were given to', async () => {
    const metrics = await sameOnBoth((db) => {
      const mine = db.withUserParams({ tenant: 1 })
      const query = mine('books').queryContext({ a: 1 })
      const clone = query.clone().queryContext({ b: 2 })
      return [
        mine.userParams,
        query.queryContext(),
        clone.queryContext(),
        query.toQuery(),
        clone.where('id', 1).toQuery(),
      ]
    })
    expect(metrics).toMatchObject({ fastCalls: 2, legacyCalls: 0 })
  })
})

describe('raw queries, refs and functions', () => {
  it('work as they did, alone and inside queries', async () => {
    const metrics = await sameOnBoth(async (db) => [
      await db.raw('select ? + ?? as sum from authors where id = :id'.replace(':id', '1'), [1, 'id']),
      await db.raw('select :a as a', { a: 5 }),
      await db('books')
        .select(db.ref('title').as('t'), db.raw('? as ??', [1, 'one']))
        .where(db.ref('id') as never, 1),
      await db('books')
        .whereRaw('?? = ?', ['id', 2])
        .orderByRaw('?? desc', ['id'])
        .select({ n: db.raw('count(*)') }),
      typeof (await db.select({ now: db.fn.now() }).first()).now,
    ])
    expect(metrics).toMatchObject({ fastCalls: 3, legacyCalls: 0 })
  })
})
