import type { OperationNode } from 'kysely'
import type { JsonStatement } from '../../knex/statements.js'
import { jsonCall } from '../dialects/json.js'
import { BinaryOperationNode, RawNode } from '../nodes.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { negated, nodeOfColumns, operatorOf, shapeFlags, shapeOperator } from './condition.js'
import { nodeOfJsonPath, shapeJsonPath } from './json-path.js'
import { nodeOfValue, nodeOfWrapped, shapeList, shapeValue, shapeWrapped } from './operand.js'

/* Wheres on JSON columns. */

export function shapeJsonWhere(walk: Walk, statement: JsonStatement): void {
  const { json } = walk.dialect
  shapeFlags(walk, statement.bool, statement.not, false)
  switch (statement.type) {
    case 'whereJsonObject':
      shapeList(walk, statement.column)
      return shapeJson(walk, statement)
    case 'whereJsonPath':
      return shapePath(walk, statement)
    case 'whereJsonSupersetOf':
    case 'whereJsonSubsetOf':
      if (json.contains === undefined)
        return walk.decline('suspect_query', 'a JSON operator the dialect lacks')
      shapeWrapped(walk, statement.column)
      return shapeJson(walk, statement)
    default:
      return walk.decline('unsupported_clause', String(statement.type))
  }
}

export function nodeOfJsonWhere(to: Translation, statement: JsonStatement): OperationNode {
  const { json } = to.dialect
  const { type, not } = statement
  if (type === 'whereJsonPath') return nodeOfPath(to, statement)
  if (type === 'whereJsonObject') {
    const column = nodeOfColumns(to, statement.column)
    return json.equals(column, nodeOfJson(to, statement), not === true)
  }
  const column = nodeOfWrapped(to, statement.column)
  const value = nodeOfJson(to, statement)
  const contains = type === 'whereJsonSubsetOf' ? json.contains!.subset : json.contains!.superset
  return negated(statement, contains(column, value))
}

/* function(column, path) operator value */

function shapePath(walk: Walk, statement: JsonStatement): void {
  const { column, jsonPath, operator, value } = statement
  const { where } = walk.dialect.json
  if (where === undefined) return walk.decline('suspect_query', 'a JSON path of the kind on which Knex fails')
  shapeList(walk, column)
  shapeJsonPath(walk, where.path, jsonPath)
  walk.step(where.cast(value))
  shapeOperator(walk, operator)
  shapeJson(walk, statement)
}

function nodeOfPath(to: Translation, statement: JsonStatement): OperationNode {
  const where = to.dialect.json.where!
  const column = nodeOfColumns(to, statement.column)
  const call = jsonCall([where.function], column, nodeOfJsonPath(to, where.path, statement.jsonPath))
  const left = RawNode.create(['', where.cast(statement.value)], [call])
  const operator = operatorOf(to, statement.operator)
  return BinaryOperationNode.create(left, operator, nodeOfJson(to, statement))
}

/* the value, which Knex's compiler makes JSON of, and leaves so in the statement */

function shapeJson(walk: Walk, statement: JsonStatement): void {
  const { value, asColumn } = statement
  if (asColumn || (typeof value === 'object' && value !== null && walk.isRaw(value))) {
    return walk.decline('suspect_query', 'a JSON value that is none')
  }
  const json = jsonOf(walk, value)
  if (json !== value) walk.trace(() => (statement.value = json))
  shapeValue(walk, json)
}

function jsonOf(walk: Walk, value: unknown): unknown {
  if (typeof value === 'string') return compacted(value)
  if (typeof value !== 'object' || value === null || walk.isBuilder(value)) return value
  try {
    return JSON.stringify(value)
  } catch {
    walk.decline('suspect_query', 'a value that cannot be JSON')
    return undefined
  }
}

/** JSON text loses its spaces; text that is no JSON stays. */
function compacted(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text.replace(/\n|\t/g, '')))
  } catch {
    return text
  }
}

/** A placeholder, or the SQL of a query. */
function nodeOfJson(to: Translation, { value }: JsonStatement): OperationNode {
  return typeof value === 'function' || to.isBuilder(value) ? nodeOfValue(to, value) : to.slot()
}
