import { RawNode } from '../nodes.js'
import type { Dialect } from './dialect.js'
import { infoFromSchema } from './column-info.js'
import { WHOLE_PATH } from './json.js'
import { orderItemByNull } from './order.js'
import { postgres } from './postgres.js'
import { compared } from './words.js'

const likeOf = compared('like')

/** MySQL, as Knex's `QueryCompiler_MySQL` writes it. */
export const mysql: Dialect = Object.freeze<Dialect>({
  ...postgres,
  like: (column, not, value) => RawNode.create(['', ' COLLATE utf8_bin'], [likeOf(column, not, value)]),
  ilike: likeOf,
  refusesStructures: true,
  json: {
    extract: () => ['json_extract', 'json_unquote'],
    extractPath: WHOLE_PATH,
    extractsByOnePath: false,
    change: {
      path: WHOLE_PATH,
      set: 'json_set',
      insert: 'json_insert',
      remove: (column, path) => RawNode.create(['json_remove(', ',', ')'], [column, path]),
    },
    where: { function: 'json_extract', path: WHOLE_PATH, cast: () => '' },
    equals: (column, value, not) =>
      RawNode.create([`${not ? 'not ' : ''}json_contains(`, ', ', ')'], [column, value]),
    contains: {
      superset: (column, value) => RawNode.create(['json_contains(', ',', ')'], [column, value]),
      subset: (column, value) => RawNode.create(['json_contains(', ',', ')'], [value, column]),
    },
    on: ['json_extract'],
    onPath: WHOLE_PATH,
  },
  distinctColumns: (columns) => RawNode.create([' ', ''], [columns]),
  hasDistinctOn: false,
  orderItem: orderItemByNull,
  bareOffset: 'greatest',
  locks: { forUpdate: { words: 'for update' }, forShare: { words: 'lock in share mode' } },
  commentsWrites: true,
  conflicts: 'on duplicate key',
  emptyInsert: '() values ()',
  upsert: 'replace',
  updates: 'joins first',
  deletesUsing: false,
  deletesLimit: 'written',
  returning: 'never',
  returns: () => false,
  hasReturningField: () => false,
  warning: (_client, { _single: single }) =>
    single.returning ? '.returning() is not supported by mysql and will not have any effect.' : undefined,
  truncate: (table) => RawNode.create(['truncate ', ''], [table]),
  columnInfo: infoFromSchema({
    text: 'select * from information_schema.columns where table_name = ? and table_schema = ?',
    bindings: (client, table) => [table, client.database()],
  }),
})
