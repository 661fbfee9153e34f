import type { Arg, Step } from '../chain.js'
import { oneOf, some } from './dice.js'
import type { Dice, Make } from './dice.js'
import { column, pickArg, simpleName, value } from './names.js'

/* Values, and what may stand in a value's place. */

type Throw = (dice: Dice) => unknown

/** A number that is often new: lists of equal values prove little. */
const number: Throw = (dice) => dice.between(-9, 99)
const text: Throw = (dice) => `v${dice.between(0, 999)}`
const oddText: Throw = (dice) =>
  dice.pick([
    '?',
    '??',
    "it's",
    '\\?',
    '$1',
    ':v',
    '',
    '\u0000',
    '\ud800',
    '{"x":1}',
    'null',
    '1',
    '1.5',
    'a"b',
  ])
const oddNumber: Throw = (dice) => dice.pick<unknown>([NaN, -0, 0, 1.5, 10n, Infinity, 2 ** 60, 1e-9])
const INVALID_DATE = new Date(NaN)
const object: Throw = (dice) =>
  dice.pick<() => unknown>([
    () => new Date(dice.between(0, 1e6) * 1000),
    () => INVALID_DATE,
    () => Buffer.from([dice.between(0, 255), 0, 39]),
    () => new Uint8Array([dice.between(0, 255)]),
  ])()
const boolean: Throw = (dice) => dice.chance(0.5)

/** Usual values more often than odd ones. */
const VALUES: readonly Throw[] = [
  ...Array<Throw>(8).fill(number),
  ...Array<Throw>(6).fill(text),
  ...Array<Throw>(2).fill(boolean),
  oddText,
  oddText,
  oddNumber,
  object,
]

/** A value that makes no difference to the SQL where it can only be bound. */
export const slotValue: Throw = (dice) => dice.pick(VALUES)(dice)

/** A value that is bound, whatever it is. */
export const slot: Make<Arg> = ({ dice }) => ({ kind: 'value', value: slotValue(dice), slot: true })

/** Values with a say in the SQL, in one place or another. */
const telling = pickArg(null, null, null, [1, 2], { x: 1 }, [], {}, [{ y: 'z' }], { deep: { er: [null] } })
const strange = pickArg(
  undefined,
  [undefined],
  { u: undefined },
  Object.create(null),
  new Map([['k', 1]]),
  new Set(['s']),
  JSON.parse('{"__proto__":{"p":1},"constructor":2}'),
  [[1, 2], [3]],
)

/** A value by itself, without anything to compile. */
export const literal: Make<Arg> = oneOf([40, slot], [1, pickArg(null)], [0.3, telling])

/** A value, or something that is compiled in its place. */
export const operand: Make<Arg> = (throwing) => anyOperand(throwing)

/** As {@link operand}, without what most dialects refuse in a where clause. */
export const comparand: Make<Arg> = (throwing) => anyComparand(throwing)

/* raws */

const listOf =
  (min: number, max: number, item: Make<Arg>): Make<Arg> =>
  (throwing) => ({ kind: 'list', items: some(min, max, item)(throwing) })
export { listOf }

/** An object of these fields, which are made in order. */
export function objectOf(fields: Readonly<Record<string, Make<Arg>>>): Make<Arg> {
  const makers = Object.entries(fields)
  return (throwing) => ({
    kind: 'object',
    entries: makers.map(([key, make]) => [key, make(throwing)] as const),
  })
}

/** An object with a random key. */
export function keyed(item: Make<Arg>, key: Make<string> = simpleName): Make<Arg> {
  return (throwing) => ({ kind: 'object', entries: [[key(throwing), item(throwing)]] })
}

const bare =
  (...texts: string[]): Make<Arg> =>
  ({ dice }) => ({ kind: 'raw', sql: dice.pick(texts) })
const bound =
  (texts: readonly string[], ...items: Make<Arg>[]): Make<Arg> =>
  (throwing) => ({
    kind: 'raw',
    sql: throwing.dice.pick(texts),
    bindings: { kind: 'list', items: items.map((make) => make(throwing)) },
  })
const named =
  (texts: readonly string[], bindings: Make<Arg>): Make<Arg> =>
  (throwing) => ({ kind: 'raw', sql: throwing.dice.pick(texts), bindings: bindings(throwing) })

const wrapped: Make<Arg> = ({ dice }) => ({
  kind: 'raw',
  sql: dice.pick(['x', 'select 1']),
  wrap: ['(', ') as w'],
})
/** What it is decides how Knex takes it: as the only binding, or as an object of named ones. */
const single: Make<Arg> = (throwing) => ({ kind: 'raw', sql: 'f(?)', bindings: oneBinding(throwing) })

const nested: Make<Arg> = (throwing) =>
  throwing.depth > 0
    ? bound(['g(?)', '? or 1 = 1', '(?)'], (inner) =>
        inner.dice.pick([raw, throwing.parts.query])(shallower(inner)),
      )(throwing)
    : bare('h()')(throwing)

function shallower<T extends { readonly depth: number }>(throwing: T): T {
  return { ...throwing, depth: throwing.depth - 1 }
}

const rawValue: Make<Arg> = oneOf([20, slot], [1, pickArg(null)], [0.5, telling], [0.05, pickArg(undefined)])

export const oneBinding: Make<Arg> = pickArg(0, 5, 'v', '', true, 7n, null, new Date(0), Buffer.from('x'))

/** A raw with all kinds of placeholders. */
export const raw: Make<Arg> = oneOf(
  [4, bare('now()', '1 = 1', 'count(*)', 'x is not null')],
  [1, bare('x \\? y', "it's a ''quote''", 'a::int', 'µ', "'{}'::text[]", 'a -- b', ' pad ')],
  [3, bound(['lower(?)', '? + 1', 'x = ? ', 'cast(? as int)'], rawValue)],
  [2, bound(['?? > ?', '??=?', 'f(??, ?)'], column, rawValue)],
  [1, bound(['? between ? and ?', 'g(?, ?, ?)'], rawValue, rawValue, rawValue)],
  [1, bound(['f(??)', 'greatest(??)'], listOf(1, 3, column))],
  [
    2,
    named(
      [':c: = :v', 'f(:c:, :v, :v)', ':v = :c: and \\:v', ':c:::text = :v', ':v is null and x::int = 1'],
      objectOf({ c: column, v: rawValue }),
    ),
  ],
  [0.5, named([':a: as :b:', ':missing and :a'], objectOf({ a: column, b: column }))],
  [1, single],
  [1, nested],
  [0.5, wrapped],
  [0.1, bound(['? and ?', 'none'], rawValue)],
)

/** A raw where Knex writes it into the SQL as a text, its values included. */
export const inlinedRaw: Make<Arg> = (throwing) => withoutSlots(raw(throwing))

/** A call whose values Knex writes into the SQL. */
export const inlinedStep =
  (make: Make<Step>): Make<Step> =>
  (throwing) =>
    stepWithoutSlots(make(throwing))

function stepWithoutSlots(step: Step): Step {
  return { ...step, args: step.args.map(withoutSlots) }
}

function withoutSlots(arg: Arg): Arg {
  switch (arg.kind) {
    case 'value':
      return value(arg.value)
    case 'raw':
      return arg.bindings === undefined ? arg : { ...arg, bindings: withoutSlots(arg.bindings) }
    case 'query':
    case 'callback':
      return { ...arg, steps: arg.steps.map(stepWithoutSlots) }
    case 'shared':
      return { ...arg, of: withoutSlots(arg.of) }
    case 'list':
      return { ...arg, items: arg.items.map(withoutSlots) }
    case 'object':
      return { ...arg, entries: arg.entries.map(([key, item]) => [key, withoutSlots(item)] as const) }
    case 'ref':
      return arg
  }
}

export const ref: Make<Arg> = (throwing) => {
  const { dice } = throwing
  return {
    kind: 'ref',
    name: dice.pick(['a', 't.a', 'u.id', 'q"uote', 'a as x']),
    ...(dice.chance(0.3) && { alias: dice.pick(['r', 'al"ias']) }),
    ...(dice.chance(0.2) && { schema: dice.pick(['s', 's"x']) }),
  }
}

/** A column, or what can stand for one. */
export const columnLike: Make<Arg> = oneOf([10, column], [1, raw], [1, ref])

const anyOperand = oneOf<Arg>(
  [30, slot],
  [2, pickArg(null)],
  [1, telling],
  [0.1, strange],
  [2, raw],
  [1, ref],
  [2, ({ parts, ...rest }) => parts.scalarQuery({ parts, ...rest })],
  [1, ({ parts, ...rest }) => parts.callback({ parts, ...rest })],
)
const anyComparand = oneOf<Arg>(
  [40, slot],
  [2, pickArg(null)],
  [0.3, telling],
  [0.05, strange],
  [2, raw],
  [1, ref],
  [2, ({ parts, ...rest }) => parts.scalarQuery({ parts, ...rest })],
  [1, ({ parts, ...rest }) => parts.callback({ parts, ...rest })],
)

/** The parts that contain all others, as makers. */
export const query: Make<Arg> = (throwing) => throwing.parts.query(throwing)
export const callback: Make<Arg> = (throwing) => throwing.parts.callback(throwing)
export const scalarQuery: Make<Arg> = (throwing) => throwing.parts.scalarQuery(throwing)
export const group: Make<Arg> = (throwing) => throwing.parts.group(throwing)
export const havingGroup: Make<Arg> = (throwing) => throwing.parts.havingGroup(throwing)
export const nothing: Make<Arg> = () => value(undefined)
