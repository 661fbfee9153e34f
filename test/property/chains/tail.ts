import type { Arg, Step } from '../chain.js'
import { POSTGRES_FAMILY, except } from '../dialects.js'
import { call, callWith, calls, maybe, oneOf, some } from './dice.js'
import type { Make } from './dice.js'
import { column, constant, pickArg, selected, simple, table } from './names.js'
import { columnLike, keyed, listOf, query, raw, ref } from './values.js'

/* What follows the conditions of a select, and what concerns it as a whole. */

const LOCKS = except('redshift')
const WAITS = except('redshift', 'sqlite3', 'mssql')

const direction = pickArg('asc', 'desc', 'DESC', 'Asc', undefined, 'sideways', '')
const nulls = pickArg('first', 'last', undefined)
const ordered: Make<Arg> = (t) => ({
  kind: 'object',
  entries: [
    ['column', oneOf<Arg>([6, column], [1, raw], [1, query])(t)],
    ['order', direction(t)],
    ['nulls', nulls(t)],
  ],
})

export const order: Make<Step> = oneOf(
  [6, callWith('orderBy', (t) => [columnLike(t), ...maybe(0.7, direction)(t)])],
  [1, call('orderBy', query, direction)],
  [2, call('orderBy', column, direction, nulls)],
  [2, call('orderBy', listOf(1, 3, oneOf([1, column], [2, ordered])))],
  [2, callWith('orderByRaw', (t) => [raw(t)])],
  [1, call('orderByRaw', pickArg('? desc', 'a nulls last'), listOf(0, 1, pickArg(1, 'x')))],
  [0.5, call('orderBy', column, raw)],
)

export const groupBy: Make<Step> = oneOf(
  [6, callWith('groupBy', some(1, 3, column))],
  [2, call('groupBy', listOf(1, 2, oneOf([6, column], [1, raw], [1, ref])))],
  [1, call('groupBy', raw)],
  [1, callWith('groupByRaw', (t) => [raw(t)])],
  [0.5, call('groupByRaw', pickArg('grouping sets ((a), ())', 'rollup(?)'), listOf(0, 1, pickArg('a')))],
)

const skip = keyed(pickArg(true, false), () => 'skipBinding')

export const limit: Make<Step> = oneOf(
  [6, call('limit', pickArg(0, 1, 7, 25, '3', 2.9))],
  [2, call('limit', pickArg(2, 0, 10), skip)],
  [0.3, call('limit', pickArg('x', null, -1, NaN))],
)
export const offset: Make<Step> = oneOf(
  [6, call('offset', pickArg(0, 5, 30, null, '4'))],
  [2, call('offset', pickArg(3, 0), skip)],
  [1, call('offset', raw)],
  [0.5, call('offset', query)],
  [0.2, call('offset', pickArg('x', undefined, NaN))],
)

const lockOf: Make<Step> = oneOf(
  [4, callWith('forUpdate forShare', some(0, 2, table))],
  [1, call('forUpdate', listOf(0, 2, table))],
  [1, callWith('forNoKeyUpdate forKeyShare', some(0, 2, table)), POSTGRES_FAMILY],
)
export const lock: Make<Step[]> = oneOf(
  [3, calls(lockOf), LOCKS],
  [1, calls(lockOf, call('skipLocked')), WAITS],
  [1, calls(lockOf, call('noWait')), WAITS],
)

const CLEARED = 'with select columns hintComments where union join group order having limit offset counters'
const modified: Make<Arg> = (t) => ({
  kind: 'callback',
  steps: some(
    1,
    2,
    oneOf([1, call('where', column, pickArg(1, 'x'))], [1, call('select', selected)], [1, order]),
  )(t),
})

/** What concerns the query as a whole. */
export const settings: Make<Step[]> = oneOf<Step[]>(
  [3, calls(call('comment', pickArg('a comment', 'über $1', ':n', "it's", '')))],
  [
    2,
    calls(
      call(
        'hintComment',
        oneOf([1, pickArg('idx(t)', 'no_merge()', '')], [1, listOf(0, 2, pickArg('x()', 'y(a b)', ''))]),
      ),
    ),
  ],
  [3, calls(call('as', oneOf([6, simple], [1, pickArg('a.l', 'q"a', '', 'x as y')])))],
  [2, calls(call('timeout', pickArg(50, 1000, 0)))],
  [2, calls(call('options', pickArg({ o: 1 }, { name: 'n', rowMode: 'array' }, { nestTables: true })))],
  [
    3,
    calls(
      call(
        'queryContext',
        pickArg({ upper: true }, { suffix: '_x' }, { upper: true, suffix: '_"' }, {}, null, 'text'),
      ),
    ),
  ],
  [2, calls(callWith('modify', (t) => [modified(t), ...maybe(0.3, pickArg(1, 'extra'))(t)]))],
  [2, calls(call('clear', pickArg(...CLEARED.split(' '))))],
  [2, calls(call('clearSelect clearWhere clearGroup clearOrder clearHaving'))],
  [0.5, calls(call('debug', constant(false)))],
  [1, calls(callWith('clone', () => []))],
  [0.5, calls(call('fromJS', pickArg({ where: ['a', 1], limit: 2 }, { orderBy: 'b' })))],
  [0.1, calls(call('comment', pickArg('what?', '/* x', 5)))],
)
