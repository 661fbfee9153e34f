import { isDeepStrictEqual } from 'node:util'

/** A built query, as both builders give it. */
export interface ComparedQuery {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

/** Where two results of one build differ. */
export type Difference = 'sql' | 'bindings' | 'fields'

/** Names one query's run: meant to differ from build to build. */
const UID = '__knexQueryUid'

/**
 * The first difference between two builders' results for one query, or `undefined` where there is none: the text, each
 * binding in its place, then every other field with its value, in its order.
 */
export function differenceOf(legacy: ComparedQuery, fast: ComparedQuery): Difference | undefined {
  if (legacy.sql !== fast.sql) return 'sql'
  if (!sameBindings(legacy.bindings, fast.bindings)) return 'bindings'
  return sameFields(legacy as never, fast as never) ? undefined : 'fields'
}

function sameBindings(legacy: readonly unknown[], fast: readonly unknown[]): boolean {
  return legacy.length === fast.length && legacy.every((binding, i) => same(binding, fast[i]))
}

/** Each builder may make equal values of its own; `Object.is` comes first, being cheap. */
function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || isDeepStrictEqual(a, b)
}

/** What is to become of the database's answer is each builder's own function: tests compare what they do. */
function sameField(a: unknown, b: unknown): boolean {
  return (isBlank(a) && isBlank(b)) || same(a, b) || (typeof a === 'function' && typeof b === 'function')
}

/** An object with nothing in it to compare, which the options of nearly all queries are. */
function isBlank(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Reflect.ownKeys(value).length === 0
  )
}

type Fields = Readonly<Record<string, unknown>>

function sameFields(legacy: Fields, fast: Fields): boolean {
  const names = Object.keys(legacy)
  const others = Object.keys(fast)
  return (
    names.length === others.length &&
    names.every((name, i) => {
      if (name !== others[i]) return false
      return name === UID || name === 'bindings' || sameField(legacy[name], fast[name])
    })
  )
}
