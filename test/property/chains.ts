import fc from 'fast-check'
import type { Knex } from 'knex'

/*
 * Random chains. A chain is a list of steps, each a plain description (so that a failure prints as something one can
 * read and keep), and `run` performs them on either Knex.
 */

/** One call on the builder. */
export interface Step {
  readonly call: string
  readonly args: readonly Arg[]
}

/** An argument: a plain value, or something that has to be made anew for each Knex. */
export type Arg =
  | { readonly kind: 'value'; readonly value: unknown }
  | {
      readonly kind: 'raw'
      readonly sql: string
      readonly bindings: readonly Arg[] | Readonly<Record<string, Arg>>
    }
  | { readonly kind: 'ref'; readonly name: string; readonly alias?: string }
  | { readonly kind: 'query'; readonly steps: readonly Step[]; readonly as?: string }
  | { readonly kind: 'callback'; readonly steps: readonly Step[] }
  | { readonly kind: 'join'; readonly steps: readonly Step[] }
  | { readonly kind: 'list'; readonly items: readonly Arg[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Arg])[] }

/** A whole query: where it starts, what is called on it. */
export interface Chain {
  readonly table: Arg
  readonly steps: readonly Step[]
}

type Callable = Record<string, (...args: unknown[]) => unknown>

/** Builds the chain on a Knex. */
export function run(knex: Knex, { table, steps }: Chain): Knex.QueryBuilder {
  return apply(knex, knex.from(make(knex, table) as string), steps) as Knex.QueryBuilder
}

function apply(knex: Knex, target: object, steps: readonly Step[]): object {
  let builder = target
  for (const { call, args } of steps) {
    const path = call.split('.')
    for (const [i, name] of path.entries()) {
      const isLast = i === path.length - 1
      const given = isLast ? args : args.slice(0, 1)
      // `onConflict.merge` is two calls; the first takes the first argument.
      const own = path.length === 2 && isLast ? args.slice(1) : given
      builder = (builder as Callable)[name]!(...own.map((arg) => make(knex, arg))) as object
    }
  }
  return builder
}

function make(knex: Knex, arg: Arg): unknown {
  switch (arg.kind) {
    case 'value':
      return arg.value
    case 'raw':
      return knex.raw(arg.sql, bindingsOf(knex, arg.bindings) as never)
    case 'ref': {
      const ref = knex.ref(arg.name)
      return arg.alias === undefined ? ref : ref.as(arg.alias)
    }
    case 'query': {
      const query = apply(knex, knex.queryBuilder(), arg.steps) as Knex.QueryBuilder
      return arg.as === undefined ? query : query.as(arg.as)
    }
    case 'callback':
      return (builder: object) => void apply(knex, builder, arg.steps)
    case 'join':
      return (join: object) => arg.steps.forEach((step) => void apply(knex, join, [step]))
    case 'list':
      return arg.items.map((item) => make(knex, item))
    case 'object':
      return Object.fromEntries(arg.entries.map(([key, item]) => [key, make(knex, item)]))
  }
}

function bindingsOf(knex: Knex, bindings: readonly Arg[] | Readonly<Record<string, Arg>>): unknown {
  if (Array.isArray(bindings)) return bindings.map((binding: Arg) => make(knex, binding))
  return Object.fromEntries(Object.entries(bindings).map(([key, binding]) => [key, make(knex, binding)]))
}

/* what chains are made of */

const value = (v: unknown): Arg => ({ kind: 'value', value: v })

const NAMES = [
  'a',
  'b',
  'id',
  't.a',
  'u.id',
  's.t.b',
  'a as x',
  't.b AS y',
  '*',
  't.*',
  'odd name',
  'q"uote',
  'back`tick',
  'über',
  'a[1]',
  ' pad ',
  '__proto__',
  'constructor',
  'x?y',
  ':n',
]
const TABLES = ['t', 'u', 'users', 't as z', 's.t', 'odd table', 'T"q']
const OPERATORS = [
  '=',
  '<',
  '>',
  '<=',
  '>=',
  '<>',
  '!=',
  'like',
  'LIKE',
  'not like',
  'ilike',
  '?',
  '@>',
  '||',
  '~*',
]

const name = fc.constantFrom(...NAMES)
const plainName = fc.constantFrom('a', 'b', 'id', 't.a', 'u.id', 'q"uote', 'über', 'odd name')
const table = fc.constantFrom(...TABLES)

/** Values that stand for themselves, the odd ones included. */
const scalar: fc.Arbitrary<Arg> = fc
  .oneof(
    { weight: 6, arbitrary: fc.integer({ min: -5, max: 5 }) },
    { weight: 4, arbitrary: fc.string({ maxLength: 6 }) },
    { weight: 2, arbitrary: fc.constantFrom('?', "it's", '\\?', '$1', '', '\u0000') },
    { weight: 2, arbitrary: fc.constantFrom(true, false, null) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, -0, 1.5, 10n, Infinity) },
    { weight: 1, arbitrary: fc.constantFrom(new Date(0), new Date(NaN), Buffer.from('x')) },
  )
  .map(value)

const structured: fc.Arbitrary<Arg> = fc
  .constantFrom<unknown>(
    [1, 2],
    { x: 1 },
    [],
    {},
    [{ y: 'z' }],
    { deep: { er: [null] } },
    Object.create(null),
    new Map(),
  )
  .map(value)

const undefinedValue: fc.Arbitrary<Arg> = fc.constant(value(undefined))

interface Layer {
  readonly query: fc.Arbitrary<Arg>
  readonly callback: fc.Arbitrary<Arg>
  readonly group: fc.Arbitrary<Arg>
}

const raw: fc.Arbitrary<Arg> = fc.oneof(
  fc
    .constantFrom('now()', '1 = 1', 'x \\? y', 'count(*)')
    .map((sql): Arg => ({ kind: 'raw', sql, bindings: [] })),
  fc
    .tuple(fc.constantFrom('lower(?)', '? + 1', 'x = ? '), scalar)
    .map(([sql, v]): Arg => ({ kind: 'raw', sql, bindings: [v] })),
  fc.tuple(plainName, scalar).map(([n, v]): Arg => ({ kind: 'raw', sql: '?? > ?', bindings: [value(n), v] })),
  fc.tuple(plainName, scalar).map(([n, v]): Arg => ({
    kind: 'raw',
    sql: ':c: = :v or :v is null and x::int = 1',
    bindings: { c: value(n), v },
  })),
  fc.tuple(plainName, plainName).map(([m, n]): Arg => ({
    kind: 'raw',
    sql: 'f(??)',
    bindings: [{ kind: 'list', items: [value(m), value(n)] }],
  })),
)

const ref: fc.Arbitrary<Arg> = fc.oneof(
  plainName.map((n): Arg => ({ kind: 'ref', name: n })),
  plainName.map((n): Arg => ({ kind: 'ref', name: n, alias: 'r' })),
)

const step = (call: string, ...args: fc.Arbitrary<Arg>[]): fc.Arbitrary<Step> =>
  fc.tuple(...args).map((given) => ({ call, args: given }))
const anyOf = (...calls: string[]) => fc.constantFrom(...calls)
const listOf = (item: fc.Arbitrary<Arg>, min = 0, max = 4): fc.Arbitrary<Arg> =>
  fc.array(item, { minLength: min, maxLength: max }).map((items): Arg => ({ kind: 'list', items }))
const nameArg = name.map(value)

function valueIn(layer: Layer): fc.Arbitrary<Arg> {
  return fc.oneof(
    { weight: 14, arbitrary: scalar },
    { weight: 1, arbitrary: structured },
    { weight: 1, arbitrary: undefinedValue },
    { weight: 2, arbitrary: raw },
    { weight: 2, arbitrary: layer.query },
    { weight: 1, arbitrary: layer.callback },
  )
}

/** The where part of the API, which groups have too. */
function whereSteps(layer: Layer): fc.Arbitrary<Step> {
  const column = fc.oneof(
    { weight: 8, arbitrary: nameArg },
    { weight: 1, arbitrary: raw },
    { weight: 1, arbitrary: ref },
  )
  const v = valueIn(layer)
  const operator = fc
    .oneof(
      { weight: 20, arbitrary: fc.constantFrom(...OPERATORS) },
      { weight: 1, arbitrary: fc.constant('=>') },
    )
    .map(value)
  const called = (calls: fc.Arbitrary<string>, ...args: fc.Arbitrary<Arg>[]) =>
    calls.chain((call) => step(call, ...args))
  return fc.oneof(
    {
      weight: 4,
      arbitrary: called(anyOf('where', 'andWhere', 'orWhere', 'whereNot', 'orWhereNot'), column, v),
    },
    { weight: 3, arbitrary: called(anyOf('where', 'orWhere', 'whereNot'), nameArg, operator, v) },
    {
      weight: 2,
      arbitrary: called(
        anyOf('where', 'orWhere', 'whereNot'),
        fc.tuple(name, scalar).map(([n, s]): Arg => ({
          kind: 'object',
          entries: [
            [n, s],
            ['z', value(null)],
          ],
        })),
      ),
    },
    {
      weight: 2,
      arbitrary: called(anyOf('whereNull', 'whereNotNull', 'orWhereNull', 'orWhereNotNull'), column),
    },
    {
      weight: 3,
      arbitrary: called(
        anyOf('whereIn', 'whereNotIn', 'orWhereIn', 'orWhereNotIn'),
        column,
        fc.oneof(
          { weight: 5, arbitrary: listOf(scalar) },
          { weight: 1, arbitrary: listOf(v) },
          { weight: 1, arbitrary: layer.query },
          { weight: 1, arbitrary: layer.callback },
          { weight: 1, arbitrary: raw },
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: step(
        'whereIn',
        fc.constant<Arg>({ kind: 'list', items: [value('a'), value('t.b')] }),
        listOf(listOf(scalar, 2, 2), 1, 3),
      ),
    },
    {
      weight: 2,
      arbitrary: called(anyOf('whereBetween', 'whereNotBetween', 'orWhereBetween'), column, listOf(v, 2, 2)),
    },
    {
      weight: 2,
      arbitrary: called(
        anyOf('whereLike', 'whereILike', 'orWhereLike', 'orWhereILike'),
        nameArg,
        fc.oneof(scalar, raw),
      ),
    },
    { weight: 1, arbitrary: called(anyOf('whereColumn', 'orWhereColumn'), nameArg, nameArg) },
    { weight: 2, arbitrary: called(anyOf('whereRaw', 'orWhereRaw', 'where'), raw) },
    {
      weight: 1,
      arbitrary: called(
        anyOf('whereExists', 'orWhereNotExists', 'whereNotExists'),
        fc.oneof(layer.query, layer.callback, raw),
      ),
    },
    { weight: 2, arbitrary: called(anyOf('where', 'orWhere', 'whereNot', 'orWhereNot'), layer.group) },
  )
}

function joinSteps(layer: Layer): fc.Arbitrary<Step> {
  const on = fc.oneof(
    anyOf('on', 'andOn', 'orOn').chain((call) => step(call, nameArg, nameArg)),
    anyOf('on', 'orOn').chain((call) =>
      step(call, nameArg, fc.constantFrom('=', '>', '<>').map(value), fc.oneof(nameArg, layer.query)),
    ),
    anyOf('onVal', 'andOnVal', 'orOnVal').chain((call) => step(call, nameArg, scalar)),
    anyOf('onNull', 'onNotNull', 'orOnNull').chain((call) => step(call, nameArg)),
    anyOf('onIn', 'onNotIn', 'orOnIn').chain((call) => step(call, nameArg, listOf(scalar, 0, 3))),
    anyOf('onBetween', 'onNotBetween').chain((call) => step(call, nameArg, listOf(scalar, 2, 2))),
    anyOf('onExists', 'orOnNotExists').chain((call) => step(call, fc.oneof(layer.query, layer.callback))),
  )
  const clause: fc.Arbitrary<Arg> = fc
    .array(on, { minLength: 1, maxLength: 3 })
    .map((steps): Arg => ({ kind: 'join', steps }))
  const grouped: fc.Arbitrary<Arg> = fc
    .tuple(on, clause)
    .map(([first, group]): Arg => ({ kind: 'join', steps: [first, { call: 'on', args: [group] }] }))
  const joined = fc.oneof({ weight: 5, arbitrary: table.map(value) }, { weight: 1, arbitrary: layer.query })
  const kinds = anyOf(
    'join',
    'innerJoin',
    'leftJoin',
    'leftOuterJoin',
    'rightJoin',
    'rightOuterJoin',
    'fullOuterJoin',
  )
  return fc.oneof(
    kinds.chain((call) => step(call, joined, nameArg, nameArg)),
    kinds.chain((call) => step(call, joined, nameArg, fc.constantFrom('=', '<').map(value), nameArg)),
    kinds.chain((call) =>
      step(call, joined, fc.oneof({ weight: 3, arbitrary: clause }, { weight: 1, arbitrary: grouped })),
    ),
    kinds.chain((call) => step(call, table.map(value), raw)),
    step('crossJoin', table.map(value)),
    step('joinRaw', raw),
  )
}

function columnSteps(layer: Layer): fc.Arbitrary<Step> {
  const column = fc.oneof(
    { weight: 8, arbitrary: nameArg },
    { weight: 1, arbitrary: raw },
    { weight: 1, arbitrary: ref },
    { weight: 1, arbitrary: fc.constant(value(1)) },
    { weight: 1, arbitrary: layer.query },
    { weight: 1, arbitrary: layer.callback },
    {
      weight: 1,
      arbitrary: fc
        .tuple(plainName, fc.oneof(nameArg, raw, layer.query, layer.callback))
        .map(([n, target]): Arg => ({ kind: 'object', entries: [[n, target]] })),
    },
  )
  const aggregate = anyOf('count', 'min', 'max', 'sum', 'avg', 'countDistinct', 'sumDistinct', 'avgDistinct')
  return fc.oneof(
    {
      weight: 4,
      arbitrary: anyOf('select', 'column', 'distinct').chain((call) => step(call, column, column)),
    },
    {
      weight: 2,
      arbitrary: aggregate.chain((call) =>
        step(
          call,
          fc.oneof(
            nameArg,
            raw,
            plainName.map((n): Arg => value({ n, m: ['a', 'b'] })),
            listOf(plainName.map(value), 1, 2),
          ),
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: aggregate.chain((call) => step(call, nameArg, fc.constant(value({ as: 'al' })))),
    },
  )
}

function tailSteps(layer: Layer): fc.Arbitrary<Step> {
  const direction = fc.constantFrom('asc', 'desc', 'DESC', 'Asc', 'sideways', '').map(value)
  const nulls = fc.constantFrom('first', 'last').map(value)
  const having = valueIn(layer)
  return fc.oneof(
    step('groupBy', nameArg, nameArg),
    step('groupByRaw', raw),
    step('orderBy', fc.oneof(nameArg, raw, ref, layer.query), direction),
    step('orderBy', nameArg, direction, nulls),
    step(
      'orderBy',
      fc.tuple(name, name).map(([m, n]) => value([{ column: m, order: 'desc', nulls: 'last' }, n])),
    ),
    step('orderByRaw', raw),
    anyOf('having', 'orHaving').chain((call) =>
      step(call, nameArg, fc.constantFrom('=', '>', '<').map(value), having),
    ),
    anyOf('havingIn', 'havingNotIn', 'orHavingIn').chain((call) => step(call, nameArg, listOf(scalar, 0, 3))),
    anyOf('havingBetween', 'havingNotBetween').chain((call) => step(call, nameArg, listOf(scalar, 2, 2))),
    anyOf('havingNull', 'havingNotNull').chain((call) => step(call, nameArg)),
    anyOf('havingRaw', 'orHavingRaw').chain((call) => step(call, raw)),
    anyOf('havingExists', 'havingNotExists').chain((call) => step(call, layer.query)),
    step('having', layer.group),
    step('limit', fc.constantFrom<unknown>(0, 1, 7, '3').map(value)),
    step('limit', fc.constant(value(2)), fc.constant(value({ skipBinding: true }))),
    step('offset', fc.oneof(fc.constantFrom<unknown>(0, 5, null).map(value), raw)),
    step(
      'clear',
      fc.constantFrom('select', 'where', 'order', 'group', 'having', 'limit', 'offset').map(value),
    ),
    step('withSchema', fc.constantFrom('s', 'odd schema').map(value)),
    step('as', fc.constantFrom('al', 'a.l').map(value)),
    step('timeout', fc.constant(value(50))),
    step('options', fc.constant(value({ o: 1 }))),
  )
}

function selectSteps(layer: Layer, most: number): fc.Arbitrary<Step[]> {
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: whereSteps(layer) },
      { weight: 3, arbitrary: columnSteps(layer) },
      { weight: 2, arbitrary: joinSteps(layer) },
      { weight: 3, arbitrary: tailSteps(layer) },
    ),
    { maxLength: most },
  )
}

const FLOOR: Layer = {
  query: fc.tuple(table, plainName).map(([t, n]): Arg => ({
    kind: 'query',
    steps: [
      { call: 'from', args: [value(t)] },
      { call: 'select', args: [value(n)] },
    ],
  })),
  callback: table.map((t): Arg => ({ kind: 'callback', steps: [{ call: 'from', args: [value(t)] }] })),
  group: plainName.map((n): Arg => ({
    kind: 'callback',
    steps: [{ call: 'where', args: [value(n), value(1)] }],
  })),
}

function above(layer: Layer): Layer {
  const from: fc.Arbitrary<Step> = step(
    'from',
    fc.oneof({ weight: 5, arbitrary: table.map(value) }, { weight: 1, arbitrary: layer.query }),
  )
  const steps = fc.tuple(from, selectSteps(layer, 4)).map(([first, rest]) => [first, ...rest])
  return {
    query: fc.oneof(
      steps.map((all): Arg => ({ kind: 'query', steps: all })),
      steps.map((all): Arg => ({ kind: 'query', steps: all, as: 'sub' })),
    ),
    callback: steps.map((all): Arg => ({ kind: 'callback', steps: all })),
    group: fc
      .array(whereSteps(layer), { maxLength: 3 })
      .map((all): Arg => ({ kind: 'callback', steps: all })),
  }
}

const LAYER = above(above(FLOOR))

function rowIn(layer: Layer): fc.Arbitrary<Arg> {
  const key = fc.constantFrom('a', 'b', 'c', 'id', 'q"uote', 'Z', '10', '2')
  return fc
    .uniqueArray(fc.tuple(key, valueIn(layer)), { maxLength: 4, selector: ([k]) => k })
    .map((entries): Arg => ({ kind: 'object', entries }))
}

function writeSteps(layer: Layer): fc.Arbitrary<Step[]> {
  const row = rowIn(layer)
  const where = fc.array(whereSteps(layer), { maxLength: 3 })
  // Knex ignores it here, and so must fast.
  const alias = fc.array(step('as', fc.constant(value('al'))), { maxLength: 1 })
  const returning = fc.array(step('returning', fc.oneof(nameArg, listOf(nameArg, 1, 2), raw)), {
    maxLength: 1,
  })
  const target = fc.oneof(
    plainName.map(value),
    listOf(plainName.map(value), 1, 2),
    fc.constant<Arg>({ kind: 'raw', sql: '(a) where b', bindings: [] }),
    undefinedValue,
  )
  const conflict = fc.array(
    fc.oneof(
      step('onConflict.ignore', target),
      step('onConflict.merge', target),
      step('onConflict.merge', target, listOf(plainName.map(value), 1, 2)),
      step('onConflict.merge', target, row),
    ),
    { maxLength: 1 },
  )
  const rows = fc.oneof(
    { weight: 3, arbitrary: row },
    { weight: 3, arbitrary: listOf(row, 0, 3) },
    { weight: 1, arbitrary: layer.query },
  )
  const insert = fc
    .tuple(step('insert', rows), conflict, where, returning, alias)
    .map((parts) => parts.flat())
  const counters = fc.array(
    anyOf('increment', 'decrement').chain((call) =>
      step(call, fc.constantFrom('n', 'm').map(value), fc.integer({ min: -3, max: 3 }).map(value)),
    ),
    { maxLength: 2 },
  )
  const update = fc.tuple(where, step('update', row), counters, returning, alias).map((parts) => parts.flat())
  const remove = fc.tuple(where, step('del'), returning, alias).map((parts) => parts.flat())
  return fc.oneof(insert, update, remove)
}

/** Any chain over the covered clauses. */
export const anyChain: fc.Arbitrary<Chain> = fc.record({
  table: fc.oneof(
    { weight: 8, arbitrary: table.map(value) },
    { weight: 1, arbitrary: LAYER.query },
    { weight: 1, arbitrary: raw },
    {
      weight: 1,
      arbitrary: fc
        .tuple(plainName, fc.oneof(table.map(value), LAYER.query))
        .map(([n, t]): Arg => ({ kind: 'object', entries: [[n, t]] })),
    },
  ),
  steps: fc.oneof(
    { weight: 4, arbitrary: selectSteps(LAYER, 7) },
    { weight: 1, arbitrary: selectSteps(LAYER, 4).map((steps) => [...steps, { call: 'first', args: [] }]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(selectSteps(LAYER, 4), name)
        .map(([steps, n]) => [...steps, { call: 'pluck', args: [value(n)] }]),
    },
    { weight: 3, arbitrary: writeSteps(LAYER) },
  ),
})
