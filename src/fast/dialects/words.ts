import type { OperationNode } from 'kysely'
import { BinaryOperationNode } from '../nodes.js'
import { operatorNode } from '../operators.js'
import type { Like } from './dialect.js'

/** `left operator right`. */
export function operation(left: OperationNode, operator: string, right: OperationNode): OperationNode {
  return BinaryOperationNode.create(left, operatorNode(operator), right)
}

/** `column like value` by that operator. */
export function compared(operator: string): Like {
  return (column, not, value) => operation(column, not ? `not ${operator}` : operator, value)
}
