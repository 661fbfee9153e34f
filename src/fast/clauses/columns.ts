import { SelectAllNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { ColumnsStatement } from '../../knex/statements.js'
import { AGGREGATE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodesOfAggregate, shapeAggregate } from './aggregate.js'
import { nodesOfList, shapeList } from './operand.js'

export function shapeColumns(walk: Walk, statement: ColumnsStatement): void {
  if (statement.distinctOn) return walk.decline('unsupported_clause', 'distinctOn')
  walk.step(statement.distinct ? 'distinct' : 'columns')
  switch (statement.type) {
    case undefined:
    case 'pluck':
      return shapeList(walk, statement.value)
    case 'aggregate':
    case 'aggregateRaw':
      walk.step(AGGREGATE)
      return shapeAggregate(walk, statement)
    default:
      return walk.decline('unsupported_clause', statement.type)
  }
}

export function nodesOfColumns(to: Translation, statement: ColumnsStatement): OperationNode[] {
  if (statement.type === 'aggregate' || statement.type === 'aggregateRaw')
    return nodesOfAggregate(to, statement)
  return nodesOfList(to, statement.value)
}

/** A query that names no column selects all. */
export function orAll(columns: readonly OperationNode[]): readonly OperationNode[] {
  return columns.length > 0 ? columns : [SelectAllNode.create()]
}
