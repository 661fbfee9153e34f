import type { OperationNode } from 'kysely'
import { OrderByItemNode, RawNode } from '../nodes.js'

/** Where the dialect cannot say where nulls go, they are ordered by whether they are null. */
export function orderItemByNull(
  column: OperationNode,
  direction: OperationNode,
  nulls: unknown,
  isQuery: boolean,
): OperationNode {
  const isNull = nulls === 'last' ? ' is null' : nulls === 'first' ? ' is not null' : ''
  const item = nulls || isQuery ? RawNode.create(['(', `${isNull})`], [column]) : column
  return OrderByItemNode.create(item, direction)
}
