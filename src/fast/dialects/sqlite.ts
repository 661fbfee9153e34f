import { AliasNode, ListNode, OrderByItemNode, RawNode, ValueListNode, ValuesNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { Dialect } from './dialect.js'

/** SQLite, as Knex's `QueryCompiler_SQLite3` writes it, for both drivers. */
export const sqlite: Dialect = Object.freeze<Dialect>({
  ilike: 'like',
  limitsBareOffset: true,
  insertsQueryWithTail: false,
  insertsDefaultsOnConflict: false,
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
