import type { OperationNode } from 'kysely'
import type { Statement } from '../../knex/statements.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import {
  negated,
  nodeOfBetween,
  nodeOfComparison,
  nodeOfExists,
  nodeOfIn,
  nodeOfNull,
  shapeBetween,
  shapeComparison,
  shapeFlags,
  shapeListedIn,
} from './condition.js'
import { nodeOfRaw, shapeValue, shapeWrapped } from './operand.js'
import { nodeOfGroup, shapeGroup, shapeRawCondition } from './where.js'

export function shapeHaving(walk: Walk, statement: Statement): void {
  walk.step(statement.type ?? '')
  shapeFlags(walk, statement)
  switch (statement.type) {
    case 'havingBasic':
      return shapeComparison(walk, statement, statement.asColumn === true)
    case 'havingRaw':
      return shapeRawCondition(walk, statement)
    case 'havingWrapped':
      return shapeGroup(walk, statement)
    case 'havingNull':
      return shapeWrapped(walk, statement.column)
    case 'havingIn':
      return shapeListedIn(walk, statement)
    case 'havingBetween':
      return shapeBetween(walk, statement)
    case 'havingExists':
      return shapeValue(walk, statement.value)
    default:
      return walk.decline('unsupported_clause', String(statement.type))
  }
}

export function nodeOfHaving(to: Translation, statement: Statement): OperationNode | undefined {
  switch (statement.type) {
    case 'havingBasic':
      return negated(statement, nodeOfComparison(to, statement))
    case 'havingRaw':
      return negated(statement, nodeOfRaw(to, statement.value as never))
    case 'havingWrapped':
      return nodeOfGroup(to, statement)
    case 'havingNull':
      return nodeOfNull(to, statement)
    case 'havingIn':
      return nodeOfIn(to, statement)
    case 'havingBetween':
      return nodeOfBetween(to, statement)
    default:
      return nodeOfExists(to, statement)
  }
}
