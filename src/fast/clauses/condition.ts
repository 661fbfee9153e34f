import type { OperationNode } from 'kysely'
import type { Statement } from '../../knex/statements.js'
import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  ListNode,
  OrNode,
  ParensNode,
  RawNode,
  TupleNode,
  UnaryOperationNode,
  ValueListNode,
  ValueNode,
} from '../nodes.js'
import { nodeOfOperator, operatorNode } from '../operators.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodesOfBindings, nodesOfTuples, shapeBindings, shapeTuples } from './list.js'
import {
  nodeOfQuery,
  nodeOfRaw,
  nodeOfValue,
  nodeOfWrapped,
  nodesOfList,
  shapeList,
  shapeLoneValue,
  shapeQuery,
  shapeRaw,
  shapeValue,
  shapeWrapped,
} from './operand.js'

/*
 * The conditions that where, having and join share. `where`, `having` and `on` name them differently and differ in
 * little; each of those files says which of these it has.
 */

/** A token for each way in which a condition is not just joined by `and`. */
const FLAGS = Array.from({ length: 8 }, (_, flags) => Symbol(`flags ${flags}`))

/**
 * `or`, `not`, and whether the right side is a column: one token for all, and none for none. Takes the fields, not the
 * statement: read where its type is known, they cost a fraction of what they cost here.
 */
export function shapeFlags(walk: Walk, bool: unknown, not: unknown, asColumn: unknown): void {
  if (bool !== 'and' && bool !== 'or') return walk.decline('unsupported_clause', `joined by ${String(bool)}`)
  const flags = (bool === 'or' ? 1 : 0) + (not ? 2 : 0) + (asColumn ? 4 : 0)
  if (flags !== 0) walk.step(FLAGS[flags]!)
}

/** Joins conditions from left to right, as they are written; those that came to nothing are left out. */
export function nodeOfConditions(
  statements: readonly Statement[],
  nodeOf: (statement: Statement) => OperationNode | undefined,
): OperationNode | undefined {
  let all: OperationNode | undefined
  for (const statement of statements) {
    const node = nodeOf(statement)
    if (node !== undefined) all = joinedTo(all, statement, node)
  }
  return all
}

/** One more condition, behind those that there are. */
export function joinedTo(
  all: OperationNode | undefined,
  { bool }: Statement,
  node: OperationNode,
): OperationNode {
  if (all === undefined) return node
  return bool === 'or' ? OrNode.create(all, node) : AndNode.create(all, node)
}

/** Knex writes `not` before most conditions. */
export function negated({ not }: Statement, node: OperationNode): OperationNode {
  return not ? UnaryOperationNode.create(operatorNode('not'), node) : node
}

/* column operator value */

export function shapeComparison(walk: Walk, statement: Statement): void {
  shapeOperation(walk, statement, statement.asColumn === true)
}

/** A comparison whose right side is a column because of where it stands. */
export function shapeColumnComparison(walk: Walk, statement: Statement): void {
  shapeOperation(walk, statement, true)
}

function shapeOperation(walk: Walk, statement: Statement, isColumn: boolean): void {
  const { operator, value } = statement
  shapeFlags(walk, statement.bool, statement.not, isColumn)
  shapeWrapped(walk, statement.column)
  shapeOperator(walk, operator)
  if (isColumn) shapeWrapped(walk, value)
  else shapeLoneValue(walk, value)
}

export function shapeOperator(walk: Walk, operator: unknown): void {
  if (typeof operator === 'string') return walk.step(operator)
  if (typeof operator === 'object' && operator !== null && walk.isRaw(operator))
    return shapeRaw(walk, operator)
  walk.decline('suspect_query', 'an operator that is no text')
}

export function nodeOfComparison(to: Translation, statement: Statement): OperationNode {
  const column = nodeOfWrapped(to, statement.column)
  const operator = operatorOf(to, statement.operator)
  return BinaryOperationNode.create(column, operator, nodeOfRight(to, statement))
}

export function operatorOf(to: Translation, operator: unknown): OperationNode {
  return to.isRaw(operator) ? nodeOfRaw(to, operator) : nodeOfOperator(to, operator)
}

export function nodeOfRight(to: Translation, { asColumn, value }: Statement): OperationNode {
  return asColumn ? nodeOfWrapped(to, value) : nodeOfValue(to, value)
}

/** The left side where Knex takes several columns too. */
export function nodeOfColumns(to: Translation, column: unknown): OperationNode {
  const columns = nodesOfList(to, column)
  return Array.isArray(column) ? TupleNode.create(columns) : columns[0]!
}

/* column is null */

export function shapeNull(walk: Walk, { column, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  shapeWrapped(walk, column)
}

export function nodeOfNull(to: Translation, { column, not }: Statement): OperationNode {
  const operator = operatorNode(not ? 'is not' : 'is')
  return BinaryOperationNode.create(nodeOfWrapped(to, column), operator, ValueNode.createImmediate(null))
}

/* column between low and high */

export function shapeBetween(walk: Walk, { column, value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  shapeWrapped(walk, column)
  if (!Array.isArray(value) || value.length !== 2)
    return walk.decline('suspect_query', 'a range of other than two')
  shapeValue(walk, value[0])
  shapeValue(walk, value[1])
}

export function nodeOfBetween(to: Translation, { column, value, not }: Statement): OperationNode {
  const left = nodeOfWrapped(to, column)
  const [low, high] = value as [unknown, unknown]
  const range = AndNode.create(nodeOfValue(to, low), nodeOfValue(to, high))
  return BinaryOperationNode.create(left, operatorNode(not ? 'not between' : 'between'), range)
}

/* exists (subquery) */

export function shapeExists(walk: Walk, { value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  shapeQuery(walk, value)
}

export function nodeOfExists(to: Translation, { value, not }: Statement): OperationNode {
  const operator = operatorNode(not ? 'not exists' : 'exists')
  return UnaryOperationNode.create(operator, ParensNode.create(nodeOfQuery(to, value)))
}

/* column in (values) */

export function nodeOfIn(to: Translation, { column, value, not }: Statement): OperationNode {
  const left = nodeOfColumns(to, column)
  return BinaryOperationNode.create(left, operatorNode(not ? 'not in' : 'in'), nodeOfChoices(to, value))
}

function nodeOfChoices(to: Translation, value: unknown): OperationNode {
  if (!Array.isArray(value))
    return to.isRaw(value) ? ParensNode.create(nodeOfValue(to, value)) : nodeOfValue(to, value)
  if (!Array.isArray(value[0])) return ValueListNode.create(nodesOfBindings(to, value))
  return to.dialect.tuples(nodesOfTuples(to, value, ', '))
}

/* in, as having and joins have it: written by other means, with other quirks */

export function shapeListedIn(walk: Walk, { column, value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  if (Array.isArray(column)) {
    shapeList(walk, column)
    if (Array.isArray(value)) shapeTuples(walk, value)
    else walk.decline('suspect_query', 'tuples in no list')
  } else {
    shapeWrapped(walk, column)
    shapeBindings(walk, Array.isArray(value) ? value : [value])
  }
}

export function nodeOfListedIn(to: Translation, { column, value, not }: Statement): OperationNode {
  const operator = operatorNode(not ? 'not in' : 'in')
  const left = nodeOfColumns(to, column)
  if (Array.isArray(column)) {
    const rows = nodesOfTuples(to, value as unknown[], ',')
    const commas = rows.slice(1).map(() => ',')
    // Without a row, Knex writes an empty one all the same.
    if (rows.length === 0) return BinaryOperationNode.create(left, operator, RawNode.createWithSql('(())'))
    return BinaryOperationNode.create(left, operator, RawNode.create(['(', ...commas, ')'], rows))
  }
  const choices = nodesOfBindings(to, Array.isArray(value) ? value : [value])
  // Knex leaves out its parentheses where the text begins with one, to whatever it belongs.
  const list =
    choices.length > 0 && opens(choices[0]!) ? ListNode.create(choices) : ValueListNode.create(choices)
  return BinaryOperationNode.create(left, operator, list)
}

/** Whether the text of a node begins with a parenthesis. */
function opens(node: OperationNode): boolean {
  if (AliasNode.is(node)) return opens(node.node)
  if (ParensNode.is(node)) return 'turn' in node ? opens(node.node) : true
  if (!RawNode.is(node)) return false
  const { sqlFragments, parameters } = node
  const first = sqlFragments[0] ?? ''
  return first === '' && parameters.length > 0 ? opens(parameters[0]!) : first.startsWith('(')
}
