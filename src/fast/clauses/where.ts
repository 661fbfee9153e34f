import type { OperationNode } from 'kysely'
import { isPlainObject } from '../../util/plain-object.js'
import type { Callback } from '../../knex/expansion.js'
import type { KnexBuilder, KnexRaw, Statement } from '../../knex/statements.js'
import type { Like } from '../dialects/dialect.js'
import { ParensNode } from '../nodes.js'
import { CALLBACK } from '../tokens.js'
import { hasUndefinedWithin } from '../undefined-within.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import {
  negated,
  nodeOfBetween,
  nodeOfColumns,
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
  shapeNull,
} from './condition.js'
import { nodeOfJsonWhere, shapeJsonWhere } from './json-where.js'
import { shapeBindings, shapeTuples } from './list.js'
import {
  isEmptyRaw,
  nodeOfRaw,
  shapeList,
  shapeLoneValue,
  shapeRaw,
  shapeValue,
  shapeWrapped,
} from './operand.js'

export function shapeWhere(walk: Walk, statement: Statement): void {
  const { type } = statement
  if (type !== 'whereBasic' && type !== 'whereIn' && isUndefined(statement)) return declineUndefined(walk)
  walk.step(type ?? '')
  switch (type) {
    case 'whereBasic':
      return shapeBasic(walk, statement)
    case 'whereIn':
      return shapeWhereIn(walk, statement)
    case 'whereNull':
      return shapeNull(walk, statement)
    case 'whereWrapped':
      return shapeGroup(walk, statement)
    case 'whereRaw':
      return shapeRawWhere(walk, statement)
    case 'whereBetween':
      return shapeBetween(walk, statement)
    case 'whereLike':
    case 'whereILike':
      return shapeLike(walk, statement)
    case 'whereExists':
      return shapeExists(walk, statement)
    default:
      return shapeJsonWhere(walk, statement)
  }
}

/** The wheres among a query's statements. */
export function shapeWheres(walk: Walk, statements: readonly Statement[]): void {
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i]!
    if (statement.grouping === 'where') shapeWhere(walk, statement)
  }
}

/** Knex refuses a where whose value is undefined, or has something undefined in it. */
function isUndefined(statement: Statement): boolean {
  const { value } = statement
  return value === undefined
    ? Object.hasOwn(statement, 'value')
    : typeof value === 'object' && hasUndefinedWithin(value)
}

function declineUndefined(walk: Walk): void {
  walk.decline('suspect_query', 'an undefined binding')
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
      return nodeOfRawCondition(to, statement)
    case 'whereBetween':
      return nodeOfBetween(to, statement)
    case 'whereLike':
      return nodeOfLike(to, statement, to.dialect.like)
    case 'whereILike':
      return nodeOfLike(to, statement, to.dialect.ilike)
    case 'whereExists':
      return nodeOfExists(to, statement)
    default:
      return nodeOfJsonWhere(to, statement)
  }
}

/** The where statements of a query, as one condition. */
export function nodeOfWheres(to: Translation, statements: readonly Statement[]): OperationNode | undefined {
  return nodeOfConditions(statements, (statement) => nodeOfWhere(to, statement))
}

/* where (callback): the callback's own wheres in parentheses, and nothing else of what it did. */

export function shapeGroup(walk: Walk, { value, bool, not }: Statement): void {
  shapeFlags(walk, bool, not, false)
  if (typeof value !== 'function') return walk.decline('suspect_query', 'a group that is no callback')
  const group = walk.expand(value as Callback)
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
  else walk.decline('suspect_query', 'a raw condition that is no raw')
}

/** A raw that comes to nothing is no condition at all, unless something stands before it. */
export function nodeOfRawCondition(to: Translation, statement: Statement): OperationNode | undefined {
  const raw = statement.value as KnexRaw
  const node = nodeOfRaw(to, raw)
  return isEmptyRaw(raw) && !statement.not ? undefined : negated(statement, node)
}

function shapeRawWhere(walk: Walk, statement: Statement): void {
  const { bindings } = (statement.value ?? {}) as Partial<KnexRaw>
  if (
    walk.dialect.refusesStructures &&
    bindings instanceof Object &&
    Object.values(bindings).some(isStructure)
  ) {
    return walk.decline('suspect_query', 'an object or array as a value')
  }
  shapeRawCondition(walk, statement)
}

/* column operator value */

function shapeBasic(walk: Walk, statement: Statement): void {
  const { value } = statement
  if (typeof value === 'object') {
    if (hasUndefinedWithin(value)) return declineUndefined(walk)
    if (walk.dialect.refusesStructures && isStructure(value)) {
      return walk.decline('suspect_query', 'an object or array as a value')
    }
  } else if (value === undefined) return declineUndefined(walk)
  shapeComparison(walk, statement)
}

function isStructure(value: unknown): boolean {
  return Array.isArray(value) || isPlainObject(value)
}

/* column in (values) */

function shapeWhereIn(walk: Walk, statement: Statement): void {
  const { column, value, bool, not } = statement
  const isFlat = Array.isArray(value) && !Array.isArray(value[0])
  if (!isFlat && isUndefined(statement)) return declineUndefined(walk)
  shapeFlags(walk, bool, not, false)
  shapeList(walk, column)
  if (isFlat) shapeBindings(walk, value, true)
  else if (Array.isArray(value)) shapeTuples(walk, value)
  else shapeValue(walk, value)
}

/* like, ilike */

function shapeLike(walk: Walk, { column, value, bool, not, asColumn }: Statement): void {
  shapeFlags(walk, bool, not, asColumn)
  shapeList(walk, column)
  if (asColumn) shapeWrapped(walk, value)
  else shapeLoneValue(walk, value)
}

function nodeOfLike(to: Translation, statement: Statement, like: Like): OperationNode {
  const column = nodeOfColumns(to, statement.column)
  return like(column, statement.not === true, nodeOfRight(to, statement))
}
