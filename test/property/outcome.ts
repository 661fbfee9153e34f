import { isDeepStrictEqual } from 'node:util'

import { outcome, textOf } from '../differential/outcome.js'
import type { Outcome as Result } from '../differential/outcome.js'
import type { Untyped } from '../differential/pair.js'
import type { Afterwards } from './chain.js'

/** All that an application can see of one query. */
export interface Outcome {
  /** Every result in turn: that of `toSQL()`, and of what was done afterwards. */
  readonly results: readonly Result[]
  /** What Knex logged meanwhile, in no particular order: callbacks run in another order than Knex's. */
  readonly warnings: readonly string[]
  /** Which callbacks ran, as often as they did. */
  readonly calls: readonly number[]
}

/** Where a query is built, and another dialect's Knex. */
interface Knexes {
  readonly knex: Untyped
  readonly other: Untyped
}

/** Builds a query, and what comes of it. */
export function resultsOf({ knex, other }: Knexes, build: () => Untyped, afterwards: Afterwards): Result[] {
  let builder: Untyped
  const first = outcome(() => (builder = build()))
  const results = builder === undefined ? [first] : [first, ...AFTERWARDS[afterwards](builder, knex, other)]
  for (const { fields, native } of results) for (const shown of [fields, native]) describeObjects(shown)
  return results
}

type After = (builder: Untyped, knex: Untyped, other: Untyped) => Result[]

const AFTERWARDS: Readonly<Record<Afterwards, After>> = {
  nothing: () => [],
  again: (builder) => [outcome(() => builder)],
  clone: (builder) => [outcome(() => builder.clone()), outcome(() => builder)],
  text: (builder) => [textOf(() => builder), outcome(() => builder)],
  inside: (builder, knex) => [outcome(() => knex.from(builder).select('*')), outcome(() => builder)],
  elsewhere: (builder, _, other) => [outcome(() => other.from(builder).select('*')), outcome(() => builder)],
}

/** What is bound or returned may belong to one Knex: it is described, to compare it with the other's. */
function describeObjects(shown: unknown): void {
  const fields = (shown ?? {}) as Record<string, unknown>
  for (const name of ['bindings', 'returning']) {
    if (fields[name] instanceof Object) fields[name] = described(fields[name])
  }
}

const VALUES = [Date, Uint8Array, Map, Set]

function described(value: unknown): unknown {
  if (!(value instanceof Object) || VALUES.some((Value) => value instanceof Value)) return value
  if (Array.isArray(value)) return value.map(described)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, described(item)]))
  }
  return 'toQuery' in value ? (value as { toQuery(): string }).toQuery() : value.constructor.name
}

/** Whether two outcomes are the same, the order of keys and the sign of zero included. */
export function isSame(a: unknown, b: unknown): boolean {
  return placeOfDifference(a, b) === undefined
}

/** Where two outcomes differ first, as a path; nothing, where they do not. */
export function placeOfDifference(a: unknown, b: unknown): string | undefined {
  if (Object.is(a, b)) return undefined
  if (!(a instanceof Object && b instanceof Object)) return isDeepStrictEqual(a, b) ? undefined : ''
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime()) ? undefined : ''
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return ''
  if (!Array.isArray(a) && Object.getPrototypeOf(a) !== Object.prototype) {
    return isDeepStrictEqual(a, b) ? undefined : ''
  }
  const keys = Object.keys(a)
  const others = Object.keys(b)
  if (keys.length !== others.length || keys.some((key, i) => key !== others[i])) return ''
  for (const key of keys) {
    const place = placeOfDifference(Reflect.get(a, key), Reflect.get(b, key))
    if (place !== undefined) return `.${key}${place}`
  }
  return undefined
}

/** What is at such a place. */
export function at(outcome: unknown, place: string): unknown {
  const path = place === '' ? [] : place.slice(1).split('.')
  return path.reduce((value, key) => Reflect.get(value as object, key) as unknown, outcome)
}
