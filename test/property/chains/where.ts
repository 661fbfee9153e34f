import type { Arg, Step } from '../chain.js'
import { call, oneOf, pick, some } from './dice.js'
import type { Make } from './dice.js'
import { asArg, column, pickArg, simpleName, value } from './names.js'
import {
  callback,
  columnLike,
  comparand,
  group,
  keyed,
  listOf,
  literal,
  query,
  raw,
  scalarQuery,
  slot,
} from './values.js'
import { jsonCondition } from './json.js'

/* The where part of the API, which groups have too. */

const WHERE = 'where andWhere orWhere whereNot orWhereNot andWhereNot'
const SIGNS = ['=', '<', '>', '<=', '>=', '<>', '!=', 'like', 'not like', 'ilike']
const RARE_SIGNS = [
  'LIKE',
  'Not Like',
  '?',
  '?|',
  '?&',
  '@>',
  '<@',
  '||',
  '~*',
  '!~',
  'rlike',
  'regexp',
  '&&',
  '<<',
  '#',
  'between',
  '<=>',
]

export const operator: Make<Arg> = oneOf(
  [20, asArg(pick(...SIGNS))],
  [3, asArg(pick(...RARE_SIGNS))],
  [0.1, pickArg('=>', '', 'is distinct', null, ' = ')],
  [0.2, () => ({ kind: 'raw', sql: 'is distinct from' })],
)

const fields: Make<Arg> = (throwing) => ({
  kind: 'object',
  entries: some(1, 3, (inner) => [simpleName(inner), comparand(inner)] as const)(throwing),
})

const pair: Make<Arg> = listOf(2, 2, comparand)

/** What stands at the right of `in`. */
export const members: Make<Arg> = oneOf(
  [8, listOf(1, 4, slot)],
  [0.5, listOf(12, 40, slot)],
  [0.1, listOf(120, 140, slot)],
  [1, listOf(0, 3, literal)],
  [1, listOf(0, 3, comparand)],
  [2, scalarQuery],
  [1, callback],
  [1, raw],
  [0.1, pickArg(5, 'x', null, [undefined], [[1, 2]], { x: 1 })],
)

/** Columns and rows of `(a, b) in ((?, ?), …)`. */
export const tuple: Make<readonly [Arg, Arg]> = (throwing) => {
  const width = throwing.dice.between(1, 3)
  const right = oneOf<Arg>(
    [6, listOf(1, 3, listOf(width, width, literal))],
    [1, query],
    [0.3, listOf(1, 2, literal)],
  )
  return [listOf(width, width, column)(throwing), right(throwing)]
}

const tupleIn: Make<Step> = (throwing) => ({
  call: pick('whereIn', 'whereNotIn', 'orWhereIn')(throwing),
  args: tuple(throwing),
})

const rawCall: Make<Step> = (throwing) => {
  const made = raw(throwing)
  const name = pick('whereRaw', 'orWhereRaw', 'andWhereRaw')(throwing)
  if (made.kind !== 'raw' || made.wrap !== undefined) return { call: name, args: [made] }
  // The same, as text and bindings.
  return { call: name, args: [value(made.sql), ...(made.bindings === undefined ? [] : [made.bindings])] }
}

const exists: Make<Arg> = oneOf([3, query], [3, callback], [1, raw])

export const condition: Make<Step> = oneOf(
  [8, call(WHERE, columnLike, comparand)],
  [6, call(WHERE, columnLike, operator, comparand)],
  [2, call('where orWhere whereNot', column, pickArg('is', 'is not', 'IS', '='), pickArg(null))],
  [1, call('where orWhere whereNot', column, pickArg('in', 'not in', 'IN'), members)],
  [1, call('where orWhere', column, pickArg('between', 'not between'), pair)],
  [2, call('where orWhere whereNot orWhereNot', fields)],
  [0.5, call('where orWhere whereNot', pickArg(true, false))],
  [3, call('whereNull whereNotNull orWhereNull orWhereNotNull', columnLike)],
  [5, call('whereIn whereNotIn orWhereIn orWhereNotIn', columnLike, members)],
  [1, tupleIn],
  [
    3,
    call(
      'whereBetween whereNotBetween orWhereBetween orWhereNotBetween andWhereBetween andWhereNotBetween',
      columnLike,
      pair,
    ),
  ],
  [
    2,
    call(
      'whereLike orWhereLike whereILike orWhereILike andWhereLike andWhereILike',
      columnLike,
      oneOf([6, slot], [1, raw]),
    ),
  ],
  [
    2,
    call(
      'whereColumn orWhereColumn andWhereColumn whereNotColumn orWhereNotColumn andWhereNotColumn',
      column,
      column,
    ),
  ],
  [1, call('whereColumn orWhereColumn', column, operator, columnLike)],
  [0.5, call('whereColumn orWhereColumn', keyed(column))],
  [1, call('where orWhere or.where', raw)],
  [2, rawCall],
  [2, call('whereExists orWhereExists whereNotExists orWhereNotExists', exists)],
  [3, call('where orWhere whereNot orWhereNot andWhere whereWrapped', group)],
  [1, call('or.where not.where or.not.where or.whereNull not.whereIn', column, listOf(1, 2, slot))],
  [3, jsonCondition],
)
