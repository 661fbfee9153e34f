import { RawNode } from '../nodes.js'
import { infoFromSchema } from './column-info.js'
import type { Dialect, Lock } from './dialect.js'
import { splitPath } from './json.js'
import { postgres } from './postgres.js'

const FOR_UPDATE: Lock = { words: '', warning: 'table lock is not supported by redshift dialect' }
const FOR_SHARE: Lock = { words: '', warning: 'lock for share is not supported by redshift dialect' }

const PATH = splitPath((path) => path.replace(/^(\$\.)/, '').split('.'))

/** Redshift, as Knex's `QueryCompiler_Redshift` writes it: PostgreSQL's selects, and writes as plain as can be. */
export const redshift: Dialect = Object.freeze<Dialect>({
  ...postgres,
  json: {
    ...postgres.json,
    extract: () => ['json_extract_path_text'],
    extractPath: PATH,
    extractsByOnePath: true,
    change: undefined,
    where: undefined,
    contains: undefined,
    on: ['json_extract_path_text'],
  },
  locks: { forUpdate: FOR_UPDATE, forShare: FOR_SHARE, forNoKeyUpdate: FOR_UPDATE, forKeyShare: FOR_SHARE },
  conflicts: 'ignored',
  updates: 'plain',
  updatesTableFirst: true,
  deletesUsing: false,
  returning: 'never',
  returns: () => false,
  hasReturningField: () => false,
  truncate: (table) => RawNode.create(['truncate ', ''], [table]),
  truncatesInLowerCase: true,
  columnInfo: infoFromSchema({
    text: 'select * from information_schema.columns where table_name = ? and table_catalog = ?',
    noSchema: ' and table_schema = current_schema()',
    bindings: (client, table) => [lowered(table), lowered(client.database())],
  }),
})

/** Knex fails on anything but text here. */
function lowered(name: unknown): string {
  return (name as string).toLowerCase()
}
