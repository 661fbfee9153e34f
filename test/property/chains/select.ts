import type { Step } from '../chain.js'
import { call, calls, inOrder, maybe, oneOf, some } from './dice.js'
import type { Make } from './dice.js'
import { columns } from './columns.js'
import { having } from './having.js'
import { join } from './join.js'
import { column, selected } from './names.js'
import { fromSource } from './source.js'
import { groupBy, limit, lock, offset, order, settings } from './tail.js'
import { union } from './union.js'
import { condition } from './where.js'
import { withClause } from './with.js'

/* A select, its calls in no particular order. */

const clause: Make<Step[]> = oneOf<Step[]>(
  // More than once: there is more to throw in them than in the others.
  [7, calls(condition)],
  [7, calls(condition)],
  [3, calls(columns)],
  [3, calls(columns)],
  [3, calls(columns)],
  [4, calls(join)],
  [3, calls(order)],
  [2, calls(groupBy)],
  [2, calls(having)],
  [2, calls(limit)],
  [1.5, calls(offset)],
  [1.5, calls(withClause)],
  [1.5, calls(union)],
  [1, lock],
  [3, settings],
)

/** As a whole query. */
export const select: Make<Step[]> = inOrder(
  oneOf<Step[]>([30, fromSource], [1, () => []]),
  (throwing) => some(0, 6, clause)(throwing).flat(),
  oneOf<Step[]>(
    [14, () => []],
    [2, calls(call('first'))],
    [1, calls(call('first', selected))],
    [1, calls(call('pluck', column))],
  ),
)

/** As part of another query. */
export const subselect: Make<Step[]> = inOrder(
  fromSource,
  (throwing) => some(0, 3, clause)(throwing).flat(),
  maybe(0.15, call('as', column)),
)
