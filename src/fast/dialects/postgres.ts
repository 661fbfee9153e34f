import { OrderByItemNode, ParensNode, RawNode, ValueListNode } from '../nodes.js'
import { infoFromSchema } from './column-info.js'
import type { Dialect } from './dialect.js'
import { BRACED_PATH, WHOLE_PATH, castByValue } from './json.js'
import type { JsonDialect } from './json.js'
import { compared, operation } from './words.js'

const JSON_FUNCTIONS: JsonDialect = {
  extract: () => ['jsonb_path_query'],
  extractPath: WHOLE_PATH,
  extractsByOnePath: false,
  change: {
    path: BRACED_PATH,
    set: 'jsonb_set',
    insert: 'jsonb_insert',
    remove: (column, path) => RawNode.create(['', ' #- ', ''], [column, path]),
  },
  where: { function: 'jsonb_path_query_first', path: WHOLE_PATH, cast: castByValue },
  equals: (column, value, not) => operation(column, not ? '!=' : '=', value),
  contains: {
    superset: (column, value) => operation(column, '@>', value),
    subset: (column, value) => operation(column, '<@', value),
  },
  on: ['jsonb_path_query_first'],
  onPath: WHOLE_PATH,
}

/** PostgreSQL, as Knex's `QueryCompiler_PG` writes it. */
export const postgres: Dialect = Object.freeze<Dialect>({
  like: compared('like'),
  ilike: compared('ilike'),
  refusesStructures: false,
  tuples: (rows) => ValueListNode.create(rows),
  json: JSON_FUNCTIONS,
  distinctColumns: (columns) => ParensNode.create(columns),
  hasDistinctOn: true,
  quotesAnalyticAlias: true,
  unionsComeFirst: true,
  writesOnly: true,
  writesRecursive: true,
  orderItem: (column, direction, nulls, isQuery) => {
    const written = nulls ? RawNode.create(['', ` nulls ${String(nulls)}`], [direction]) : direction
    return OrderByItemNode.create(isQuery ? ParensNode.create(column) : column, written)
  },
  limits: 'limit',
  bareOffset: 'none',
  locks: {
    forUpdate: { words: 'for update', namesTables: true },
    forShare: { words: 'for share', namesTables: true },
    forNoKeyUpdate: { words: 'for no key update', namesTables: true },
    forKeyShare: { words: 'for key share', namesTables: true },
  },
  locksStandBeforeWhere: false,
  locksInSchema: false,
  waitModes: 'written',
  commentsWrites: false,
  conflicts: 'on conflict',
  insertsQueryWithTail: true,
  insertsDefaultsOnConflict: true,
  insertsDefaultsReturning: true,
  mergesRowsWhere: true,
  emptyInsert: 'default values',
  manyRows: { opening: 'values ', row: (_columns, cells) => ValueListNode.create(cells), separator: ', ' },
  insertsBySelect: false,
  hasDefaultKeyword: true,
  upsert: undefined,
  updates: 'from',
  updatesTableFirst: false,
  updatesFromLast: false,
  deletesUsing: true,
  deletesLimit: 'refused',
  deletesJoinsLast: false,
  returning: 'behind',
  returns: () => true,
  hasReturningField: () => true,
  warning: () => undefined,
  truncate: (table) => RawNode.create(['truncate ', ' restart identity'], [table]),
  truncatesInLowerCase: false,
  truncatesInTwo: false,
  ignoresAndMerges: true,
  columnInfo: infoFromSchema({
    text: 'select * from information_schema.columns where table_name = ? and table_catalog = current_database()',
    noSchema: ' and table_schema = current_schema()',
    bindings: (_client, table) => [table],
  }),
})
