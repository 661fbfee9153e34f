import { RawNode } from '../nodes.js'
import { asNamed } from './column-info.js'
import type { ColumnInfo } from './column-info.js'

/** Asks SQLite, which has no `information_schema`: the table's name is text, not a binding. */
export const pragmaInfo: ColumnInfo = {
  shape: (walk, { table }) => {
    walk.step(String(asNamed(walk.client, table)))
  },
  node: (to, { table }) =>
    RawNode.createWithSql(`PRAGMA table_info(\`${String(asNamed(to.client, table))}\`)`),
}
