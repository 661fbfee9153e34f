import { GroupByItemNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { Statement } from '../../knex/statements.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodesOfList, shapeList } from './operand.js'

export function shapeGroupBy(walk: Walk, { value }: Statement): void {
  walk.step('group')
  shapeList(walk, value)
}

export function nodesOfGroupBy(to: Translation, { value }: Statement): OperationNode[] {
  return nodesOfList(to, value).map((column) => GroupByItemNode.create(column))
}
