import { afterEach, describe, expect, it, vi } from 'vitest'

import { often } from '../../dist/fast/shortcuts/often.js'
import type { Chain, Loose } from '../differential/chain.js'
import { DIALECTS } from '../differential/dialects.js'
import { outcome } from '../differential/outcome.js'
import { BY, Stage } from '../rules/stage.js'
import { learn, tryOthers } from './learning.js'
import type { Valued } from './learning.js'
import { watchShortcuts } from './watch.js'

/*
 * A shape that is met often gets a function of its own, which knows its queries by comparing them with one. That it
 * takes no other query for one of them is what all tests of queries show too: `test/soon.ts` has them get shortcuts early.
 */

const VALUED: Readonly<Record<string, Valued>> = {
  'a where': (k, value) => k('t').where('a', value),
  'an operator': (k, value) => k('t').where('a', '>', value).first('b'),
  'a where between others': (k, value) => k('t').where('x', 1).where('a', value).where('y', 'z').limit(3),
  like: (k, value) => k('t').whereLike('a', value),
  between: (k, value) => k('t').whereBetween('a', [value, 5]),
  'in a list': (k, value) => k('t').whereIn('a', [1, value, 'c']),
  'in a list of one': (k, value) => k('t').whereIn('a', [value]),
  'a limit': (k, value) => k('t').limit(value),
  'an offset': (k, value) => k('t').limit(5).offset(value),
  'a having': (k, value) => k('t').groupBy('a').having('b', '<', value),
  'a join': (k, value) => k('t').join('u', (j) => j.on('t.a', 'u.b').onVal('u.c', value)),
  'a subquery': (k, value) => k('t').whereIn('a', k('u').select('b').where('c', value)),
  'a group': (k, value) => k('t').where((q) => q.where('a', value).orWhere('b', 2)),
  'a row': (k, value) => k('t').insert({ b: 'x', a: value }),
  'a row of rows': (k, value) =>
    k('t').insert([
      { a: 1, b: 2 },
      { a: value, b: 3 },
    ]),
  'a whole row': (k, value) => k('t').insert([{ a: 1, b: 2 }, value]),
  'an only row': (k, value) => k('t').insert(value),
  'an update': (k, value) => k('t').where('id', 1).update({ b: 0, a: value }),
  'a delete': (k, value) => k('t').where('a', value).del(),
  'a column': (k, value) => k('t').select(value),
  'a table': (k, value) => k(value).where('a', 1),
  'a table by its alias': (k, value) => k({ a: value }).where('a.b', 1),
  'a table that is a raw': (k, value) => k.from(k.raw('f(?) as t', [value])).where('a', 1),
  'a table that is a subquery': (k, value) => k.from(k('t').where('a', value).as('u')).where('b', 1),
  'a table that is a callback': (k, value) => k.from((q: Loose) => q.from('t').where('a', value).as('u')),
  'no table': (k, value) => k.select(k.raw('? as a', [value])),
  'an order': (k, value) => k('t').orderBy('a', value),
  'a merge': (k, value) => k('t').insert({ a: 1 }).onConflict('a').merge({ b: value }),
}

describe.each(DIALECTS)('a shortcut learnt from one value, and another (%s)', (dialect) => {
  it.each(Object.entries(VALUED))('%s', (_, chain) => {
    const { answered, isBuilt } = tryOthers(dialect, chain)
    expect(answered > 0, 'answered by shortcuts').toBe(isBuilt)
  })
})

const USUAL: Readonly<Record<string, Chain>> = {
  'a select': (k) => k('t').where('a', 1),
  first: (k) => k('t').where({ a: 1 }).first('b', 'c'),
  'a count': (k) => k('t').where('a', '>', 1).count('* as n'),
  'no table': (k) => k.select(k.raw('now() as t')),
  'a table by its alias': (k) => k({ a: 't', b: 'u' }).whereColumn('a.x', 'b.y'),
  'a raw for a table': (k) => k.from(k.raw('generate_series(?, ?) as n', [1, 5])).where('n', '>', 2),
  'a subquery for a table': (k) => k.from(k('t').where('a', 1).as('u')).where('b', 2),
  'a callback for a table': (k) => k.from((q: Loose) => q.from('t').where('a', 1).as('u')).where('b', 2),
  pluck: (k) => k('t').where('a', 1).pluck('b'),
  'a page': (k) =>
    k('t').select('a').where('b', 1).whereIn('c', ['x', 'y']).orderBy('d', 'desc').limit(5).offset(10),
  'null and between': (k) => k('t').whereNull('a').whereNotNull('b').whereBetween('c', [1, 2]),
  'like and not': (k) => k('t').whereLike('a', '%b').whereNot('c', 1).orWhereNotIn('d', [1, 2, 3]),
  joins: (k) =>
    k('t as a').join('u as b', 'b.id', 'a.b_id').leftJoin('v', 'v.a', 'b.id').select('a.x', { n: 'v.y' }),
  'a subquery': (k) => k('t').whereIn('a', k('u').select('id').where('b', 2)),
  'a callback': (k) =>
    k('t').where((q: Loose) => q.where('a', 1).orWhere((r) => r.where('b', 2).where('c', 3))),
  exists: (k) =>
    k('t').whereExists(function (this: Loose) {
      this.from('u').where('u.a', 1)
    }),
  grouped: (k) => k('t').select('a').sum('b as s').groupBy('a').having('s', '>', 1).orderBy('s'),
  'a union': (k) =>
    k('t')
      .where('a', 1)
      .union([k('u').where('b', 2)]),
  'an insert': (k) => k('t').insert({ b: 1, a: 'x', c: null }),
  'an insert of rows': (k) =>
    k('t').insert([
      { b: 1, a: 2 },
      { b: 3, a: 4 },
    ]),
  'an insert that returns': (k) => k('t').insert({ a: 1 }).returning('id'),
  'an upsert of other values': (k) => k('t').insert({ a: 1 }).onConflict('a').merge({ b: 2 }),
  'an upsert': (k) => k('t').insert({ a: 1, b: 2 }).onConflict('a').merge(['b']),
  'an update': (k) =>
    k('t')
      .where('id', 1)
      .update({ a: 'x', b: new Date(0) }),
  'a delete': (k) => k('t').where('id', 1).del(),
}

describe('what applications build most', () => {
  it.each(Object.entries(USUAL))('has a shortcut: %s', (_, chain) => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    learn(stage, chain)
    expect(seen().made).toBe(1)
    expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
    expect(seen()).toEqual({ made: 0, answered: 1 })
    expect(stage.metrics.legacyCalls).toBe(0)
  })

  it('has one for what fast declines', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    const declined: Chain = (k) => {
      const query = k('t').where('a', 1)
      query._statements.push({ grouping: 'of a plugin' })
      return query
    }
    learn(stage, declined)
    seen()
    declined(stage.db).toSQL()
    expect(seen()).toEqual({ made: 0, answered: 1 })
    expect(stage.metrics).toMatchObject({ fastCalls: 0, fastFallbacks: often.builds + 4 })
  })
})

describe('a shortcut', () => {
  const chain: Chain = (k) => k('t').where('a', 1).limit(2)

  it('is not made before a shape has been built some times', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    for (let i = 0; i < often.builds; i++) chain(stage.db).toSQL()
    expect(seen().made).toBe(0)
    chain(stage.db).toSQL()
    expect(seen().made).toBe(1)
  })

  it.each([
    ['another text', { sql: 'select 1' }],
    ['other bindings', { bindings: [2, 1] }],
    ['a field too many', { extra: true }],
  ])('that answers with %s is found out by a sample, and never serves again', (_, wrong) => {
    const stage = new Stage({ percentage: 100 })
    learn(stage, chain)
    stage.adapter.setRollout({ verifyPercentage: 100 }, BY)
    watchShortcuts((query) => Object.assign(query!, wrong))
    for (let i = 0; i < 3; i++)
      expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
    expect(stage.metrics).toMatchObject({ parityMismatches: 1, quarantinedShapes: 1, plans: 0 })
  })

  it('gives each build a result of its own', () => {
    const stage = new Stage({ percentage: 100 })
    learn(stage, chain)
    const [one, other] = [chain(stage.db).toSQL(), chain(stage.db).toSQL()]
    one.bindings.push('changed')
    expect(other.bindings).toEqual([1, 2])
    expect(other.__knexQueryUid).not.toBe(one.__knexQueryUid)
  })

  it('goes when the cache drops its shape, and comes back with it', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: 2 })
    const seen = watchShortcuts()
    learn(stage, chain)
    for (let i = 0; i < 60; i++)
      stage
        .db('t')
        .where(`column ${i >> 2}`, 1)
        .toSQL()
    seen()
    chain(stage.db).toSQL()
    expect(seen(), 'of a dropped shape').toEqual({ made: 0, answered: 0 })
    learn(stage, chain)
    expect(seen().made).toBe(1)
  })

  it('knows nothing of queries under a hook', () => {
    const stage = new Stage({ percentage: 100 })
    learn(stage, chain)
    const shout = (name: string, wrap: (name: string) => string): string => wrap(name.toUpperCase())
    for (const knex of [stage.db, stage.plain]) knex.client.config.wrapIdentifier = shout
    expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
    expect(chain(stage.db).toSQL().sql).toContain('"A"')
  })

  it('runs a callback once, be its query of the shape or not', () => {
    const stage = new Stage({ percentage: 100 })
    let runs = 0
    const grouped =
      (column: string): Chain =>
      (k) =>
        k('t').where((q: Loose) => {
          runs += 1
          return q.where(column, 1)
        })
    learn(stage, grouped('a'))
    for (const column of ['a', 'b', 'a', 'c']) {
      runs = 0
      expect(grouped(column)(stage.db).toSQL().sql).toBe(`select * from "t" where ("${column}" = ?)`)
      expect(runs).toBe(1)
    }
  })

  it('sees what a callback does to the query around it', () => {
    const stage = new Stage({ percentage: 100 })
    const meddling =
      (meddle: (query: Loose) => void): Chain =>
      (k) => {
        const query = k('t')
        return query.where((q: Loose) => {
          meddle(query)
          q.where('a', 1)
        })
      }
    learn(
      stage,
      meddling(() => {}),
    )
    const all = [
      (q: Loose) => q.clearWhere(),
      (q: Loose) => q.limit(1),
      (q: Loose) => q.from('u'),
      (q: Loose) => q.forUpdate(),
    ]
    for (const meddle of all) {
      const chain = meddling(meddle)
      expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
    }
  })

  it('takes the values of lists as they were when a walk would', () => {
    const stage = new Stage({ percentage: 100 })
    const meddling =
      (meddle: (list: number[]) => void): Chain =>
      (k) => {
        const list = [1, 2, 3]
        return k('t')
          .whereIn('a', list)
          .where((q: Loose) => {
            meddle(list)
            q.where('b', 1)
          })
      }
    learn(
      stage,
      meddling(() => {}),
    )
    const chain = meddling((list) => list.fill(0))
    expect(chain(stage.db).toSQL().bindings).toEqual([1, 2, 3, 1])
  })

  it('is not made of a query that has one object in two places: the next may have two', () => {
    const stage = new Stage({ percentage: 100 })
    const [one, other] = [
      [1, 10],
      [2, 20],
    ]
    const of =
      (first: number[], second: number[]): Chain =>
      (k) =>
        k('t').whereBetween('a', first).orWhereBetween('b', second)
    learn(stage, of(one, one))
    expect(of(one, other)(stage.db).toSQL().bindings).toEqual([1, 10, 2, 20])
    const upsert =
      (row: object, merged: object): Chain =>
      (k) =>
        k('t').insert(row).onConflict('a').merge(merged)
    const row = { a: 1, b: 2 }
    learn(stage, upsert(row, row))
    expect(upsert(row, { a: 3, b: 4 })(stage.db).toSQL().bindings).toEqual([1, 2, 3, 4])
  })

  it('is not made where there are so many values that looking for them would take long', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    const row = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`c${i}`, i]))
    learn(stage, (k) => k('t').insert(row))
    expect(seen().made).toBe(0)
  })

  it('leaves what is the application’s as it was', () => {
    const stage = new Stage({ percentage: 100 })
    const row = Object.freeze({ b: 1, a: 'x' })
    const rows = Object.freeze([row, Object.freeze({ b: 2, a: 'y' })])
    const list = Object.freeze([1, 2, 3])
    learn(stage, (k) => k('t').insert(row))
    learn(stage, (k) => k('t').insert(rows))
    learn(stage, (k) => k('t').whereIn('a', list))
    learn(stage, (k) => k('t').where('a', 1).update(row))
    expect({ row, rows, list }).toEqual({
      row: { b: 1, a: 'x' },
      rows: [row, { b: 2, a: 'y' }],
      list: [1, 2, 3],
    })
    expect(stage.metrics).toMatchObject({ fastErrors: 0, legacyCalls: 0 })
  })
})

describe('shortcuts', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('are asked in turn where tables and numbers of statements are the same, and stay right', () => {
    const stage = new Stage({ percentage: 100 })
    const columns = Array.from({ length: 20 }, (_, i) => `c${i}`)
    const of =
      (column: string): Chain =>
      (k) =>
        k('t').where(column, column)
    for (const column of columns) learn(stage, of(column))
    for (const column of [...columns, ...columns.toReversed()]) {
      const { sql, bindings } = of(column)(stage.db).toSQL()
      expect({ sql, bindings }).toEqual({
        sql: `select * from "t" where "${column}" = ?`,
        bindings: [column],
      })
    }
  })

  it('make room for others, where they are not used any more', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    const of =
      (i: number): Chain =>
      (k) =>
        k(`t${i}`).where('a', 1)
    const minutes = vi.spyOn(performance, 'now')
    for (const minute of [2, 4]) {
      minutes.mockReturnValue(minute * 60_000)
      for (let i = 0; i < 501; i++) learn(stage, of(minute * 1000 + i))
    }
    seen()
    of(4400)(stage.db).toSQL()
    expect(seen().answered, 'one of the last').toBe(1)
    of(2400)(stage.db).toSQL()
    expect(seen(), 'one of the first, which gets another').toEqual({ made: 1, answered: 0 })
  })

  it('are not made again and again where there are more shapes than room', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    const round = (): void => {
      for (let i = 0; i < 600; i++) stage.db(`t${i}`).where('a', 1).toSQL()
      for (let i = 0; i < 30; i++) stage.db('t').where(`c${i}`, 1).toSQL()
    }
    for (let i = 0; i < often.builds + 2; i++) round()
    expect(seen().made).toBe(630)
    for (let i = 0; i < 3; i++) round()
    expect(seen().made).toBe(0)
  })

  it('hold what texts there may be: none of them becomes code', () => {
    const stage = new Stage({ percentage: 100 })
    const names = [
      '"); throw 1; ("',
      "'",
      '`${1}`',
      '*/',
      '\\',
      '\n',
      '\u2028',
      '__proto__',
      'constructor',
      '\0',
      'é',
    ]
    for (const name of names) {
      const all: Chain[] = [
        (k) => k('t').where(name, 'v'),
        (k) => k('t').insert({ [name]: 1 }),
        (k) => k('t').select(name, { [name]: 'a' }),
        (k) => k(name).where('a', 1),
      ]
      for (const chain of all) {
        learn(stage, chain)
        expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
      }
    }
    expect(stage.metrics).toMatchObject({ fastErrors: 0, parityMismatches: 0 })
  })
})
