import type { OperationNode } from 'kysely'
import type { KnexRaw, OrderStatement } from '../../knex/statements.js'
import { OrderByItemNode, RawNode } from '../nodes.js'
import { NONE, NULLS } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { listOf, nodeOfRaw, nodesOfList, shapeList, shapeRaw } from './operand.js'

/** A direction and a place for nulls are texts, as typed; anything else there is legacy's to judge. */
export function shapeOrderBy(walk: Walk, { type, value, direction, nulls }: OrderStatement): void {
  if (type !== 'orderByBasic' && type !== 'orderByRaw')
    return walk.decline('unsupported_clause', String(type))
  walk.step(type)
  shapeList(walk, value)
  if (typeof direction === 'string') walk.step(direction)
  else if (!direction) walk.step(NONE)
  else if (typeof direction === 'object' && walk.isRaw(direction)) shapeRaw(walk, direction)
  else return walk.decline('suspect_query', 'an order direction that is no text')
  if (!nulls) return
  walk.step(NULLS)
  if (typeof nulls === 'string') walk.step(nulls)
  else walk.decline('suspect_query', 'a place of nulls that is no text')
}

export function nodeOfOrderBy(
  to: Translation,
  { type, value, direction, nulls }: OrderStatement,
): OperationNode {
  if (type === 'orderByRaw') return OrderByItemNode.create(nodeOfRaw(to, value as KnexRaw))
  const isQuery = to.isBuilder(value)
  const column = to.isRaw(value) ? nodeOfRaw(to, value) : listOf(nodesOfList(to, value))
  const written = to.isRaw(direction)
    ? nodeOfRaw(to, direction)
    : RawNode.createWithSql(directionText(direction))
  if (to.isRaw(value)) return OrderByItemNode.create(column, written)
  return to.dialect.orderItem(column, written, nulls, isQuery)
}

/** Knex keeps the spelling of `asc` and `desc`, and takes everything else for `asc`. */
function directionText(direction: unknown): string {
  return typeof direction === 'string' && /^(asc|desc)$/i.test(direction) ? direction : 'asc'
}
