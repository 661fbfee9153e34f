import {
  AndNode,
  BinaryOperationNode,
  OrNode,
  ParensNode,
  TupleNode,
  UnaryOperationNode,
  ValueListNode,
  ValueNode,
} from 'kysely'
import type { OperationNode } from 'kysely'
import type { Statement } from '../../knex/statements.js'
import { jsonIfObject } from '../json-if-object.js'
import { hasUndefinedWithin } from '../undefined-within.js'
import { nodeOfOperator, operatorNode } from '../operators.js'
import { LIST, MIXED, ROWS } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import {
  nodeOfValue,
  nodeOfWrapped,
  nodesOfList,
  shapeList,
  shapeLoneValue,
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
    if (node === undefined) continue
    if (all === undefined) all = node
    else all = statement.bool === 'or' ? OrNode.create(all, node) : AndNode.create(all, node)
  }
  return all
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
  if (typeof operator !== 'string') return walk.decline('unsupported_value', 'an operator that is no text')
  walk.step(operator)
  if (isColumn) shapeWrapped(walk, value)
  else shapeLoneValue(walk, value)
}

export function nodeOfComparison(to: Translation, statement: Statement): OperationNode {
  const column = nodeOfWrapped(to, statement.column)
  const operator = nodeOfOperator(to, statement.operator)
  return BinaryOperationNode.create(column, operator, nodeOfRight(to, statement))
}

export function nodeOfRight(to: Translation, { asColumn, value }: Statement): OperationNode {
  return asColumn ? nodeOfWrapped(to, value) : nodeOfValue(to, value)
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
    return walk.decline('unsupported_value', 'a range of other than two')
  shapeValue(walk, value[0])
  shapeValue(walk, value[1])
}

export function nodeOfBetween(to: Translation, { column, value, not }: Statement): OperationNode {
  const left = nodeOfWrapped(to, column)
  const [low, high] = (value as [unknown, unknown]).map((bound) => nodeOfValue(to, bound)) as [
    OperationNode,
    OperationNode,
  ]
  return BinaryOperationNode.create(
    left,
    operatorNode(not ? 'not between' : 'between'),
    AndNode.create(low, high),
  )
}

/* exists (subquery) */

export function shapeExists(walk: Walk, { value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  shapeValue(walk, value)
}

export function nodeOfExists(to: Translation, { value, not }: Statement): OperationNode {
  const query = nodeOfValue(to, value)
  if (query.kind === 'ValueNode') to.decline('suspect_query', 'exists without a query')
  const inner = query.kind === 'SelectQueryNode' ? query : ParensNode.create(query)
  return UnaryOperationNode.create(operatorNode(not ? 'not exists' : 'exists'), inner)
}

/* column in (values) */

/** A list of bindings. All plain, which is usual, it is its length; else each value says what it is. */
export function shapeBindings(walk: Walk, list: readonly unknown[]): void {
  const { values } = walk
  const start = values.length
  for (let i = 0; i < list.length; i++) {
    const value = list[i]
    const type = typeof value
    if (
      type === 'object'
        ? value !== null && !(value instanceof Date)
        : type === 'undefined' || type === 'function'
    ) {
      values.length = start
      return shapeMixed(walk, list)
    }
    values.push(value)
  }
  const { length } = list
  walk.step(LISTS[length] ?? LIST)
  if (length >= LISTS.length) walk.step(length)
}

/** A token for each usual length of a list of plain values. */
const LISTS = Array.from({ length: 128 }, (_, length) => Symbol(`list of ${length}`))

function shapeMixed(walk: Walk, list: readonly unknown[]): void {
  walk.step(MIXED)
  walk.step(list.length)
  for (const value of list) {
    if (hasUndefinedWithin(value)) return walk.decline('suspect_query', 'an undefined binding')
    shapeValue(walk, jsonIfObject(value))
  }
}

export function shapeIn(walk: Walk, { column, value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  shapeList(walk, column)
  if (!Array.isArray(value)) return shapeValue(walk, value)
  if (!Array.isArray(value[0])) return shapeBindings(walk, value)
  walk.step(ROWS)
  walk.step(value.length)
  for (const row of value as unknown[]) {
    if (!Array.isArray(row)) return walk.decline('unsupported_value', 'tuples mixed with values')
    shapeBindings(walk, row)
  }
}

export function nodeOfIn(to: Translation, { column, value, not }: Statement): OperationNode {
  const columns = nodesOfList(to, column)
  const left = Array.isArray(column) ? TupleNode.create(columns) : columns[0]!
  return BinaryOperationNode.create(left, operatorNode(not ? 'not in' : 'in'), nodeOfChoices(to, value))
}

function nodeOfChoices(to: Translation, value: unknown): OperationNode {
  if (Array.isArray(value)) {
    if (!Array.isArray(value[0])) return nodeOfBindings(to, value)
    return to.dialect.tuples(value.map((row: unknown[]) => nodeOfBindings(to, row)))
  }
  const query = nodeOfValue(to, value)
  return query.kind === 'RawNode' ? ParensNode.create(query) : query
}

function nodeOfBindings(to: Translation, list: readonly unknown[]): ValueListNode {
  return ValueListNode.create(list.map((value) => nodeOfValue(to, value)))
}

/** `in` as having and joins have it: one column and a list of plain values. */
export function shapeListedIn(walk: Walk, { column, value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  if (!Array.isArray(value)) return walk.decline('unsupported_value', 'in without a list')
  shapeWrapped(walk, column)
  shapeBindings(walk, value)
}
