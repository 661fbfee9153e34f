import type { Arg, Step } from '../chain.js'
import { call, callWith, inOrder, maybe, oneOf } from './dice.js'
import type { Make } from './dice.js'
import { constant, pickArg, schema, table } from './names.js'
import { callback, keyed, query, raw, ref } from './values.js'

/* Where a query reads from, or writes to. */

const only = constant({ only: true })

/** A table, named. */
export const intoTable: Make<Step[]> = inOrder(
  (throwing) => [
    oneOf<Step>(
      [12, call('from into table', table)],
      [1, call('from', table, only)],
      [0.5, call('from', ref)],
    )(throwing),
  ],
  maybe(0.1, call('withSchema', schema)),
)

const source: Make<Arg> = oneOf(
  [24, table],
  [2, query],
  [1, callback],
  [1, raw],
  [1, ref],
  [2, keyed(oneOf([2, table], [1, query], [1, callback], [0.5, raw]))],
  [0.2, pickArg('', null)],
)

/** Anything that can be read from. */
export const fromSource: Make<Step[]> = inOrder(
  (throwing) => [
    oneOf<Step>(
      [16, call('from', source)],
      [1, call('from', table, only)],
      [1, callWith('fromRaw', (t) => [raw(t)])],
      [0.3, call('from', source, only)],
    )(throwing),
  ],
  maybe(0.1, call('withSchema', schema)),
)
