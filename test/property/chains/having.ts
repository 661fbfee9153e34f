import type { Arg, Step } from '../chain.js'
import { call, callWith, oneOf } from './dice.js'
import type { Make } from './dice.js'
import { column, pickArg } from './names.js'
import {
  callback,
  columnLike,
  comparand,
  havingGroup,
  keyed,
  listOf,
  literal,
  oneBinding,
  query,
  raw,
  slot,
} from './values.js'
import { tuple } from './where.js'

/* The having part of the API, which its groups have too. */

const sign = pickArg('=', '>', '<', '>=', '<>', 'like', 'LIKE', '?')
const exists = oneOf<Arg>([1, query], [1, callback], [0.3, raw])
const tupleIn: Make<Step> = (throwing) => ({
  call: throwing.dice.pick(['havingIn', 'orHavingNotIn']),
  args: tuple(throwing),
})

export const having: Make<Step> = oneOf(
  [6, call('having andHaving orHaving', columnLike, sign, comparand)],
  [0.3, call('having orHaving', column, literal)],
  [0.5, call('orHaving', keyed(pickArg('=', '<')))],
  [
    3,
    call(
      'havingIn havingNotIn orHavingIn orHavingNotIn andHavingIn andHavingNotIn',
      column,
      oneOf([6, listOf(1, 3, slot)], [2, listOf(0, 2, literal)], [0.5, query], [0.3, raw]),
    ),
  ],
  [0.7, tupleIn],
  [
    2,
    call(
      'havingBetween havingNotBetween orHavingBetween orHavingNotBetween andHavingBetween andHavingNotBetween',
      columnLike,
      listOf(2, 2, literal),
    ),
  ],
  [
    2,
    call('havingNull havingNotNull orHavingNull orHavingNotNull andHavingNull andHavingNotNull', columnLike),
  ],
  [2, call('having havingRaw orHavingRaw', raw)],
  [
    1,
    callWith('havingRaw', (t) => [
      pickArg('count(*) > ?', 'sum(a) < ?')(t),
      oneOf<Arg>([1, listOf(1, 1, slot)], [1, oneBinding])(t),
    ]),
  ],
  [
    1,
    call(
      'havingExists havingNotExists orHavingExists orHavingNotExists andHavingExists andHavingNotExists',
      exists,
    ),
  ],
  [2, call('having orHaving havingWrapped', havingGroup)],
)
