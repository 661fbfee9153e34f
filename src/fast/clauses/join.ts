import { BinaryOperationNode, JoinNode, ParensNode, RawNode } from 'kysely'
import type { JoinType, OperationNode } from 'kysely'
import type { JoinStatement, Statement } from '../../knex/statements.js'
import { nodeOfOperator } from '../operators.js'
import { CALLBACK, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import {
  nodeOfBetween,
  nodeOfComparison,
  nodeOfConditions,
  nodeOfExists,
  nodeOfIn,
  nodeOfNull,
  shapeBetween,
  shapeColumnComparison,
  shapeComparison,
  shapeExists,
  shapeFlags,
  shapeListedIn,
  shapeNull,
} from './condition.js'
import { nodeOfRaw, nodeOfEnclosed, nodeOfWrapped, nodesOfList, shapeList, shapeWrapped } from './operand.js'
import { shapeRawCondition } from './where.js'

/** The join types that Kysely has a name for; the others are written out. */
const KYSELY_JOIN: Readonly<Record<string, JoinType>> = {
  inner: 'InnerJoin',
  left: 'LeftJoin',
  right: 'RightJoin',
  full: 'FullJoin',
  cross: 'CrossJoin',
}

export function shapeJoin(walk: Walk, join: JoinStatement): void {
  if (typeof join.joinType !== 'string') return walk.decline('unsupported_clause', 'a join without a type')
  walk.step('join')
  walk.step(join.joinType)
  if (join.joinType === 'raw') return shapeWrapped(walk, join.table)
  walk.JoinClause = join.constructor as new () => JoinStatement
  shapeTable(walk, join)
  shapeClauses(walk, join.clauses)
}

export function nodeOfJoin(to: Translation, join: JoinStatement): OperationNode {
  if (join.joinType === 'raw') return nodeOfRawJoin(to, join)
  const table = nodeOfTable(to, join)
  const { clauses } = join
  if (clauses[0]?.type === 'onUsing') return nodeOfUsing(to, join, table)
  const on = nodeOfConditions(clauses, (clause) => nodeOfOn(to, clause))
  const type = Object.hasOwn(KYSELY_JOIN, join.joinType) ? KYSELY_JOIN[join.joinType] : undefined
  if (type === undefined) return writtenOut(join.joinType, table, on)
  return on === undefined ? JoinNode.create(type, table) : JoinNode.createWithOn(type, table, on)
}

function writtenOut(type: string, table: OperationNode, on: OperationNode | undefined): OperationNode {
  const texts = on === undefined ? [`${type} join `, ''] : [`${type} join `, ' on ', '']
  return RawNode.create(texts, on === undefined ? [table] : [table, on])
}

function nodeOfRawJoin(to: Translation, { table }: JoinStatement): OperationNode {
  if (!to.isRaw(table)) return to.decline('unsupported_value', 'a raw join that is no raw')
  return nodeOfRaw(to, table)
}

/* the joined table, in the join's schema unless it is SQL of its own */

function shapeTable(walk: Walk, { table, schema }: JoinStatement): void {
  if (schema && !(typeof table === 'object' && table !== null && walk.isRaw(table))) {
    if (typeof table !== 'string') return walk.decline('unsupported_value', 'a schema before no name')
    walk.step(String(schema))
  } else walk.step(NONE)
  shapeWrapped(walk, table)
}

function nodeOfTable(to: Translation, { table, schema }: JoinStatement): OperationNode {
  const name = schema && typeof table === 'string' ? `${String(schema)}.${table}` : table
  return nodeOfWrapped(to, name)
}

/* on */

function shapeClauses(walk: Walk, clauses: readonly Statement[]): void {
  walk.step(clauses.length)
  for (let i = 0; i < clauses.length; i++) shapeOn(walk, clauses[i]!)
}

function shapeOn(walk: Walk, clause: Statement): void {
  const { type } = clause
  walk.step(type ?? '')
  switch (type) {
    case 'onBasic':
      return shapeColumnComparison(walk, clause)
    case 'onVal':
      return shapeComparison(walk, clause)
    case 'onNull':
      return shapeNull(walk, clause)
    case 'onRaw':
      return shapeRawCondition(walk, clause)
    case 'onIn':
      return shapeListedIn(walk, clause)
    case 'onBetween':
      return shapeBetween(walk, clause)
    case 'onExists':
      return shapeExists(walk, clause)
    case 'onUsing':
      return shapeList(walk, clause.column)
    case 'onWrapped':
      return shapeOnGroup(walk, clause)
    default:
      return walk.decline('unsupported_clause', String(type))
  }
}

function nodeOfOn(to: Translation, clause: Statement): OperationNode {
  switch (clause.type) {
    case 'onBasic':
      return nodeOfOnBasic(to, clause)
    case 'onVal':
      return nodeOfComparison(to, clause)
    case 'onNull':
      return nodeOfNull(to, clause)
    case 'onRaw':
      return nodeOfRaw(to, clause.value as never)
    case 'onIn':
      return nodeOfIn(to, clause)
    case 'onBetween':
      return nodeOfBetween(to, clause)
    case 'onExists':
      return nodeOfExists(to, clause)
    case 'onWrapped':
      return nodeOfOnGroup(to)
    default:
      return to.decline('unsupported_clause', 'using after on')
  }
}

/** Knex puts parentheses round a builder here, which it does not where it wraps one elsewhere. */
function nodeOfOnBasic(to: Translation, { column, operator, value }: Statement): OperationNode {
  const left = nodeOfWrapped(to, column)
  const middle = nodeOfOperator(to, operator)
  const right = to.isBuilder(value) ? nodeOfEnclosed(to, value) : nodeOfWrapped(to, value)
  return BinaryOperationNode.create(left, middle, right)
}

function nodeOfUsing(
  to: Translation,
  { joinType, clauses }: JoinStatement,
  table: OperationNode,
): OperationNode {
  if (clauses.length !== 1) to.decline('unsupported_clause', 'using with more clauses')
  const columns = nodesOfList(to, clauses[0]!.column)
  const commas = columns.slice(1).map(() => ', ')
  return RawNode.create([`${joinType} join `, ' using (', ...commas, ')'], [table, ...columns])
}

/* on (callback): the callback fills a join clause of its own */

function shapeOnGroup(walk: Walk, { value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  const group = walk.expandJoin(value as (join: unknown) => void)
  walk.step(CALLBACK)
  shapeClauses(walk, group.clauses)
}

function nodeOfOnGroup(to: Translation): OperationNode {
  const { clauses } = to.expansion() as JoinStatement
  const node = nodeOfConditions(clauses, (clause) => nodeOfOn(to, clause))
  return node === undefined
    ? to.decline('unsupported_clause', 'an empty group in a join')
    : ParensNode.create(node)
}
