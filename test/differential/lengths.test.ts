import { describe, expect, it } from 'vitest'

import type { Loose } from './chain.js'
import { DIALECTS, Pair } from './pair.js'
import type { Chain } from './pair.js'

/* Lists of different lengths, and inserts of different numbers of rows, are served by one plan: its text is put together. */

const LENGTHS = [2, 3, 4, 5, 9, 33, 150, 1001, 5, 2]

/** A query with lists of that many items. */
type Sized = (k: Loose, n: number) => unknown

const numbers = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i)
const pairs = (n: number): (number | string)[][] => numbers(n).map((i) => [i, `b${i}`])
const rows = (n: number): object[] =>
  numbers(n).map((i) => ({ c: `c${i}`, a: i, b: i % 2 ? null : new Date(i) }))

const QUERIES: Readonly<Record<string, Sized>> = {
  'a list': (k, n) => k('t').whereIn('a', numbers(n)),
  'a list between other values': (k, n) =>
    k('t').where('x', 'first').whereIn('a', numbers(n)).where('y', 'last').limit(3).offset(4),
  'a list of texts, dates, nulls and bytes': (k, n) =>
    k('t').whereNotIn(
      'a',
      numbers(n).map((i) => [`a${i}`, new Date(i), null, Buffer.from([i % 256])][i % 4]),
    ),
  'two lists': (k, n) =>
    k('t')
      .whereIn('a', numbers(n))
      .orWhereIn('b', numbers(2 + ((n * 7) % 5), 5000)),
  'three lists, one of them fixed': (k, n) =>
    k('t')
      .whereIn('a', numbers(n))
      .whereIn('b', ['only'])
      .whereNotIn('c', numbers(n + 1, 7000)),
  tuples: (k, n) => k('t').whereIn(['a', 'b'], pairs(n)).where('c', 1),
  'a list in a group': (k, n) => k('t').where((q) => q.whereIn('a', numbers(n)).orWhere('b', 1)),
  'a list in a subquery': (k, n) =>
    k('t')
      .where('x', 1)
      .whereIn('a', k('u').select('id').whereIn('b', numbers(n)))
      .where('y', 2),
  'a list in a common table expression, of which the bindings come first': (k, n) =>
    k('x')
      .where('c', 'last')
      .with('x', k('u').whereIn('a', numbers(n)).where('d', 'middle')),
  'a list in a join and one in a having': (k, n) =>
    k('t')
      .having('g', '>', 0)
      .havingIn('h', numbers(n))
      .join('u', (j) => j.on('u.id', 't.id').onIn('u.a', numbers(n + 2, 9000)))
      .where('z', 'between'),
  'lists in a union': (k, n) =>
    k('t')
      .whereIn('a', numbers(n))
      .unionAll(k('u').whereIn('b', numbers(n + 1, 3000))),
  'the where of an update': (k, n) =>
    k('t').whereIn('a', numbers(n)).where('d', 'last').update({ c: 'c', b: 'b' }),
  'the where of a delete': (k, n) => k('t').whereIn('a', numbers(n)).del(),
  rows: (k, n) => k('t').insert(rows(n)),
  'rows with a conflict': (k, n) => k('t').insert(rows(n).map((row) => ({ ...row, d: 1 }))),
  'rows and what they return': (k, n) => k('t').insert(rows(n)).returning(['a']),
  'rows behind a list': (k, n) =>
    k('t')
      .with('x', k('u').whereIn('z', numbers(n + 3, 8000)))
      .insert(rows(n)),
}

const MERGES: Sized = (k, n) => k('t').insert(rows(n)).onConflict('a').merge()
const UPSERTS: Sized = (k, n) => k('t').upsert(rows(n))

const chainOf =
  (query: Sized, n: number): Chain =>
  (k) =>
    query(k, n) as ReturnType<Chain>

function expectShared(pair: Pair, query: Sized, lengths: readonly number[] = LENGTHS): void {
  const { plans } = pair.adapter.getQueryBuilderMetrics()
  for (const n of lengths) pair.expectSame(chainOf(query, n))
  expect(pair.adapter.getQueryBuilderMetrics().plans - plans, 'one plan for all').toBe(1)
}

describe.each(DIALECTS)('%s', (dialect) => {
  it.each(Object.entries(QUERIES))('%s', (_, query) => {
    const pair = new Pair(dialect)
    expectShared(pair, query)
    // The shortest are shapes of their own: Knex words some of them otherwise.
    for (const n of [0, 1]) pair.expectSame(chainOf(query, n))
    expectShared(new Pair(dialect), query, [...LENGTHS, 77].reverse())
  })

  it('a list with holes, in which Knex sees undefined, whatever was built before', () => {
    const pair = new Pair(dialect)
    // eslint-disable-next-line no-sparse-arrays -- that is what is tested
    const holes = [1, , 3] as number[]
    const queries: Sized[] = [
      (k, n) => k('t').havingIn('a', n === 0 ? holes : numbers(n)),
      (k, n) => k('t').join('u', (j) => j.on('u.a', 't.a').onIn('u.b', n === 0 ? holes : numbers(n))),
    ]
    for (const query of queries) for (const n of [3, 0, 2, 0, 4, 0]) pair.expectSame(chainOf(query, n))
  })

  it('rows that are not alike are each a shape of their own', () => {
    const pair = new Pair(dialect)
    for (const odd of [{ a: 1 }, { c: 1, b: 2 }, { b: 1, a: 2, c: { x: 1 } }]) {
      for (const n of [2, 3])
        pair.expectSame(chainOf((k) => k('t').insert([...numbers(n).map((a) => ({ a, c: 3 })), odd]), n))
    }
    expect(pair.adapter.getQueryBuilderMetrics().plans).toBe(6)
  })

  it('a list with something else in it is a shape of its own, whatever its length', () => {
    const pair = new Pair(dialect)
    for (const n of [2, 3, 2])
      pair.expectSame((k) =>
        k('t')
          .whereIn('a', [...numbers(n), k.raw('?', [7])] as never)
          .where('b', 8),
      )
    expect(pair.adapter.getQueryBuilderMetrics().plans).toBe(2)
  })
})

it.each(DIALECTS.filter((dialect) => !['mssql', 'redshift'].includes(dialect)))(
  '%s: rows that are merged',
  (dialect) => {
    expectShared(new Pair(dialect), MERGES)
  },
)

it.each(['mysql', 'mysql2', 'mariadb', 'cockroachdb'] as const)('%s: rows of an upsert', (dialect) => {
  expectShared(new Pair(dialect), UPSERTS)
})
