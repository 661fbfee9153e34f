import type { Arg, Step } from '../chain.js'
import { POSTGRES_FAMILY } from '../dialects.js'
import { call, callWith, oneOf, pick, some } from './dice.js'
import type { Make } from './dice.js'
import { asArg, column, columnName, pickArg, selected, simple, simpleName, value } from './names.js'
import { callback, inlinedRaw, keyed, listOf, query, raw, ref } from './values.js'
import { jsonColumn } from './json.js'

/* What is selected: columns, aggregates, window functions. */

const aliasObject: Make<Arg> = (throwing) => ({
  kind: 'object',
  entries: some(
    1,
    2,
    (inner) =>
      [simpleName(inner), oneOf<Arg>([6, column], [1, raw], [1, query], [1, callback])(inner)] as const,
  )(throwing),
})

const item: Make<Arg> = oneOf(
  [14, selected],
  [2, raw],
  [1, ref],
  [1, pickArg(1, 0, 2.5)],
  [2, query],
  [1, callback],
  [2, aliasObject],
  [0.1, pickArg(null, undefined, true)],
)

const AGGREGATES = 'count min max sum avg countDistinct sumDistinct avgDistinct'
const aggregated: Make<Arg> = oneOf(
  [8, selected],
  [2, raw],
  [2, keyed(oneOf([3, column], [1, listOf(1, 2, column)]))],
  [
    1,
    (t) => ({
      kind: 'object',
      entries: [
        ['n', column(t)],
        ['m', listOf(1, 2, column)(t)],
      ],
    }),
  ],
  [2, listOf(1, 3, column)],
  [0.1, query],
)
const as: Make<Arg> = keyed(simple, () => 'as')
const distinctAs: Make<Arg> = (t) => ({
  kind: 'object',
  entries: [
    ['distinct', value(true)],
    ['as', simple(t)],
  ],
})

const aggregate: Make<Step> = oneOf(
  [6, call(AGGREGATES, aggregated)],
  [2, call(AGGREGATES, column, as)],
  [1, call('count min sum', column, distinctAs)],
  [2, callWith('countDistinct', some(1, 3, column))],
  [1, callWith('countDistinct', (t) => [...some(1, 2, column)(t), as(t)])],
  [1, callWith('count countDistinct', () => [])],
)

/* window functions */

const ordered: Make<Arg> = (t) => ({
  kind: 'object',
  entries: [
    ['column', column(t)],
    ['order', pickArg('asc', 'desc', undefined)(t)],
  ],
})
const orders: Make<Arg> = oneOf(
  [4, column],
  [2, listOf(1, 2, column)],
  [2, ordered],
  [2, listOf(1, 2, oneOf([1, column], [1, ordered]))],
)

const windowStep: Make<Step> = oneOf(
  [2, call('orderBy partitionBy', asArg(columnName))],
  [2, call('orderBy partitionBy', asArg(columnName), pickArg('desc', 'asc', 'sideways'))],
  [1, call('orderBy partitionBy', listOf(1, 2, oneOf([1, asArg(columnName)], [1, ordered])))],
)
const windowBody: Make<Arg> = (throwing) => ({ kind: 'callback', steps: some(1, 3, windowStep)(throwing) })
const windowAlias: Make<Arg> = oneOf([8, simple], [1, pickArg(null, undefined)])

const analytic: Make<Step> = oneOf(
  [3, call('rowNumber rank denseRank', windowAlias, orders)],
  [3, call('rowNumber rank denseRank', windowAlias, orders, orders)],
  [3, call('rowNumber rank denseRank', windowAlias, windowBody)],
  [2, call('rowNumber rank denseRank', windowAlias, inlinedRaw)],
)

/** A call that adds columns. */
export const columns: Make<Step> = oneOf(
  [10, callWith('select select select column columns', some(1, 3, item))],
  [1, call('select columns', listOf(0, 3, item))],
  [2, callWith('distinct', some(0, 2, item))],
  [1, callWith('distinctOn', some(1, 2, column)), POSTGRES_FAMILY],
  [1, call('distinctOn', listOf(1, 2, column)), POSTGRES_FAMILY],
  [4, aggregate],
  [3, aggregate],
  [3, analytic],
  [3, jsonColumn],
)

/** One column, for a subquery in a value's place. */
export const oneColumn: Make<Step> = oneOf(
  [6, call('select', selected)],
  [1, call(AGGREGATES, column)],
  [1, call('select', asArg(pick<unknown>('id', 'a')))],
)
