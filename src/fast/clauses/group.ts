import type { OperationNode } from 'kysely'
import type { Statement } from '../../knex/statements.js'
import { GroupByItemNode } from '../nodes.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { listOf, nodeOfRaw, nodesOfList, shapeList } from './operand.js'

export function shapeGroupBy(walk: Walk, { value }: Statement): void {
  walk.step('group')
  shapeList(walk, value)
}

/** One item for all columns of one call, be it none. */
export function nodeOfGroupBy(to: Translation, { value }: Statement): OperationNode {
  return GroupByItemNode.create(to.isRaw(value) ? nodeOfRaw(to, value) : listOf(nodesOfList(to, value)))
}
