import { RawNode } from '../nodes.js'
import type { Dialect } from './dialect.js'
import { castByValue, splitPath } from './json.js'
import { orderItemByNull } from './order.js'
import { postgres } from './postgres.js'

const PATH = splitPath((path) =>
  path
    .replace(/^(\$\.)/, '')
    .replace(/\[([0-9]+)]/, '.$1')
    .split('.'),
)

/** CockroachDB, as Knex's `QueryCompiler_CRDB` writes it: PostgreSQL, but for a few clauses. */
export const cockroach: Dialect = Object.freeze<Dialect>({
  ...postgres,
  json: {
    ...postgres.json,
    extract: () => ['json_extract_path'],
    extractPath: PATH,
    where: { function: 'json_extract_path', path: PATH, cast: castByValue },
    on: ['json_extract_path'],
    onPath: PATH,
  },
  orderItem: orderItemByNull,
  upsert: 'upsert',
  truncate: (table) => RawNode.create(['truncate ', ''], [table]),
})
