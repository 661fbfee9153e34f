import { AliasNode, ListNode, OrderByItemNode, RawNode, ValueListNode, ValuesNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { KnexBuilder, KnexQuery } from '../../knex/statements.js'
import type { Dialect } from './dialect.js'

/** What of Knex's builder is needed to ask it something. */
interface Asked extends KnexBuilder {
  from(table: string): Asked
  where(column: string, value: unknown): Asked
  whereILike(column: string, value: string): Asked
  update(values: object): Asked
  insert(rows: object): Asked
  onConflict(column: string): { merge(): Asked }
}

/**
 * SQLite, as Knex's `QueryCompiler_SQLite3` writes it, for both drivers. Knex came to it by and by (2.0 could not return from an
 * update, 3.2 forgot the where of a merge of rows), so the application's own Knex is asked what it can do.
 *
 * @param ask what the application's Knex makes of a query
 */
export function sqliteOf(ask: (chain: (query: Asked) => KnexBuilder) => KnexQuery): Dialect {
  const likes = ask((query) => query.from('t').whereILike('a', 'b'))
  const merges = ask((query) =>
    query
      .from('t')
      .insert([{ a: 1 }, { a: 2 }])
      .onConflict('a')
      .merge()
      .where('b', 3),
  )
  return Object.freeze<Dialect>({
    ...LATEST,
    ilike: likes.sql.includes('ilike') ? 'ilike' : 'like',
    insertsDefaultsReturning: 'returning' in ask((query) => query.from('t').insert({})),
    mergesRowsWhere: merges.bindings.length === 3,
    updatesReturning: 'returning' in ask((query) => query.from('t').update({ a: 1 })),
  })
}

const LATEST: Dialect = Object.freeze<Dialect>({
  ilike: 'like',
  limitsBareOffset: true,
  insertsQueryWithTail: false,
  insertsDefaultsOnConflict: false,
  insertsDefaultsReturning: true,
  mergesRowsWhere: true,
  updatesReturning: true,
  deletesReturning: false,
  tuples: (rows) => RawNode.create(['( values ', ')'], [ListNode.create(rows)]),
  distinctColumns: (columns) => RawNode.create([' ', ''], [columns]),
  orderItem: (column, direction, nulls, isQuery) => {
    const isNull = nulls === 'last' ? ' is null' : nulls === 'first' ? ' is not null' : ''
    const item = nulls || isQuery ? RawNode.create(['(', `${isNull})`], [column]) : column
    return OrderByItemNode.create(item, RawNode.createWithSql(direction))
  },
  insertRows: (columns, rows) => {
    const [only] = rows
    return rows.length === 1
      ? ValuesNode.create([ValueListNode.create(only!)])
      : unionOfSelects(columns, rows)
  },
  insertsBySelect: true,
  hasDefaultKeyword: false,
})

/** SQLite once had no multi-row `values`; Knex still writes the rows as selects. */
function unionOfSelects(
  columns: readonly OperationNode[],
  rows: readonly (readonly OperationNode[])[],
): OperationNode {
  const selects = rows.map((row) =>
    ListNode.create(row.map((value, i) => AliasNode.create(value, columns[i]!))),
  )
  return RawNode.create(['select ', ...rows.slice(1).map(() => ' union all select '), ''], selects)
}
