import type { OperationNode } from 'kysely'
import type { Single } from '../../knex/statements.js'
import { shapeName } from '../name.js'
import { RawNode } from '../nodes.js'
import { NONE, ONLY, TABLE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfWrapped, shapeWrapped } from './operand.js'
import { nodeOfSubquery } from './subquery.js'

/** The table of a query: a name (under the query's schema), a subquery, a raw, or an object of aliases. */
export function shapeTable(walk: Walk, { table, schema, only }: Single): void {
  if (typeof table === 'string' && !schema && !only && table !== '') return shapeName(walk, table)
  if (!table) return walk.step(only ? ONLY : NONE)
  walk.step(only ? ONLY : TABLE)
  shapeWrapped(walk, inSchema(table, schema))
}

/** Nothing where there is no table. */
export function nodeOfTable(to: Translation, single: Single): OperationNode | undefined {
  const { table, schema } = single
  if (!hasTable(single)) return undefined
  return to.isBuilder(table) ? nodeOfSubquery(to, table) : nodeOfWrapped(to, inSchema(table, schema))
}

/** Whether a query has a table: an object of no aliases comes to none. */
export function hasTable({ table, schema }: Single): boolean {
  if (!table || typeof table !== 'object' || schema) return Boolean(table)
  return 'toSQL' in table || Object.keys(table).length > 0
}

export function onlyOf(table: OperationNode): RawNode {
  return RawNode.create(['only ', ''], [table])
}

/** Knex puts the schema before whatever is no SQL of its own, an object of aliases included. */
function inSchema(table: unknown, schema: unknown): unknown {
  const isSql =
    typeof table === 'function' || (typeof table === 'object' && table !== null && 'toSQL' in table)
  return schema && !isSql ? `${schema as string}.${table as string}` : table
}
