import { BinaryOperationNode, ParensNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { KnexBuilder, Statement } from '../../knex/statements.js'
import { operatorNode } from '../operators.js'
import { CALLBACK } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import {
  negated,
  nodeOfBetween,
  nodeOfComparison,
  nodeOfConditions,
  nodeOfExists,
  nodeOfIn,
  nodeOfNull,
  nodeOfRight,
  shapeBetween,
  shapeComparison,
  shapeExists,
  shapeFlags,
  shapeIn,
  shapeNull,
} from './condition.js'
import { nodeOfRaw, nodeOfWrapped, shapeLoneValue, shapeRaw, shapeWrapped } from './operand.js'

export function shapeWhere(walk: Walk, statement: Statement): void {
  const { type } = statement
  walk.step(type ?? '')
  switch (type) {
    case 'whereBasic':
      return shapeComparison(walk, statement)
    case 'whereIn':
      return shapeIn(walk, statement)
    case 'whereNull':
      return shapeNull(walk, statement)
    case 'whereWrapped':
      return shapeGroup(walk, statement)
    case 'whereRaw':
      return shapeRawCondition(walk, statement)
    case 'whereBetween':
      return shapeBetween(walk, statement)
    case 'whereLike':
    case 'whereILike':
      return shapeLike(walk, statement)
    case 'whereExists':
      return shapeExists(walk, statement)
    default:
      return walk.decline('unsupported_clause', String(type))
  }
}

export function nodeOfWhere(to: Translation, statement: Statement): OperationNode | undefined {
  switch (statement.type) {
    case 'whereBasic':
      return negated(statement, nodeOfComparison(to, statement))
    case 'whereIn':
      return nodeOfIn(to, statement)
    case 'whereNull':
      return nodeOfNull(to, statement)
    case 'whereWrapped':
      return nodeOfGroup(to, statement)
    case 'whereRaw':
      return negated(statement, nodeOfRaw(to, statement.value as never))
    case 'whereBetween':
      return nodeOfBetween(to, statement)
    case 'whereLike':
      return nodeOfLike(to, statement, 'like')
    case 'whereILike':
      return nodeOfLike(to, statement, to.dialect.ilike)
    default:
      return nodeOfExists(to, statement)
  }
}

/** The where statements of a query, as one condition. */
export function nodeOfWheres(to: Translation, statements: readonly Statement[]): OperationNode | undefined {
  return nodeOfConditions(statements, (statement) => nodeOfWhere(to, statement))
}

/* where (callback): the callback's own wheres in parentheses, and nothing else of what it did. */

export function shapeGroup(walk: Walk, { value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  if (typeof value !== 'function') return walk.decline('unsupported_value', 'a group that is no callback')
  const group = walk.expand(value as (builder: KnexBuilder) => void)
  walk.step(CALLBACK)
  walk.subquery(group, 'where')
}

export function nodeOfGroup(to: Translation, statement: Statement): OperationNode | undefined {
  const group = to.expansion() as KnexBuilder
  const node = to.inContextOf(group, () => nodeOfWheres(to, whereStatements(group)))
  return node && negated(statement, ParensNode.create(node))
}

/** The part of a builder that a group is made of. */
export function whereStatements({ _statements: statements }: KnexBuilder): readonly Statement[] {
  return statements.filter((statement) => statement.grouping === 'where')
}

/* where raw */

export function shapeRawCondition(walk: Walk, { value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  if (typeof value === 'object' && value !== null && walk.isRaw(value)) shapeRaw(walk, value)
  else walk.decline('unsupported_value', 'a raw condition that is no raw')
}

/* like, ilike */

function shapeLike(walk: Walk, { column, value, bool, not, asColumn }: Statement): void {
  shapeFlags(walk, bool, not, asColumn)
  shapeWrapped(walk, column)
  if (asColumn) shapeWrapped(walk, value)
  else shapeLoneValue(walk, value)
}

function nodeOfLike(to: Translation, statement: Statement, like: string): OperationNode {
  const operator = operatorNode(statement.not ? `not ${like}` : like)
  return BinaryOperationNode.create(nodeOfWrapped(to, statement.column), operator, nodeOfRight(to, statement))
}
