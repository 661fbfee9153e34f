import type { JoinType, OperationNode } from 'kysely'
import type { Callback } from '../../knex/expansion.js'
import type { JoinStatement, JsonOnStatement, KnexRaw, Statement } from '../../knex/statements.js'
import { jsonCall } from '../dialects/json.js'
import { BinaryOperationNode, JoinNode, ListNode, ParensNode, RawNode } from '../nodes.js'
import { operatorNode } from '../operators.js'
import { CALLBACK } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import {
  nodeOfBetween,
  nodeOfComparison,
  nodeOfConditions,
  nodeOfExists,
  nodeOfListedIn,
  nodeOfNull,
  operatorOf,
  shapeBetween,
  shapeColumnComparison,
  shapeComparison,
  shapeExists,
  shapeFlags,
  shapeListedIn,
  shapeNull,
} from './condition.js'
import { nodeOfJsonPath, shapeJsonPath } from './json-path.js'
import {
  isEmptyRaw,
  nodeOfRaw,
  nodeOfWrapped,
  nodesOfList,
  shapeList,
  shapeRaw,
  shapeWrapped,
} from './operand.js'
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
  if (join.joinType === 'raw') return shapeRawJoin(walk, join)
  walk.JoinClause = join.constructor as new () => JoinStatement
  shapeJoined(walk, join)
  shapeClauses(walk, join.clauses)
}

/** Nothing for a raw join of nothing. */
export function nodeOfJoin(to: Translation, join: JoinStatement): OperationNode | undefined {
  const { joinType, clauses } = join
  if (joinType === 'raw') return nodeOfRawJoin(to, join)
  const table = nodeOfJoined(to, join)
  const on = nodeOfClauses(to, clauses)
  const type = Object.hasOwn(KYSELY_JOIN, joinType) ? KYSELY_JOIN[joinType] : undefined
  if (on === undefined)
    return type === undefined
      ? RawNode.create([`${joinType} join `, ''], [table])
      : JoinNode.create(type, table)
  const isUsing = clauses[0]?.type === 'onUsing'
  if (type !== undefined && !isUsing) return JoinNode.createWithOn(type, table, on)
  return RawNode.create([`${joinType} join `, isUsing ? ' using ' : ' on ', ''], [table, on])
}

/* raw */

function shapeRawJoin(walk: Walk, { table }: JoinStatement): void {
  if (typeof table === 'object' && table !== null && walk.isRaw(table)) shapeRaw(walk, table)
  else walk.decline('suspect_query', 'a raw join that is no raw')
}

function nodeOfRawJoin(to: Translation, { table }: JoinStatement): OperationNode | undefined {
  const raw = table as KnexRaw
  const node = nodeOfRaw(to, raw)
  return isEmptyRaw(raw) ? undefined : node
}

/* the joined table, in the join's schema unless it is SQL of its own */

export function shapeJoined(walk: Walk, { table, schema }: JoinStatement): void {
  shapeWrapped(walk, inSchema(table, schema))
}

export function nodeOfJoined(to: Translation, { table, schema }: JoinStatement): OperationNode {
  return nodeOfWrapped(to, inSchema(table, schema))
}

function inSchema(table: unknown, schema: unknown): unknown {
  if (!schema || (typeof table === 'object' && table !== null && 'isRawInstance' in table)) return table
  return `${schema as string}.${table as string}`
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
    case 'onJsonPathEquals':
      return shapeJsonOn(walk, clause)
    case 'onWrapped':
      return shapeOnGroup(walk, clause)
    default:
      return walk.decline('unsupported_clause', String(type))
  }
}

/** One that comes to nothing is still joined to the next: Knex writes its `and`. */
function nodeOfClauses(to: Translation, clauses: readonly Statement[]): OperationNode | undefined {
  return nodeOfConditions(clauses, (clause) => nodeOfOn(to, clause))
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
      return nodeOfRaw(to, clause.value as KnexRaw)
    case 'onIn':
      return nodeOfListedIn(to, clause)
    case 'onBetween':
      return nodeOfBetween(to, clause)
    case 'onExists':
      return nodeOfExists(to, clause)
    case 'onUsing':
      return ParensNode.create(ListNode.create(nodesOfList(to, clause.column)))
    case 'onJsonPathEquals':
      return nodeOfJsonOn(to, clause)
    default:
      return nodeOfOnGroup(to)
  }
}

/** Knex puts parentheses round a builder here, which it does not where it wraps one elsewhere. */
function nodeOfOnBasic(to: Translation, { column, operator, value }: Statement): OperationNode {
  const left = nodeOfWrapped(to, column)
  const middle = operatorOf(to, operator)
  const right = nodeOfWrapped(to, value)
  return BinaryOperationNode.create(left, middle, to.isBuilder(value) ? ParensNode.create(right) : right)
}

/* function(column, path) = function(column, path) */

function shapeJsonOn(walk: Walk, clause: JsonOnStatement): void {
  const { columnFirst, jsonPathFirst, columnSecond, jsonPathSecond, bool, not } = clause
  const { onPath } = walk.dialect.json
  shapeFlags(walk, bool, not, false)
  shapeWrapped(walk, columnFirst)
  shapeJsonPath(walk, onPath, jsonPathFirst)
  shapeWrapped(walk, columnSecond)
  shapeJsonPath(walk, onPath, jsonPathSecond)
}

function nodeOfJsonOn(to: Translation, clause: JsonOnStatement): OperationNode {
  const { on, onPath } = to.dialect.json
  const left = jsonCall(
    on,
    nodeOfWrapped(to, clause.columnFirst),
    nodeOfJsonPath(to, onPath, clause.jsonPathFirst),
  )
  const right = jsonCall(
    on,
    nodeOfWrapped(to, clause.columnSecond),
    nodeOfJsonPath(to, onPath, clause.jsonPathSecond),
  )
  return BinaryOperationNode.create(left, operatorNode('='), right)
}

/* on (callback): the callback fills a join clause of its own */

function shapeOnGroup(walk: Walk, { value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  if (typeof value !== 'function')
    return walk.decline('unsupported_clause', 'a join condition of another kind')
  const group = walk.expandJoin(value as Callback)
  walk.step(CALLBACK)
  shapeClauses(walk, group.clauses)
}

function nodeOfOnGroup(to: Translation): OperationNode {
  const node = nodeOfClauses(to, (to.expansion() as JoinStatement).clauses)
  const isEmpty = node === undefined || (RawNode.is(node) && node.sqlFragments.join('') === '')
  return isEmpty ? RawNode.createWithSql('') : ParensNode.create(node)
}
