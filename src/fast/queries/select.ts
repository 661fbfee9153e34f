import {
  FromNode,
  GroupByNode,
  HavingNode,
  LimitNode,
  OffsetNode,
  OrderByNode,
  SelectModifierNode,
  SelectionNode,
  WhereNode,
} from 'kysely'
import type { OperationNode, SelectQueryNode } from 'kysely'
import type { ColumnsStatement, JoinStatement, KnexBuilder, Statement } from '../../knex/statements.js'
import { nodesOfColumns, orAll, shapeColumns } from '../clauses/columns.js'
import { nodeOfConditions } from '../clauses/condition.js'
import { nodesOfGroupBy, shapeGroupBy } from '../clauses/group.js'
import { nodeOfHaving, shapeHaving } from '../clauses/having.js'
import { nodeOfJoin, shapeJoin } from '../clauses/join.js'
import { nodeOfLimit, nodeOfOffset, shapeLimits } from '../clauses/limit.js'
import { nodeOfOrderBy, shapeOrderBy } from '../clauses/order.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { nodeOfWhere, shapeWhere } from '../clauses/where.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/*
 * A select. Both halves take the table, then the statements in the order in which the application chained them, then the
 * limits; the plan puts the bindings in the order of the text.
 */

export function shapeSelect(
  walk: Walk,
  { _single: single, _statements: statements, _comments }: KnexBuilder,
): void {
  shapeTable(walk, single)
  for (let i = 0; i < statements.length; i++) {
    shapeStatement(walk, statements[i]!)
    if (walk.reason !== undefined) return
  }
  if (single.lock || single.waitMode) return walk.decline('unsupported_clause', 'a lock')
  if (_comments !== undefined && _comments.length > 0) return walk.decline('unsupported_clause', 'a comment')
  shapeLimits(walk, single)
}

function shapeStatement(walk: Walk, statement: Statement): void {
  switch (statement.grouping) {
    case 'where':
      return shapeWhere(walk, statement)
    case 'columns':
      return shapeColumns(walk, statement)
    case 'join':
      return shapeJoin(walk, statement as JoinStatement)
    case 'order':
      return shapeOrderBy(walk, statement)
    case 'group':
      return shapeGroupBy(walk, statement)
    case 'having':
      return shapeHaving(walk, statement)
    default:
      return walk.decline('unsupported_clause', statement.grouping)
  }
}

export function nodeOfSelect(
  to: Translation,
  { _single: single, _statements: statements }: KnexBuilder,
): SelectQueryNode {
  const from = nodeOfTable(to, single)
  const parts = partsOf(to, statements)
  const limit = nodeOfLimit(to, single)
  const offset = nodeOfOffset(to, single)
  const { distinct, columns, joins, where, groupBy, having, orderBy } = parts
  return {
    kind: 'SelectQueryNode',
    selections: orAll(columns).map((column) => SelectionNode.create(column as never)),
    ...(from && { from: FromNode.create([from]) }),
    ...(distinct && { frontModifiers: [SelectModifierNode.create('Distinct')] }),
    ...(joins.length > 0 && { joins: joins as never }),
    ...(where && { where: WhereNode.create(where) }),
    ...(groupBy.length > 0 && { groupBy: GroupByNode.create(groupBy as never) }),
    ...(having && { having: HavingNode.create(having) }),
    ...(orderBy.length > 0 && { orderBy: OrderByNode.create(orderBy as never) }),
    ...(limit && { limit: LimitNode.create(limit) }),
    ...(offset && { offset: OffsetNode.create(offset) }),
  }
}

/** The statements' nodes by clause. */
class SelectParts {
  distinct = false
  readonly columns: OperationNode[] = []
  readonly joins: OperationNode[] = []
  readonly groupBy: OperationNode[] = []
  readonly orderBy: OperationNode[] = []
  where: OperationNode | undefined
  having: OperationNode | undefined
}

function partsOf(to: Translation, statements: readonly Statement[]): SelectParts {
  const parts = new SelectParts()
  const conditions = new Map<Statement, OperationNode | undefined>()
  for (const statement of statements) addPart(to, parts, conditions, statement)
  const all = [...conditions.keys()]
  const joined = (grouping: string): OperationNode | undefined =>
    nodeOfConditions(
      all.filter((statement) => statement.grouping === grouping),
      (statement) => conditions.get(statement),
    )
  parts.where = joined('where')
  parts.having = joined('having')
  return parts
}

function addPart(
  to: Translation,
  parts: SelectParts,
  conditions: Map<Statement, OperationNode | undefined>,
  statement: Statement,
): void {
  switch (statement.grouping) {
    case 'columns':
      parts.distinct ||= (statement as ColumnsStatement).distinct === true
      parts.columns.push(...nodesOfColumns(to, statement))
      break
    case 'where':
      conditions.set(statement, nodeOfWhere(to, statement))
      break
    case 'having':
      conditions.set(statement, nodeOfHaving(to, statement))
      break
    case 'join':
      parts.joins.push(nodeOfJoin(to, statement as JoinStatement))
      break
    case 'group':
      parts.groupBy.push(...nodesOfGroupBy(to, statement))
      break
    default:
      parts.orderBy.push(nodeOfOrderBy(to, statement))
  }
}
