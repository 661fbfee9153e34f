import type { OperationNode } from 'kysely'
import type { Statement } from '../../knex/statements.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import {
  negated,
  nodeOfBetween,
  nodeOfComparison,
  nodeOfExists,
  nodeOfListedIn,
  nodeOfNull,
  shapeBetween,
  shapeComparison,
  shapeExists,
  shapeListedIn,
  shapeNull,
} from './condition.js'
import { nodeOfGroup, nodeOfRawCondition, shapeGroup, shapeRawCondition } from './where.js'

export function shapeHaving(walk: Walk, statement: Statement): void {
  const { type } = statement
  walk.step(type ?? '')
  switch (type) {
    case 'havingBasic':
      return shapeComparison(walk, statement)
    case 'havingRaw':
      return shapeRawCondition(walk, statement)
    case 'havingWrapped':
      return shapeGroup(walk, statement)
    case 'havingNull':
      return shapeNull(walk, statement)
    case 'havingIn':
      return shapeListedIn(walk, statement)
    case 'havingBetween':
      return shapeBetween(walk, statement)
    case 'havingExists':
      return shapeExists(walk, statement)
    default:
      return walk.decline('unsupported_clause', String(type))
  }
}

export function nodeOfHaving(to: Translation, statement: Statement): OperationNode | undefined {
  switch (statement.type) {
    case 'havingBasic':
      return negated(statement, nodeOfComparison(to, statement))
    case 'havingRaw':
      return nodeOfRawCondition(to, statement)
    case 'havingWrapped':
      return nodeOfGroup(to, statement)
    case 'havingNull':
      return nodeOfNull(to, statement)
    case 'havingIn':
      return nodeOfListedIn(to, statement)
    case 'havingBetween':
      return nodeOfBetween(to, statement)
    default:
      return nodeOfExists(to, statement)
  }
}
