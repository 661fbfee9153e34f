import type { Arg, Step } from '../chain.js'
import { call, calls, maybe, oneOf, pick, some } from './dice.js'
import type { Make } from './dice.js'
import { asArg, column, pickArg, simpleName, table, value } from './names.js'
import {
  callback,
  columnLike,
  keyed,
  listOf,
  literal,
  query,
  inlinedRaw,
  raw,
  scalarQuery,
  slot,
} from './values.js'
import { tuple } from './where.js'

/* Joins, and everything that may stand after `on`. */

const KINDS = 'join innerJoin leftJoin leftOuterJoin rightJoin rightOuterJoin outerJoin fullOuterJoin'

const sign = asArg(pick('=', '>', '<>', '<', 'like', '!='))
const pathOf = pickArg('$.a', '$.b[1]', '$.c.d')
const values = oneOf<Arg>([8, listOf(1, 3, slot)], [2, listOf(0, 3, literal)], [1, raw], [1, scalarQuery])

const tupleIn: Make<Step> = (throwing) => ({
  call: pick('onIn', 'onNotIn', 'orOnIn')(throwing),
  args: tuple(throwing),
})
const columns: Make<Arg> = (throwing) => ({
  kind: 'object',
  entries: some(1, 2, (inner) => [simpleName(inner), column(inner)] as const)(throwing),
})
const right: Make<Arg> = oneOf([10, column], [1, raw], [1, scalarQuery], [0.3, pickArg(1, 0)])

const on: Make<Step> = oneOf(
  [6, call('on andOn orOn', columnLike, right)],
  [4, call('on andOn orOn', column, sign, right)],
  [1, call('on orOn', columns)],
  [1, call('on orOn', raw)],
  [3, call('onVal andOnVal orOnVal', columnLike, literal)],
  [2, call('onVal andOnVal orOnVal', column, sign, literal)],
  [0.5, call('onVal orOnVal', keyed(slot))],
  [2, call('onNull onNotNull orOnNull orOnNotNull andOnNull andOnNotNull', columnLike)],
  [3, call('onIn onNotIn orOnIn orOnNotIn andOnIn andOnNotIn', column, values)],
  [1, tupleIn],
  [
    2,
    call(
      'onBetween onNotBetween orOnBetween orOnNotBetween andOnBetween andOnNotBetween',
      column,
      listOf(2, 2, literal),
    ),
  ],
  [
    2,
    call(
      'onExists onNotExists orOnExists orOnNotExists andOnExists andOnNotExists',
      oneOf([1, query], [1, callback]),
    ),
  ],
  [1, call('onJsonPathEquals orOnJsonPathEquals andOnJsonPathEquals', column, pathOf, column, pathOf)],
  [0.5, call('or.on', column, column)],
)

const clauses: Make<Step[]> = some(1, 3, on)

/** A group within a join: a callback of its own. */
const grouped: Make<Step> = (throwing) => {
  const deep = throwing.dice.chance(0.3) ? [groupOf(throwing)] : []
  return {
    call: pick('on', 'orOn')(throwing),
    args: [{ kind: 'callback', steps: [...clauses(throwing), ...deep] }],
  }
}
const groupOf: Make<Step> = (throwing) => ({
  call: 'orOn',
  args: [{ kind: 'callback', steps: clauses(throwing) }],
})

const using: Make<Step> = call('using', oneOf([2, asArg(simpleName)], [1, listOf(1, 2, asArg(simpleName))]))
const kind: Make<Step> = call('type', pickArg('left', 'cross', 'natural'))

const joinBody: Make<Arg> = (throwing) => ({ kind: 'callback', steps: bodySteps(throwing) })
const bodySteps: Make<Step[]> = oneOf<Step[]>(
  [10, clauses],
  [3, (t) => [...clauses(t), grouped(t)]],
  [1, (t) => [grouped(t), ...clauses(t)]],
  [1, calls(using)],
  [1, (t) => [...maybe(0.5, kind)(t), ...clauses(t)]],
  [0.2, () => []],
)

const joined: Make<Arg> = oneOf(
  [12, table],
  [2, query],
  [1, callback],
  [1, keyed(oneOf([1, table], [1, query]))],
  [1, raw],
)

const lateral: Make<Step> = (throwing) => ({
  call: 'joinRaw',
  args: [
    value(pick('cross join lateral ? as l', 'left join lateral (?) l on true')(throwing)),
    { kind: 'list', items: [query(throwing)] },
  ],
})

export const join: Make<Step> = oneOf(
  [6, call(KINDS, joined, column, column)],
  [4, call(KINDS, joined, column, sign, right)],
  [8, call(KINDS, joined, joinBody)],
  [1, call(KINDS, joined, columns)],
  [1, call(KINDS, table, raw)],
  [0.5, call(KINDS, table)],
  [2, call('crossJoin', joined)],
  [1, call('joinRaw', inlinedRaw)],
  [
    1,
    call('joinRaw', pickArg('natural join u', 'join u using (id)', 'join u on u.a = ?'), listOf(0, 1, slot)),
  ],
  [1, lateral],
)
