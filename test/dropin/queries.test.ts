import { describe, expect, it } from 'vitest'

import { sameOnBoth } from './both.js'
import type { Scenario } from './both.js'

/** Knex's types do not mention it. */
interface Text {
  toString(): string
}

const FAILING = 'a broken constraint'

const READS: Record<string, Scenario> = {
  'all rows': (db) => db('books'),
  'columns and aliases': (db) => db('books as b').select('b.title', { cost: 'b.price' }).orderBy('b.id'),
  first: (db) => db('books').where({ author_id: 1 }).orderBy('price', 'desc').first('title'),
  'first of nothing': (db) => db('books').where({ id: 99 }).first(),
  pluck: (db) => db('books').orderBy('id').pluck('title'),
  'pluck of a qualified column': (db) => db('books').orderBy('books.id').pluck('books.title'),
  'null and not null': async (db) => [
    await db('books').whereNull('price'),
    await db('books').where({ price: null }),
    await db('books').whereNotNull('price').count({ many: '*' }),
  ],
  'in and between': (db) => db('books').whereIn('id', [1, 3]).whereBetween('id', [0, 2]),
  'in nothing': (db) => db('books').whereIn('id', []),
  groups: (db) =>
    db('books')
      .where((q) => void q.where('id', 1).orWhere('price', '>', 15))
      .orderBy('id'),
  joins: (db) =>
    db('authors')
      .leftJoin('books', 'books.author_id', 'authors.id')
      .groupBy('authors.id')
      .havingRaw('count(books.id) < ?', [2])
      .select('authors.name')
      .count('books.id as books')
      .orderBy('authors.id'),
  'a subquery': (db) => db('authors').whereIn('id', db('books').select('author_id').where('price', '>', 5)),
  'a derived table': (db) =>
    db(db('books').select('title', 'price').as('t')).where('price', '>', 5).orderBy('price'),
  'limit and offset': (db) => db('books').orderBy('id').limit(1).offset(1),
  'offset alone': (db) => db('books').orderBy('id').offset(2),
  raws: (db) =>
    db('books')
      .select(db.raw('upper(??) as ??', ['title', 'loud']))
      .whereRaw('id = ?', [2]),
  'a builder run twice': async (db) => {
    const query = db('books').where('id', '<', 3).offset(1)
    return [await query, await query]
  },
  'a clone that goes its own way': async (db) => {
    const query = db('books').where('price', '>', 5).orderBy('id')
    const clone = query.clone().where('id', 2)
    return [await query, await clone]
  },
  'a modified builder': (db) => db('books').modify((q) => void q.where('id', 3)),
  'a builder without a table': (db) => db.queryBuilder().select(db.raw('1 as one')),
}

const WRITES: Record<string, Scenario> = {
  'insert one': async (db) => [await db('authors').insert({ name: 'Di' }), await db('authors')],
  'insert many, keys differing': async (db) => [
    await db('books').insert([
      { title: 'X', price: 1 },
      { author_id: 2, title: 'Y' },
    ]),
    await db('books').orderBy('id'),
  ],
  'insert returning': (db) =>
    db('authors')
      .insert([{ name: 'Di' }, { name: 'Ed' }])
      .returning(['id', 'name']),
  'on conflict': async (db) => {
    await db('books').insert({ title: 'A', price: 1 }).onConflict('title').ignore()
    await db('books').insert({ title: 'B', price: 1 }).onConflict('title').merge()
    await db('books').insert({ title: 'C', price: 1 }).onConflict(['title']).merge({ price: 7 })
    return db('books').orderBy('id')
  },
  'update and its count': async (db) => [
    await db('books')
      .where({ author_id: 1 })
      .update({ price: 5, title: db.raw('lower(title)') }),
    await db('books').orderBy('id'),
  ],
  counters: async (db) => {
    await db('books').where('id', 1).increment('price', 3)
    await db('books').where('id', 2).decrement({ price: 4 })
    return db('books').orderBy('id')
  },
  'update returning': (db) => db('books').where('id', 1).update('price', 99, ['id', 'price']),
  delete: async (db) => [await db('books').where('price', '>', 15).del(), await db('books').orderBy('id')],
  [FAILING]: (db) => db('books').insert({ title: 'A' }),
  batchInsert: async (db) => {
    const rows = Array.from({ length: 25 }, (_, index) => ({ name: `author ${index}` }))
    const ids = await db.batchInsert('authors', rows, 10)
    return [ids.length, await db('authors').count({ many: '*' }), await db('authors').max('id as id').first()]
  },
}

describe.each(Object.entries({ ...READS, ...WRITES }))('%s', (name, scenario) => {
  it('gives the same from the database', async () => {
    const metrics = await sameOnBoth(scenario, { fails: name === FAILING })
    expect(metrics).toMatchObject({ legacyCalls: 0, fastFallbacks: 0 })
    expect(metrics.fastCalls).toBeGreaterThan(0)
  })
})

describe('streams', () => {
  it('flow the same, by async iteration, by pipe and by a handler', async () => {
    const metrics = await sameOnBoth(async (db) => {
      const iterated: unknown[] = []
      for await (const row of db('books').orderBy('id').stream()) iterated.push(row)
      const handled: unknown[] = []
      await db('books')
        .where('id', '>', 1)
        .stream((stream) => void stream.on('data', (row) => handled.push(row)))
      return { iterated, handled }
    })
    expect(metrics).toMatchObject({ fastCalls: 2, legacyCalls: 0 })
  })
})

describe('texts', () => {
  const texts: Scenario = (db) => {
    const query = db('books').where({ title: `it's`, price: 3 }).whereIn('id', [1, 2])
    const { toNative, sql, bindings } = query.toSQL()
    return [(query as Text).toString(), query.toQuery(), toNative(), { sql, bindings }]
  }

  it.each(['better-sqlite3', 'pg'])('of %s are the same, and toNative may be taken off', async (client) => {
    const metrics = await sameOnBoth(texts, {
      config: { client, useNullAsDefault: true },
      setUp: () => Promise.resolve(),
    })
    expect(metrics).toMatchObject({ fastCalls: 3, legacyCalls: 0 })
  })
})

describe('a mistake of the application', () => {
  const mistakes: Record<string, Scenario> = {
    'an undefined binding': (db) => db('books').where({ id: undefined }),
    'an unknown operator': (db) => db('books').where('id', 'resembles', 1),
    'a missing table': (db) => db('no_such_table').where('id', 1),
  }

  it.each(Object.entries(mistakes))('%s is told in the words of Knex', async (_, mistake) => {
    const { outcome } = await sameOnBoth(mistake, { fallback: true, fails: true })
    expect(outcome.error).toMatch(/^(Error|TypeError|SqliteError): /)
  })
})
