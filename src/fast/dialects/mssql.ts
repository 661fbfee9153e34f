import { OrderByItemNode, RawNode } from '../nodes.js'
import { infoFromSchema } from './column-info.js'
import type { Dialect, Like } from './dialect.js'
import { WHOLE_PATH } from './json.js'
import { mysql } from './mysql.js'
import { postgres } from './postgres.js'
import { compared } from './words.js'

/** SQL Server's `like` takes case as the collation has it. */
function collated(collation: string): Like {
  const like = compared('like')
  return (column, not, value) => like(RawNode.create(['', ` collate ${collation}`], [column]), not, value)
}

/** Microsoft SQL Server, as Knex's `QueryCompiler_MSSQL` writes it. */
export const mssql: Dialect = Object.freeze<Dialect>({
  ...postgres,
  like: collated('SQL_Latin1_General_CP1_CS_AS'),
  ilike: collated('SQL_Latin1_General_CP1_CI_AS'),
  json: {
    extract: (isSingleValue) => [isSingleValue ? 'JSON_VALUE' : 'JSON_QUERY'],
    extractPath: WHOLE_PATH,
    extractsByOnePath: false,
    change: {
      path: WHOLE_PATH,
      set: 'JSON_MODIFY',
      insert: 'JSON_MODIFY',
      remove: (column, path) => RawNode.create(['JSON_MODIFY(', ',', ', NULL)'], [column, path]),
    },
    where: { function: 'JSON_VALUE', path: WHOLE_PATH, cast: () => '' },
    equals: postgres.json.equals,
    contains: undefined,
    on: ['JSON_VALUE'],
    onPath: WHOLE_PATH,
  },
  distinctColumns: mysql.distinctColumns,
  hasDistinctOn: false,
  unionsComeFirst: false,
  writesOnly: false,
  writesRecursive: false,
  orderItem: (column, direction, nulls, isQuery) => {
    const item = isQuery ? RawNode.create(['(', ')'], [column]) : column
    const order = nulls === 'first' ? '0,1' : nulls === 'last' ? '1,0' : undefined
    const written = order === undefined ? item : RawNode.create(['IIF(', ` is null,${order})`], [item])
    return OrderByItemNode.create(written, direction)
  },
  limits: 'top',
  locks: { forUpdate: { words: 'with (UPDLOCK)' }, forShare: { words: 'with (HOLDLOCK)' } },
  locksStandBeforeWhere: true,
  waitModes: 'ignored',
  conflicts: 'refused',
  upsert: undefined,
  updates: 'joins last',
  deletesUsing: false,
  returning: 'output',
  truncate: (table) => RawNode.create(['truncate table ', ''], [table]),
  columnInfo: infoFromSchema({
    text: 'select [COLUMN_NAME], [COLUMN_DEFAULT], [DATA_TYPE], [CHARACTER_MAXIMUM_LENGTH], [IS_NULLABLE] from INFORMATION_SCHEMA.COLUMNS where table_name = ? and table_catalog = ?',
    noSchema: " and table_schema = 'dbo'",
    bindings: (client, table) => [table, client.database()],
  }),
})
