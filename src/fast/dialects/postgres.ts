import { OrderByItemNode, ParensNode, RawNode, ValueListNode, ValuesNode } from 'kysely'
import type { Dialect } from './dialect.js'

/** PostgreSQL, as Knex's `QueryCompiler_PG` writes it. */
export const postgres: Dialect = Object.freeze<Dialect>({
  ilike: 'ilike',
  limitsBareOffset: false,
  insertsQueryWithTail: true,
  insertsDefaultsOnConflict: true,
  insertsDefaultsReturning: true,
  mergesRowsWhere: true,
  updatesReturning: true,
  deletesReturning: true,
  tuples: (rows) => ValueListNode.create(rows),
  distinctColumns: (columns) => ParensNode.create(columns),
  orderItem: (column, direction, nulls, isQuery) => {
    const written = nulls ? `${direction} nulls ${String(nulls)}` : direction
    return OrderByItemNode.create(
      isQuery ? ParensNode.create(column) : column,
      RawNode.createWithSql(written),
    )
  },
  insertRows: (_columns, rows) => ValuesNode.create(rows.map((row) => ValueListNode.create(row))),
  insertsBySelect: false,
  hasDefaultKeyword: true,
})
