import type { OperationNode } from 'kysely'
import type { ColumnsStatement } from '../../knex/statements.js'
import { ListNode, SelectAllNode } from '../nodes.js'
import { AGGREGATE, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfAggregateRaw, nodesOfAggregate, shapeAggregate, shapeAggregateRaw } from './aggregate.js'
import { nodeOfAnalytic, shapeAnalytic } from './analytic.js'
import { nodeOfJsonColumns, shapeJsonColumns } from './json-columns.js'
import { nodesOfList, shapeList } from './operand.js'

export function shapeColumns(walk: Walk, statement: ColumnsStatement): void {
  if (statement.distinctOn) return shapeDistinctOn(walk, statement)
  walk.step(statement.distinct ? 'distinct' : 'columns')
  switch (statement.type) {
    case 'aggregate':
      walk.step(AGGREGATE)
      return shapeAggregate(walk, statement)
    case 'aggregateRaw':
      return shapeAggregateRaw(walk, statement)
    case 'analytic':
      return shapeAnalytic(walk, statement)
    case 'json':
      return shapeJsonColumns(walk, statement)
    default:
      if (namesAny(statement)) shapeList(walk, statement.value)
      else walk.step(NONE)
  }
}

export function nodesOfColumns(to: Translation, statement: ColumnsStatement): OperationNode[] {
  switch (statement.type) {
    case 'aggregate':
      return nodesOfAggregate(to, statement)
    case 'aggregateRaw':
      return [nodeOfAggregateRaw(to, statement)]
    case 'analytic':
      return [nodeOfAnalytic(to, statement)]
    case 'json':
      return [nodeOfJsonColumns(to, statement)]
    default:
      return namesAny(statement) ? nodesOfList(to, statement.value) : []
  }
}

/** Knex leaves out a list of no columns, and a pluck of none. */
function namesAny({ value }: ColumnsStatement): boolean {
  return (Array.isArray(value) || typeof value === 'string') && value.length > 0
}

/** A query that names no column selects all. */
export function orAll(columns: readonly OperationNode[]): readonly OperationNode[] {
  return columns.length > 0 ? columns : [SelectAllNode.create()]
}

/* `distinctOn`: takes the place of `distinct`, and of the columns it names. */

function shapeDistinctOn(walk: Walk, { value }: ColumnsStatement): void {
  if (!walk.dialect.hasDistinctOn) return walk.decline('suspect_query', 'distinctOn, which the dialect lacks')
  walk.step('distinct on')
  shapeList(walk, value)
}

export function nodeOfDistinctOn(to: Translation, { value }: ColumnsStatement): OperationNode {
  return ListNode.create(nodesOfList(to, value))
}
