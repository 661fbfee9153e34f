import type { Arg, Step } from './chain.js'

/* Other calls than those of a chain, which its mutants have. */

/** Methods that differ by one word of the SQL. */
const KIN = [
  'where orWhere whereNot orWhereNot',
  'whereIn whereNotIn orWhereIn orWhereNotIn',
  'whereNull whereNotNull orWhereNull orWhereNotNull',
  'whereBetween whereNotBetween orWhereBetween',
  'whereLike whereILike orWhereLike orWhereILike',
  'whereColumn orWhereColumn whereNotColumn where',
  'whereRaw orWhereRaw',
  'whereExists whereNotExists orWhereExists orWhereNotExists',
  'whereJsonObject whereNotJsonObject orWhereJsonObject',
  'whereJsonPath orWhereJsonPath',
  'whereJsonSupersetOf whereJsonSubsetOf whereJsonNotSupersetOf whereJsonNotSubsetOf orWhereJsonSubsetOf',
  'join leftJoin leftOuterJoin rightJoin rightOuterJoin outerJoin fullOuterJoin crossJoin',
  'on orOn onVal orOnVal',
  'onIn onNotIn orOnIn orOnNotIn',
  'onNull onNotNull orOnNull',
  'onBetween onNotBetween orOnBetween',
  'onExists onNotExists orOnExists',
  'onJsonPathEquals orOnJsonPathEquals',
  'count min max sum avg countDistinct sumDistinct avgDistinct',
  'select distinct distinctOn',
  'rowNumber rank denseRank',
  'partitionBy orderBy',
  'jsonExtract jsonRemove',
  'jsonSet jsonInsert',
  'groupBy orderBy',
  'groupByRaw orderByRaw',
  'having orHaving',
  'havingIn havingNotIn orHavingIn',
  'havingBetween havingNotBetween',
  'havingNull havingNotNull orHavingNull',
  'havingRaw orHavingRaw',
  'havingExists havingNotExists',
  'union unionAll intersect except',
  'with withRecursive withMaterialized withNotMaterialized',
  'forUpdate forShare forNoKeyUpdate forKeyShare',
  'skipLocked noWait',
  'limit offset',
  'comment hintComment',
  'increment decrement',
  'ignore merge',
  'insert upsert update',
].map((names) => names.split(' '))

export const text = (value: string): Arg => ({ kind: 'value', value })

/** Calls that change a query by being there. */
export const ADDED: readonly Step[] = [
  { call: 'distinct', args: [] },
  { call: 'comment', args: [text('added')] },
  { call: 'hintComment', args: [text('added()')] },
  { call: 'limit', args: [{ kind: 'value', value: 1 }] },
  {
    call: 'limit',
    args: [
      { kind: 'value', value: 1 },
      { kind: 'value', value: { skipBinding: true } },
    ],
  },
  { call: 'offset', args: [{ kind: 'value', value: 2 }] },
  { call: 'as', args: [text('added')] },
  { call: 'withSchema', args: [text('added')] },
  { call: 'forUpdate', args: [] },
  { call: 'returning', args: [text('added')] },
  { call: 'queryContext', args: [{ kind: 'value', value: { upper: true, suffix: '_added' } }] },
  { call: 'first', args: [] },
  { call: 'options', args: [{ kind: 'value', value: { added: 1 } }] },
  { call: 'timeout', args: [{ kind: 'value', value: 77 }] },
  { call: 'orderBy', args: [text('added')] },
  { call: 'where', args: [{ kind: 'callback', steps: [] }] },
]

/** The methods that could have been called instead. */
export function kinOf(call: string): string[] {
  return KIN.filter((kin) => kin.includes(call))
    .flat()
    .filter((other) => other !== call)
}
