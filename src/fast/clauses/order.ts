import { OrderByItemNode, RawNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { OrderStatement } from '../../knex/statements.js'
import { NONE, NULLS } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfBareSubquery, nodeOfRaw, nodesOfList, shapeList, shapeRaw } from './operand.js'

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
  walk.step(String(nulls))
}

export function nodeOfOrderBy(to: Translation, statement: OrderStatement): OperationNode {
  const { type, value, direction, nulls } = statement
  if (type === 'orderByRaw') return OrderByItemNode.create(nodeOfRaw(to, value as never))
  if (typeof direction === 'object' && direction !== null)
    to.decline('unsupported_value', 'a raw order direction')
  if (to.isRaw(value)) return OrderByItemNode.create(nodeOfRaw(to, value), directionNode(direction))
  const column = to.isBuilder(value) ? nodeOfBareSubquery(to, value) : onlyOne(to, nodesOfList(to, value))
  return to.dialect.orderItem(column, directionText(direction), nulls, to.isBuilder(value))
}

function onlyOne(to: Translation, columns: readonly OperationNode[]): OperationNode {
  return columns.length === 1 ? columns[0]! : to.decline('unsupported_value', 'a list in one order item')
}

function directionNode(direction: unknown): RawNode {
  return RawNode.createWithSql(directionText(direction))
}

/** Knex keeps the spelling of `asc` and `desc`, and takes everything else for `asc`. */
function directionText(direction: unknown): string {
  return typeof direction === 'string' && /^(asc|desc)$/i.test(direction) ? direction : 'asc'
}
