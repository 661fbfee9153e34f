import { describe, expect, it } from 'vitest'

import type { Chain, Loose } from '../differential/chain.js'
import { outcome } from '../differential/outcome.js'
import { SOME_DIALECTS, Stage } from '../rules/stage.js'
import { learn, tryOthers } from './learning.js'
import type { Valued } from './learning.js'
import { watchShortcuts } from './watch.js'

/*
 * Raws and refs in queries that have shortcuts: all that Knex reads of them is compared, and what it leaves in them is left.
 */

const VALUED: Readonly<Record<string, Valued>> = {
  'a binding': (k, value) => k('t').whereRaw('a > ?', [value]).where('b', 2),
  'a binding by itself': (k, value) => k('t').whereRaw('a > ?', value),
  'one of several': (k, value) => k('t').whereRaw('a between ? and ? or b = ?', [1, value, 'c']),
  'a name': (k, value) => k('t').select(k.raw('??', [value])),
  'a named binding': (k, value) => k('t').whereRaw('a > :a and b = :b', { b: 2, a: value }),
  'a name that is said twice': (k, value) => k('t').whereRaw('a > :a or b > :a', { a: value }),
  'all bindings': (k, value) => k('t').whereRaw('a > :a', value),
  'a raw for a value': (k, value) => k('t').where('a', k.raw('? + 1', [value])),
  'a raw in a row': (k, value) => k('t').insert({ a: 1, b: k.raw('lower(?)', [value]) }),
  'beside a raw': (k, value) => k('t').where('a', k.raw('now()')).where('b', value),
  'beside a callback': (k, value) =>
    k('t')
      .select('id', k.raw('count(?)', [1]))
      .where((q) => void q.where('a', value).orWhere('b', 2)),
  'in a group, beside another': (k, value) =>
    k('t').where((q) => void q.whereRaw('a > ?', [value]).orWhere((r) => void r.whereRaw('b > ?', [2]))),
  'in a subquery of a callback': (k, value) =>
    k('t').whereIn('id', (q) => void q.select('id').from('u').whereRaw('a > ?', [value])),
  'a callback among its bindings': (k, value) =>
    k('t').whereRaw('a > ? and b in (?)', [value, (q: Loose) => void q.select('b').from('u')]),
  'a text': (k, value) => k('t').select(k.raw(value)),
  'a wrap': (k, value) => k('t').select(k.raw('a').wrap('(', value)),
  'a ref': (k, value) => k('t').select(k.ref(value)),
  'an alias': (k, value) => k('t').select(k.ref('a').as(value)),
  'a schema': (k, value) => k('t').select(k.ref('a').withSchema(value)),
}

/** One of each family: to what raws and refs are, the dialect makes no difference. */
const FAMILIES = ['pg', 'mysql2', 'sqlite3', 'mssql'] as const

describe.each(FAMILIES)('a shortcut learnt from one value, and another (%s)', (dialect) => {
  it.each(Object.entries(VALUED))('%s', (_, chain) => {
    const { answered } = tryOthers(dialect, chain)
    expect(answered, 'answered by shortcuts').toBeGreaterThan(0)
  })
})

/** A query with a fragment in it, made apart, so that it can be looked at when the query has been built. */
interface Fragment {
  readonly make: (k: Loose, value: number) => unknown
  readonly within: (k: Loose, fragment: never) => unknown
}

const asColumn = (k: Loose, fragment: never): unknown => k('t').select('id', fragment).where('a', 1)

const FRAGMENTS: Readonly<Record<string, Fragment>> = {
  'a raw without bindings': { make: (k) => k.raw('now()'), within: asColumn },
  'a raw with a value': { make: (k, value) => k.raw('coalesce(b, ?)', [value]), within: asColumn },
  'a raw with a name and a value': { make: (k, value) => k.raw('?? + ?', ['a.b', value]), within: asColumn },
  'a raw with names': { make: (k, value) => k.raw('f(??, ?)', [['a', 'b'], value]), within: asColumn },
  'a raw with named bindings': {
    make: (k, value) => k.raw('f(:a:, :b, :b, :c)', { c: 'c', b: value, a: 'x.y' }),
    within: asColumn,
  },
  'a raw with named bindings, one of which is absent': {
    make: (k, value) => k.raw('f(:a, :b)', { a: value }),
    within: asColumn,
  },
  'a raw with a list': {
    make: (k, value) => k.raw('b = any(?)', [Array.from({ length: value }, (_, i) => i)]),
    within: asColumn,
  },
  'a raw with a list by name': {
    make: (k, value) => k.raw('b = any(:all) or c = :one', { all: [1, value], one: value }),
    within: asColumn,
  },
  'a raw with a date alone': { make: (k, value) => k.raw('f()', new Date(value)), within: asColumn },
  'a wrapped raw': { make: (k, value) => k.raw('f(?)', [value]).wrap('(', ')'), within: asColumn },
  'a raw in a raw': {
    make: (k, value) => k.raw('f(?, ?)', [k.raw('g(?)', [value]), value]),
    within: asColumn,
  },
  'a ref in a raw': { make: (k, value) => k.raw('f(??, ?)', [k.ref('a.b'), value]), within: asColumn },
  'a query in a raw': {
    make: (k, value) => k.raw('exists (?)', [k('u').select('id').where('b', value)]),
    within: (k, raw) => k('t').whereRaw(raw),
  },
  whereRaw: { make: (k, value) => k.raw('a > ?', [value]), within: (k, raw) => k('t').whereRaw(raw).first() },
  'where of a raw': {
    make: (k, value) => k.raw('f(?)', [value]),
    within: (k, raw) => k('t').where(raw, '<', 3),
  },
  'a raw for a value': {
    make: (k, value) => k.raw('? + 1', [value]),
    within: (k, raw) => k('t').where('a', raw),
  },
  'a raw in a list': {
    make: (k, value) => k.raw('f(?)', [value]),
    within: (k, raw) => k('t').whereIn('a', [1, raw, 3]),
  },
  'a raw under an alias': {
    make: (k, value) => k.raw('f(?)', [value]),
    within: (k, raw) => k('t').select({ n: raw }),
  },
  'a count': {
    make: (k, value) => k.raw('case when a > ? then 1 end', [value]),
    within: (k, raw) => k('t').count(raw),
  },
  orderByRaw: { make: (k, value) => k.raw('f(a, ?)', [value]), within: (k, raw) => k('t').orderByRaw(raw) },
  orderBy: { make: (k, value) => k.raw('f(a, ?)', [value]), within: (k, raw) => k('t').orderBy(raw, 'desc') },
  groupByRaw: { make: (k, value) => k.raw('f(a, ?)', [value]), within: (k, raw) => k('t').groupByRaw(raw) },
  havingRaw: {
    make: (k, value) => k.raw('count(*) > ?', [value]),
    within: (k, raw) => k('t').groupBy('a').havingRaw(raw),
  },
  'a join of a raw': {
    make: (k, value) => k.raw('u as v on v.a = ?', [value]),
    within: (k, raw) => k('t').join(raw).where('b', 1),
  },
  'on a raw': {
    make: (k, value) => k.raw('?', [value]),
    within: (k, raw) => k('t').join('u', (j) => j.on('t.a', 'u.a').on('u.b', '=', raw)),
  },
  'a CTE': {
    make: (k, value) => k.raw('select ?', [value]),
    within: (k, raw) => k('t').with('c', raw).select('a'),
  },
  'a union': {
    make: (k, value) => k.raw('select ?', [value]),
    within: (k, raw) => k('t').select('a').union([raw]),
  },
  'a raw in a subquery': {
    make: (k, value) => k.raw('b > ?', [value]),
    within: (k, raw) => k('t').whereIn('a', k('u').select('b').whereRaw(raw)).where('c', 2),
  },
  'a raw before a list of any length': {
    make: (k, value) => k.raw('b > ?', [value]),
    within: (k, raw) => k('t').whereRaw(raw).whereIn('c', [1, 2, 3]).where('d', 4),
  },
  'a raw in a row': {
    make: (k, value) => k.raw('f(?)', [value]),
    within: (k, raw) => k('t').insert({ a: 1, b: raw }),
  },
  'a raw in one of several rows': {
    make: (k, value) => k.raw('f(?)', [value]),
    within: (k, raw) => k('t').insert([{ a: 1 }, { a: raw }]),
  },
  'now, in an insert': {
    make: (k) => k.client.raw('CURRENT_TIMESTAMP'),
    within: (k, raw) => k('t').insert({ a: 1, b: raw }),
  },
  'a raw in an update': {
    make: (k, value) => k.raw('?? + ?', ['n', value]),
    within: (k, raw) => k('t').where('id', 1).update({ n: raw, a: 2 }),
  },
  'a ref': { make: (k) => k.ref('t.b'), within: (k, ref) => k('t').where('a', '>', ref).where('c', 1) },
  'a ref under an alias': { make: (k) => k.ref('t.b').as('c'), within: asColumn },
  'a ref in a schema': { make: (k) => k.ref('t.b').withSchema('s'), within: asColumn },
  'orderBy a ref': { make: (k) => k.ref('t.b'), within: (k, ref) => k('t').orderBy(ref) },
}

interface Left {
  readonly client: unknown
  readonly sql: unknown
  readonly bindings: unknown
}

/** A build, and what it left in its fragment and in those within that, seen from a Knex. */
function built({ make, within }: Fragment, knex: Stage['db'], other: Stage['db'], value: number): unknown {
  const k = knex as unknown as Loose
  const fragment = make(other as unknown as Loose, value)
  const query = outcome(() => within(k, fragment as never))
  const left = (each: unknown): unknown => {
    const { client, sql, bindings } = each as Left
    const inner = Array.isArray(bindings) ? bindings.filter(isFragment).map(left) : []
    return {
      isOwn: client === knex.client,
      sql,
      inner,
      isEmpty: Array.isArray(bindings) && bindings.length === 0,
    }
  }
  return { query, left: left(fragment) }
}

function isFragment(value: unknown): boolean {
  return value instanceof Object && 'isRawInstance' in value
}

describe.each(FAMILIES)('a query with a fragment has a shortcut (%s)', (dialect) => {
  it.each(Object.entries(FRAGMENTS))('%s', (_, fragment) => {
    const seen = watchShortcuts()
    const stage = new Stage({ dialect, percentage: 100 })
    learn(stage, (k) => fragment.within(k, fragment.make(k, 1) as never))
    expect(seen().made).toBe(1)
    for (const value of [2, 3]) {
      const other = stage.plainKnex()
      expect(built(fragment, stage.db, other, value)).toEqual(built(fragment, stage.plain, other, value))
      expect(seen()).toEqual({ made: 0, answered: 1 })
    }
    expect(stage.metrics).toMatchObject({ legacyCalls: 0, fastErrors: 0 })
  })
})

/** Fragments in place of one that a shortcut was learnt from, and not like it. */
type Others = readonly [learnt: (k: Loose) => unknown, ...others: ((k: Loose) => unknown)[]]

const UNLIKE: Readonly<Record<string, Others>> = {
  text: [(k) => k.raw('a + ?', [1]), (k) => k.raw('a - ?', [1]), (k) => k.raw(''), () => 'a'],
  'number of bindings': [
    (k) => k.raw('f(?)', [1]),
    (k) => k.raw('f(?)', []),
    (k) => k.raw('f(?)', [1, 2]),
    (k) => k.raw('f(?)'),
  ],
  'kind of binding': [
    (k) => k.raw('f(?)', [1]),
    (k) => k.raw('f(?)', [k.raw('x')]),
    (k) => k.raw('f(?)', [k.ref('x')]),
    (k) => k.raw('f(?)', [k('u').where('a', 2)]),
    (k) => k.raw('f(?)', [(q: Loose) => q.from('u')]),
    (k) => k.raw('f(?)', [undefined]),
    (k) => k.raw('f(?)', [[1, undefined]]),
    (k) => k.raw('f(?)', [{ a: 1 }]),
  ],
  list: [
    (k) => k.raw('f(?)', [[1, 2]]),
    (k) => k.raw('f(?)', [[undefined]]),
    (k) => k.raw('f(?)', [[[1], { a: undefined }]]),
    (k) => k.raw('f(?)', [1]),
    (k) => k.raw('f(?)', [k.raw('x')]),
  ],
  name: [
    (k) => k.raw('??', ['a']),
    (k) => k.raw('??', ['b']),
    (k) => k.raw('??', ['a.b']),
    (k) => k.raw('??', [['a', 'b']]),
    (k) => k.raw('??', [{ a: 'b' }]),
    (k) => k.raw('??', [k.raw('a')]),
    (k) => k.raw('??', [1]),
  ],
  'named bindings': [
    (k) => k.raw('f(:a, :b)', { a: 1, b: 2 }),
    (k) => k.raw('f(:a, :b)', { b: 2, a: 1 }),
    (k) => k.raw('f(:a, :b)', { a: 1 }),
    (k) => k.raw('f(:a, :b)', { a: 1, b: 2, c: 3 }),
    (k) => k.raw('f(:a, :b)', { a: 1, b: undefined }),
    (k) => k.raw('f(:a, :b)', { a: 1, b: 2, c: undefined }),
    (k) => k.raw('f(:a, :b)', { a: 1, b: k.raw('x') }),
    (k) => k.raw('f(:a, :b)', Object.assign(Object.create({ a: 1 }) as object, { b: 2 })),
    (k) => k.raw('f(:a, :b)', Object.assign(Object.create(null) as object, { a: 3, b: 4 })),
    (k) => k.raw('f(:a, :b)', [1, 2]),
    (k) => k.raw('f(:a, :b)'),
  ],
  'named bindings, fewer': [
    (k) => k.raw('f(:a, :b)', { a: 1 }),
    (k) => k.raw('f(:a, :b)', { a: 1, b: 2 }),
    (k) => k.raw('f(:a, :b)', {}),
  ],
  'lone binding': [
    (k) => k.raw('f()', new Date(1)),
    (k) => k.raw('f()', [new Date(1)]),
    (k) => k.raw('f()'),
    (k) => k.raw('f()', {}),
    (k) => k.raw('f()', new Map([[1, 2]])),
  ],
  wrap: [
    (k) => k.raw('a'),
    (k) => k.raw('a').wrap('(', ')'),
    (k) => k.raw('a').wrap('(', ''),
    (k) => k.raw('a').wrap('', ')'),
    (k) => k.ref('a'),
  ],
  'no wrap': [(k) => k.raw('a').wrap('(', ')'), (k) => k.raw('a'), (k) => k.raw('a').wrap('[', ')')],
  ref: [
    (k) => k.ref('a.b').as('c'),
    (k) => k.ref('a.b'),
    (k) => k.ref('a.b').as('d'),
    (k) => k.ref('a.b').as('c').withSchema('s'),
    (k) => k.ref('b').as('c'),
    (k) => k.ref('a.b').as('c').wrap('(', ')'),
    (k) => k.raw('a.b'),
    () => 'a.b',
    (k) => k.ref('a.b').as(''),
  ],
}

describe.each(SOME_DIALECTS)('a shortcut takes no other for its own (%s)', (dialect) => {
  it.each(Object.entries(UNLIKE))('%s', (_, [learnt, ...others]) => {
    const seen = watchShortcuts()
    const stage = new Stage({ dialect, percentage: 100 })
    const within = (k: Loose, make: (k: Loose) => unknown): unknown =>
      k('t')
        .select('id', make(k) as never)
        .where('a', 1)
    learn(stage, (k) => within(k, learnt))
    expect(seen().made).toBe(1)
    for (const other of others) {
      const plain = outcome(() => within(stage.plain as unknown as Loose, other))
      expect(outcome(() => within(stage.db as unknown as Loose, other))).toEqual(plain)
      expect(seen().answered, String(other)).toBe(0)
    }
  })
})

/** What a build comes to, and whether a shortcut answered it: none does where that is a walk's to do. */
function expectWalked(stage: Stage, seen: ReturnType<typeof watchShortcuts>, chain: Chain): void {
  seen()
  expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
  expect(seen().answered).toBe(0)
}

describe('a raw', () => {
  it('that is kept as a constant serves all queries, and all Knexes, with it', () => {
    const seen = watchShortcuts()
    const stages = [new Stage({ percentage: 100 }), new Stage({ percentage: 100, dialect: 'mysql2' })]
    const raw = stages[0]!.plain.raw('f(??, ?, :a)', ['a.b', [1, 2]]) as unknown as Left
    const ref = stages[0]!.plain.ref('a.b').as('c') as unknown as Left
    const chains: Chain[] = [
      (k) => k('t').select('id', raw).where('a', 1),
      (k) => k('u').orderBy(raw).select(ref),
      (k) => k('v').insert({ a: 1, b: raw }),
    ]
    for (const chain of chains) for (const stage of stages) learn(stage, chain)
    expect(seen().made).toBe(6)
    for (const chain of [...chains, ...chains])
      for (const { db, plain } of stages) {
        const all = [plain, db].map((k) => [outcome(() => chain(k)), raw.client === k.client, ref.sql])
        expect(all[1]).toEqual(all[0])
      }
    expect(seen().answered).toBe(12)
  })

  it('in two places of a query is not learnt from, as there may be two of them in the next', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    const of =
      (first: number, second?: number): Chain =>
      (k) => {
        const raw = k.raw('f(?)', [first])
        return k('t')
          .whereRaw(raw)
          .orderByRaw(second === undefined ? raw : k.raw('f(?)', [second]))
      }
    learn(stage, of(1))
    expect(seen().made).toBe(0)
    for (const chain of [of(1, 2), of(3)])
      expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
  })

  it('in two places is known by what was learnt from two', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    const chain =
      (first: Loose, second: Loose): Chain =>
      (k) =>
        k('t').whereRaw(first).orderByRaw(second)
    const make = (value: number): Loose => stage.plain.raw('f(?)', [value]) as unknown as Loose
    learn(stage, chain(make(1), make(2)))
    seen()
    const raw = make(3)
    expect(outcome(() => chain(raw, raw)(stage.db))).toEqual(outcome(() => chain(raw, raw)(stage.plain)))
    expect(seen().answered).toBe(1)
  })

  it('that shares its bindings with another is not learnt from', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    const of =
      (first: unknown[], second: unknown[]): Chain =>
      (k) =>
        k('t').whereRaw('a = ?', first).whereRaw('b = ?', second)
    const bindings = [1]
    learn(stage, of(bindings, bindings))
    expect(seen().made).toBe(0)
    expect(of([2], [3])(stage.db).toSQL().bindings).toEqual([2, 3])
  })

  it.each([
    ['frozen', (raw: object) => Object.freeze(raw)],
    ['with a client that stays', (raw: object) => Object.defineProperty(raw, 'client', { writable: false })],
  ])('that is %s is not learnt from, nor answered', (_, change) => {
    const seen = watchShortcuts()
    const of =
      (isChanged: boolean): Chain =>
      (k) => {
        const raw = k.raw('f(?)', [1])
        return k('t').select(isChanged ? change(raw) : raw)
      }
    const stages = [new Stage({ percentage: 100 }), new Stage({ percentage: 100 })] as const
    learn(stages[0], of(false))
    expect(seen().made).toBe(1)
    for (const stage of stages) {
      learn(stage, of(true))
      expect(outcome(() => of(true)(stage.db))).toEqual(outcome(() => of(true)(stage.plain)))
      // As without shortcuts: the first that fast cannot serve leaves the shape to legacy.
      expect(stage.metrics.fastErrors).toBe(1)
      expect(seen()).toEqual({ made: 0, answered: 0 })
    }
  })

  it('leaves the bindings of the application as they were', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    const list = Object.freeze([1, Object.freeze(['a', 'b']), 'c'])
    const named = Object.freeze({ a: 1, b: 'x' })
    learn(stage, (k) => k('t').select(k.raw('f(?, ??, ?)', list)))
    learn(stage, (k) => k('t').whereRaw('a = :a and :b: = 2', named))
    expect(seen().made).toBe(2)
    expect({ list, named }).toEqual({ list: [1, ['a', 'b'], 'c'], named: { a: 1, b: 'x' } })
  })

  it('changed by a callback of its query is seen as it has become', () => {
    const stage = new Stage({ percentage: 100 })
    const of =
      (meddle: (raw: Loose) => unknown): Chain =>
      (k) => {
        const raw = k.raw('f(?, ?)', [1, 2])
        return k('t')
          .where((q: Loose) => {
            meddle(raw)
            q.where('a', 1)
          })
          .whereRaw(raw)
      }
    learn(
      stage,
      of(() => {}),
    )
    const all = [
      (raw: Loose) => raw.wrap('(', ')'),
      (raw: object) => Object.assign(raw, { sql: 'g(?, ?)' }),
      (raw: object) => Object.assign(raw, { bindings: [3, 4] }),
      (raw: object) => Object.assign(raw, { bindings: [[], undefined] }),
      (raw: object) => Object.setPrototypeOf(raw, null) as unknown,
    ]
    for (const meddle of all)
      expect(outcome(() => of(meddle)(stage.db))).toEqual(outcome(() => of(meddle)(stage.plain)))
  })

  it('with more to it than Knex gives one is never answered by a shortcut', () => {
    const stage = new Stage({ percentage: 100 })
    const seen = watchShortcuts()
    const of =
      (change: (raw: object) => unknown): Chain =>
      (k) =>
        k('t').select(change(k.raw('f(?)', [1])))
    learn(
      stage,
      of((raw) => raw),
    )
    const Raw = stage.plain.raw('').constructor as new (client: unknown) => Loose
    class Own extends Raw {}
    const all: ((raw: object) => unknown)[] = [
      (raw) => Object.assign(raw, { toSQL: () => ({ sql: 'x', bindings: [] }) }),
      (raw) => Object.assign(new Own((raw as { client: unknown }).client), { sql: 'f(?)', bindings: [1] }),
      (raw) => (raw as Loose).queryContext({ a: 1 }),
      (raw) => Object.defineProperty(raw, 'sql', { get: () => ({ toString: () => 'f(?)' }) }),
    ]
    for (const change of all) {
      const chain = of(change)
      seen()
      expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
      expect(seen().answered).toBe(0)
    }
  })

  it('is not learnt from where reading it would run something', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    let reads = 0
    const of =
      (field: string): Chain =>
      (k) => {
        const raw = k.raw('f(?)', [1])
        const value: unknown = raw[field]
        const get = (): unknown => {
          reads += 1
          return value
        }
        return k('t').select(Object.defineProperty(raw, field, { get, set() {} }))
      }
    for (const field of ['sql', 'bindings', '_wrappedBefore', 'client']) {
      learn(stage, of(field))
      reads = 0
      of(field)(stage.db).toSQL()
      const walked = reads
      reads = 0
      for (let i = 0; i < 3; i++) of(field)(stage.db).toSQL()
      expect(reads, field).toBe(3 * walked)
    }
    expect(seen().made).toBe(0)
  })

  it('of a query with a context is walked', () => {
    const seen = watchShortcuts()
    const stage = new Stage({ percentage: 100 })
    const chain: Chain = (k) =>
      k('t')
        .queryContext({ a: 1 })
        .select(k.raw('f(?)', [1]))
    learn(stage, chain)
    expect(seen().made).toBe(0)
    expectWalked(stage, seen, chain)
  })

  it('knows nothing of a hook', () => {
    const stage = new Stage({ percentage: 100 })
    const chain: Chain = (k) => k('t').select(k.raw('??', ['a']), k.ref('b'))
    const seen = watchShortcuts()
    learn(stage, chain)
    expect(seen().made).toBe(1)
    const shout = (name: string, wrap: (name: string) => string): string => wrap(name.toUpperCase())
    for (const knex of [stage.db, stage.plain]) knex.client.config.wrapIdentifier = shout
    expectWalked(stage, seen, chain)
  })
})

const AMONG_BINDINGS =
  (value: object): Chain =>
  (k) =>
    k('t').where(k.raw('a = any(?)', [value]))
const AS_VALUE =
  (value: object): Chain =>
  (k) =>
    k('t').where('b', value)

it.each([
  ['a list', 'a binding of a raw', AMONG_BINDINGS, () => [1, 2]],
  ['a date', 'a binding of a raw', AMONG_BINDINGS, () => new Date(0)],
  ['bytes', 'a binding of a raw', AMONG_BINDINGS, () => Buffer.from('b')],
  ['a date', 'a value', AS_VALUE, () => new Date(0)],
  ['bytes', 'a value', AS_VALUE, () => Buffer.from('b')],
] as const)('%s that says it is a raw is not taken for %s', (_, __, of, make: () => object) => {
  const seen = watchShortcuts()
  const stage = new Stage({ percentage: 100 })
  learn(stage, (k) => of(make())(k))
  expect(seen().made).toBe(1)
  const marked = Object.assign(make(), { isRawInstance: true, toSQL: () => ({ sql: 'x', bindings: [] }) })
  expect(outcome(() => of(marked)(stage.db))).toEqual(outcome(() => of(marked)(stage.plain)))
  expect(seen().answered).toBe(0)
})
