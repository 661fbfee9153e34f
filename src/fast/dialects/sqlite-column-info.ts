import { RawNode } from 'kysely'
import { asNamed, told } from './column-info.js'
import type { ColumnInfo } from './column-info.js'

/** What SQLite tells of a column by `PRAGMA table_info`. */
interface PragmaRow {
  readonly name: string
  readonly type: string
  readonly notnull: unknown
  readonly dflt_value: unknown
}

/** Asks SQLite, which has no `information_schema`: the table's name is text, not a binding. */
export const pragmaInfo: ColumnInfo = {
  shape: (walk, { table }) => {
    walk.step(String(asNamed(walk.client, table)))
  },
  node: (to, { table }) =>
    RawNode.createWithSql(`PRAGMA table_info(\`${String(asNamed(to.client, table))}\`)`),
  output: (column) =>
    told(column, (response) =>
      (response as PragmaRow[]).map(({ name, type, notnull, dflt_value: defaultValue }) => {
        const maxLength = /.*\((\d+)\)/.exec(type)?.[1]
        const bare = maxLength === undefined ? type : type.split('(')[0]!
        return [
          name,
          { type: bare.toLowerCase(), maxLength: maxLength ?? null, nullable: !notnull, defaultValue },
        ]
      }),
    ),
}
