import type { Arg } from '../chain.js'
import { oneOf, pick } from './dice.js'
import type { Make } from './dice.js'

/* Identifiers, mostly such as people use. */

const usual = pick('a', 'b', 'id', 't.a', 'u.id', 'created_at', 'camelCase', 's.t.b')
const aliased = pick('a as x', 't.b AS y', 'u.id as "z"', 'a As b aS c')
const star = pick('*', 't.*')
const odd = pick(
  'odd name',
  'q"uote',
  'back`tick',
  '[bracket]',
  'br]acket',
  "apo'strophe",
  'über',
  '列',
  'a[1]',
  ' pad ',
  'dot.',
  '.dot',
  'a..b',
  '',
  ' ',
  'nul\u0000',
  'x?y',
  'x??y',
  '\\?',
  ':n',
  '$1',
  'as',
  ' as ',
  'a as ',
  '__proto__',
  'constructor',
  'toString',
  '1',
)

/** A column without an alias. */
export const columnName: Make<string> = oneOf([12, usual], [2, odd])
/** A column as it may be selected. */
export const selectedName: Make<string> = oneOf([10, usual], [2, aliased], [1, star], [2, odd])
/** A name of one part: an alias, a key, a constraint. */
export const simpleName: Make<string> = oneOf(
  [12, pick('a', 'b', 'c', 'id', 'camelCase', 'z1')],
  [
    1,
    pick(
      'q"uote',
      'back`tick',
      'br]acket',
      'odd name',
      'über',
      'x?y',
      'a.l',
      '__proto__',
      'constructor',
      '10',
      '2',
    ),
  ],
)
export const tableName: Make<string> = oneOf(
  [10, pick('t', 'u', 'users', 'order_items')],
  [2, pick('t as z', 's.t', 's.t AS st')],
  [1, pick('odd table', 'T"q', 'ta`ble', 'ta]ble', 'x?y', '__proto__', 'nul\u0000', 'a as b as c')],
)
export const schemaName: Make<string> = oneOf(
  [6, pick('s', 'public')],
  [1, pick('odd schema', 's"q', 's.s', '')],
)

export const value = (given: unknown): Arg => ({ kind: 'value', value: given })
/** A maker of names as a maker of arguments. */
export const asArg =
  (make: Make<unknown>): Make<Arg> =>
  (throwing) =>
    value(make(throwing))

export const column: Make<Arg> = asArg(columnName)
export const selected: Make<Arg> = asArg(selectedName)
export const simple: Make<Arg> = asArg(simpleName)
export const table: Make<Arg> = asArg(tableName)
export const schema: Make<Arg> = asArg(schemaName)
export const constant = (given: unknown): Make<Arg> => {
  const arg = value(given)
  return () => arg
}
export const pickArg = (...given: unknown[]): Make<Arg> => pick(...given.map(value))
