import type { OperationNode } from 'kysely'
import { insertedColumns, isQuery } from '../inserted.js'
import { AliasNode, ListNode, RawNode } from '../nodes.js'
import type { Ask } from './as-asked.js'
import type { Dialect, Lock } from './dialect.js'
import { mysql } from './mysql.js'
import { orderItemByNull } from './order.js'
import { postgres } from './postgres.js'
import { pragmaInfo } from './sqlite-column-info.js'
import { compared } from './words.js'

/** SQLite locks the whole file; Knex writes nothing. */
const NO_LOCK: Lock = { words: '' }

/**
 * SQLite for this Knex: 2.0 could not return from an update, 3.2 forgot the where of a merge of rows.
 *
 * @param ask what the application's Knex makes of a query
 */
export function sqliteAsAsked(ask: Ask): Dialect {
  const likes = ask((query) => query.from('t').whereILike('a', 'b'))
  const merges = ask((query) =>
    query
      .from('t')
      .insert([{ a: 1 }, { a: 2 }])
      .onConflict('a')
      .merge()
      .where('b', 3),
  )
  const insertsReturning = 'returning' in ask((query) => query.from('t').insert({}))
  const updatesReturning = 'returning' in ask((query) => query.from('t').update({ a: 1 }))
  return {
    ...sqlite,
    ilike: compared(likes.sql.includes('ilike') ? 'ilike' : 'like'),
    insertsDefaultsReturning: insertsReturning,
    mergesRowsWhere: merges.bindings.length === 3,
    returns: (_client, _builder, method) => method === 'insert' || (method === 'update' && updatesReturning),
    hasReturningField: (_client, { _single: single }, method) => {
      if (method !== 'insert') return method === 'update' && updatesReturning
      return !isQuery(single.insert) && (insertsReturning || insertedColumns(single).length > 0)
    },
  }
}

/** SQLite, as Knex's `QueryCompiler_SQLite3` writes it, for both drivers. */
const sqlite: Dialect = Object.freeze<Dialect>({
  ...postgres,
  ilike: compared('like'),
  tuples: (rows) => RawNode.create(['( values ', ')'], [ListNode.create(rows)]),
  json: {
    ...mysql.json,
    extract: () => ['json_extract'],
    equals: postgres.json.equals,
    contains: undefined,
  },
  distinctColumns: (columns) => RawNode.create([' ', ''], [columns]),
  hasDistinctOn: false,
  orderItem: orderItemByNull,
  bareOffset: 'minus one',
  locks: { forUpdate: NO_LOCK, forShare: NO_LOCK, forNoKeyUpdate: NO_LOCK, forKeyShare: NO_LOCK },
  waitModes: 'refused',
  insertsQueryWithTail: false,
  insertsDefaultsOnConflict: false,
  manyRows: { opening: 'select ', row: nodeOfSelected, separator: ' union all select ' },
  insertsBySelect: true,
  hasDefaultKeyword: false,
  updates: 'plain',
  deletesUsing: false,
  returns: (_client, _builder, method) => method !== 'del',
  truncate: (table) => RawNode.create(['delete from ', ''], [table]),
  truncatesInTwo: true,
  ignoresAndMerges: false,
  columnInfo: pragmaInfo,
})

/** SQLite once had no multi-row `values`; Knex still writes the rows as selects. */
function nodeOfSelected(columns: readonly OperationNode[], cells: readonly OperationNode[]): OperationNode {
  return ListNode.create(cells.map((cell, i) => AliasNode.create(cell, columns[i]!)))
}
