import type { Arg, Step } from '../chain.js'
import { callWith, maybe, oneOf, pick, some } from './dice.js'
import type { Make } from './dice.js'
import { asArg } from './names.js'
import { callback, listOf, query, raw } from './values.js'

const member: Make<Arg> = oneOf([5, query], [4, callback], [1, raw])
const wrap: Make<Arg> = asArg(pick(true, false))
const NAMES = 'union unionAll union unionAll intersect except'

/** A union, or one of its kin. */
export const union: Make<Step> = oneOf(
  [4, callWith(NAMES, (t) => [member(t), ...maybe(0.5, wrap)(t)])],
  [2, callWith(NAMES, (t) => [listOf(1, 2, member)(t), ...maybe(0.5, wrap)(t)])],
  [1, callWith(NAMES, (t) => [...some(2, 2, member)(t), ...maybe(0.5, wrap)(t)])],
)
