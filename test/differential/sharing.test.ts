import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'

import { describeBuilder } from '../adapter/builder-anatomy.js'
import type { Loose } from './chain.js'
import { DIALECTS, makeKnex } from './dialects.js'
import type { Dialect } from './dialects.js'
import { outcome } from './outcome.js'
import { Pair } from './pair.js'

/*
 * Parts are shared between queries, and queries between dialects: an application that talks to two databases builds a query
 * for one and then for the other.
 */

/** Makes queries with a Knex, and with one of another dialect, and says how to build each. */
type Scenario = (k: Loose, other: Loose, build: (query: Loose, by?: Loose) => void) => void

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a subquery in two queries': (k, _, build) => {
    const sub = k('u')
      .select('id')
      .where('a', k.raw('? + 1', [1]))
      .limit(2)
    for (const query of [k('t').whereIn('b', sub), k('v').where('c', 2).whereNotIn('d', sub), sub])
      build(query)
  },
  'a subquery twice in one query': (k, _, build) => {
    const sub = k('u').select('id').offset(3)
    build(k('t').whereIn('a', sub).orWhereIn('b', sub))
    build(sub)
  },
  'a subquery that changes between two builds': (k, _, build) => {
    const sub = k('u').select('id')
    const outer = k('t').whereIn('b', sub)
    build(outer)
    sub.where('x', 3).limit(1)
    build(outer)
    build(sub)
  },
  'a raw and a ref in two queries': (k, _, build) => {
    const raw = k.raw('lower(??) = ?', ['a', 'x'])
    const ref = k.ref('t.b')
    build(k('t').whereRaw(raw).where('c', ref))
    build(k('u').select(raw, ref).orderBy(raw).groupBy(ref))
  },
  'a raw with a query in it, in two queries': (k, _, build) => {
    const raw = k.raw('a in ?', [k('u').select('id').offset(1)])
    build(k('t').whereRaw(raw))
    build(k('v').whereRaw(raw).limit(2))
  },
  'an update in a CTE, which counts': (k, _, build) => {
    const part = k('u').where('a', 1).update({ b: 2 }).increment('c', 3).returning('id')
    build(k('x').with('x', part))
    build(part)
    build(k('y').with('y', part.clone().increment('d', 1)))
  },
  'JSON values, shared by clones': (k, _, build) => {
    const query = k('t').whereJsonObject('a', { x: 1 }).whereJsonPath('b', '$.c', '=', { y: 2 })
    const clone = query.clone().where('d', 3)
    for (const each of [query, clone, query, clone]) build(each)
  },
  'counters, shared by clones': (k, _, build) => {
    const query = k('t').where('id', 1).update({ x: 1 }).increment('a', 2)
    const clone = query.clone().decrement('b', 3)
    for (const each of [query, clone, query, clone]) build(each)
  },
  'an offset without a limit, then cloned, limited and taken back': (k, _, build) => {
    const query = k('t').offset(5)
    build(query)
    for (const each of [query.clone(), query.clone().limit(3), query.offset(0), query.clear('limit')])
      build(each)
  },
  'a recursive CTE': (k, _, build) => {
    const query = k('x').withRecursive(
      'x',
      k('u').unionAll((q) => q.from('x')),
    )
    for (const each of [query, query.clone().where('a', 1), query]) build(each)
  },
  'another method of the same query': (k, _, build) => {
    const query = k('t').where('a', 1)
    build(query)
    for (const each of [query.clone().del(), query.clone().update({ b: 2 }), query.clone().insert({ c: 3 })])
      build(each)
    build(query.first('d'))
  },
  'rows of the application': (k, _, build) => {
    const rows = [{ a: 1, b: undefined }, { b: { x: 2 } }]
    build(k('t').insert(rows))
    build(k('t').insert(rows).onConflict('a').merge())
    build(k('t').update(rows[1]))
    expect(rows).toEqual([{ a: 1, b: undefined }, { b: { x: 2 } }])
  },

  'a query, built by one dialect and then by another': (k, other, build) => {
    const query = k('t').select('a as b').where('c', 1).orderBy('d', 'desc', 'last').limit(2).offset(3)
    for (const by of [k, other, k, other]) build(query, by)
  },
  'an offset alone, built by one dialect and then by another': (k, other, build) => {
    const query = k('t').offset(3)
    for (const by of [k, other, k]) build(query, by)
  },
  'an offset alone, the other way round': (k, other, build) => {
    const query = k('t').offset(3)
    for (const by of [other, k, other]) build(query, by)
  },
  'an insert, built by one dialect and then by another': (k, other, build) => {
    const query = k('t')
      .insert([{ a: 1, b: { x: 1 } }, { a: 2 }])
      .returning(['id'])
    for (const by of [k, other, k]) build(query, by)
  },
  'counters, built by one dialect and then by another': (k, other, build) => {
    const query = k('t').where('a', 1).update({ x: 1 }).increment('b', 2)
    for (const by of [k, other, k]) build(query, by)
  },
  'JSON, built by one dialect and then by another': (k, other, build) => {
    const query = k('t').whereJsonObject('a', { x: 1 }).whereJsonPath('b', '$.c', '=', 1)
    for (const by of [k, other, k]) build(query, by)
  },
  'CTEs, callbacks and joins, built by one dialect and then by another': (k, other, build) => {
    const query = k('x')
      .withRecursive('x', (q) =>
        q
          .from('u')
          .where('a', 1)
          .union((r) => r.from('x')),
      )
      .leftJoin('y', (j) => j.on('y.id', 'x.id').onVal('y.a', 2))
      .where((q) => q.whereILike('b', 'c%').orWhereIn('d', [3, 4]))
      .forUpdate()
    for (const by of [k, other, k]) build(query, by)
  },
  'a subquery of another dialect': (k, other, build) => {
    const sub = other('u').select('id').where('a', 1).offset(2)
    const query = k('t').whereIn('b', sub).where('c', 3)
    build(query)
    build(sub)
    build(query)
  },
  'a raw and a ref of another dialect': (k, other, build) => {
    const raw = other.raw('?? > ?', ['a', 1])
    const ref = other.ref('t.b')
    build(k('t').whereRaw(raw).where('c', ref).orderBy(ref))
    build(other('t').whereRaw(raw).where('c', ref))
    build(k('t').whereRaw(raw))
  },
  'a joined query and a CTE of another dialect': (k, other, build) => {
    const sub = other('u').where('a', 1).limit(2).as('x')
    build(k('y').with('y', other('v').where('b', 3)).join(sub, 'x.id', 'y.id'))
    build(sub)
  },
}

/** Another dialect for each, and one that words most things otherwise. */
const OTHER: Readonly<Record<Dialect, Dialect>> = {
  pg: 'mysql2',
  pgnative: 'mssql',
  cockroachdb: 'sqlite3',
  redshift: 'pg',
  mysql: 'mssql',
  mysql2: 'sqlite3',
  mariadb: 'cockroachdb',
  sqlite3: 'pg',
  'better-sqlite3': 'mysql',
  mssql: 'mariadb',
}

/** What every build made, and what it left behind. */
function tellOf(scenario: Scenario, knex: Knex, other: Knex): unknown[] {
  const told: unknown[] = []
  scenario(knex as unknown as Loose, other as unknown as Loose, (query, by) => {
    const { client } = (by ?? knex) as unknown as Knex
    const owner = (query as unknown as { client: unknown }).client === other.client ? other : knex
    const built = by === undefined ? query : { toSQL: () => client.queryCompiler(query).toSQL() }
    told.push(
      outcome(() => built),
      describeBuilder(owner, query),
    )
  })
  return told
}

describe.each(DIALECTS)('%s', (dialect) => {
  const otherPlain = (): Knex => makeKnex(OTHER[dialect])

  it.each(Object.entries(SCENARIOS))('%s', (_, scenario) => {
    const pair = new Pair(dialect, { fallback: true })
    const otherFast = pair.adapter.adaptKnex(otherPlain())
    const plain = tellOf(scenario, pair.plain, otherPlain())
    for (const time of ['at first sight', 'again', 'from the plan']) {
      expect(tellOf(scenario, pair.fast, otherFast), time).toEqual(plain)
      expect(tellOf(scenario, pair.fast, otherPlain()), `${time}, the other one not adapted`).toEqual(plain)
    }
  })
})
