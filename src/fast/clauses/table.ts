import { RawNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { Single } from '../../knex/statements.js'
import { shapeName } from '../name.js'
import { NONE, ONLY, TABLE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfSubquery, nodeOfWrapped, shapeWrapped } from './operand.js'

/** The table of a query: a name (under the query's schema), a subquery, a raw, or an object of aliases. */
export function shapeTable(walk: Walk, { table, schema, only }: Single): void {
  if (typeof table === 'string' && !schema && !only && table !== '') return shapeName(walk, table)
  if (!table) return walk.step(NONE)
  walk.step(only ? ONLY : TABLE)
  if (!schema) walk.step(NONE)
  else if (typeof table === 'object' && !walk.isRaw(table) && !walk.isBuilder(table)) {
    return walk.decline('unsupported_value', 'a schema before an object of aliases')
  } else walk.step(String(schema))
  shapeWrapped(walk, table)
}

export function nodeOfTable(to: Translation, { table, schema, only }: Single): OperationNode | undefined {
  if (!table) return undefined
  const node = to.isBuilder(table) ? nodeOfSubquery(to, table) : nodeOfWrapped(to, qualified(table, schema))
  return only ? RawNode.create(['only ', ''], [node]) : node
}

function qualified(table: unknown, schema: unknown): unknown {
  return schema && (typeof table === 'string' || typeof table === 'number')
    ? `${String(schema)}.${table}`
    : table
}
