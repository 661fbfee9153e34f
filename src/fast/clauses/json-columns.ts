import type { OperationNode } from 'kysely'
import type { ColumnsStatement, JsonParams } from '../../knex/statements.js'
import type { Dialect } from '../dialects/dialect.js'
import { jsonCall } from '../dialects/json.js'
import { AliasNode, RawNode } from '../nodes.js'
import { JSON_FUNCTION, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfJsonPath, shapeJsonPath } from './json-path.js'
import {
  listOf,
  nodeOfValue,
  nodeOfWrapped,
  nodesOfList,
  shapeList,
  shapeValue,
  shapeWrapped,
} from './operand.js'

/* `jsonExtract`, `jsonSet`, `jsonInsert` and `jsonRemove` among the columns. */

/** One column of a `jsonExtract`: Knex takes it as `[column, path, alias]` too. */
type Extraction = readonly [column: unknown, path: unknown, alias: unknown]

export function shapeJsonColumns(walk: Walk, { method, params }: ColumnsStatement): void {
  const { json } = walk.dialect
  walk.step(JSON_FUNCTION)
  walk.step(String(method))
  if (params === undefined) return walk.decline('suspect_query', 'a JSON function of nothing')
  if (method === 'jsonExtract') return shapeExtractions(walk, params)
  if (json.change === undefined) return walk.decline('suspect_query', 'a JSON function the dialect lacks')
  shapeList(walk, params.column)
  shapeJsonPath(walk, json.change.path, params.path)
  if (method !== 'jsonRemove') shapeValue(walk, params.value)
  shapeAlias(walk, params.alias)
}

export function nodeOfJsonColumns(to: Translation, { method, params }: ColumnsStatement): OperationNode {
  if (method === 'jsonExtract') return nodeOfExtractions(to, params!)
  const { column, path, value, alias } = params!
  const change = to.dialect.json.change!
  const columns = listOf(nodesOfList(to, column))
  const where = nodeOfJsonPath(to, change.path, path)
  if (method === 'jsonRemove') return named(to, change.remove(columns, where), alias)
  const name = method === 'jsonSet' ? change.set : change.insert
  const call = RawNode.create([`${name}(`, ', ', ', ', ')'], [columns, where, nodeOfValue(to, value)])
  return named(to, call, alias)
}

function shapeExtractions(walk: Walk, params: JsonParams): void {
  const extractions = extractionsOf(params, walk.dialect)
  walk.step(extractions.length)
  walk.step(Boolean(params.singleValue))
  for (const [column, path, alias] of extractions) {
    shapeList(walk, column)
    shapeJsonPath(walk, walk.dialect.json.extractPath, path)
    shapeAlias(walk, alias)
  }
}

function nodeOfExtractions(to: Translation, params: JsonParams): OperationNode {
  const { json } = to.dialect
  const functions = json.extract(Boolean(params.singleValue))
  const nodes = extractionsOf(params, to.dialect).map(([column, path, alias]) => {
    const columns = listOf(nodesOfList(to, column))
    return named(to, jsonCall(functions, columns, nodeOfJsonPath(to, json.extractPath, path)), alias)
  })
  return listOf(nodes)
}

function extractionsOf(params: JsonParams, { json }: Dialect): Extraction[] {
  if (!Array.isArray(params.column))
    return [[params.column || undefined, params.path || undefined, params.alias]]
  return params.column.map((item: unknown): Extraction => {
    const given = Object(item) as Record<string | number, unknown>
    const path = json.extractsByOnePath ? params.path || given[1] : given['path'] || given[1]
    return [given['column'] || given[0], path, given['alias'] || given[2]]
  })
}

function shapeAlias(walk: Walk, alias: unknown): void {
  if (alias) shapeWrapped(walk, alias)
  else walk.step(NONE)
}

function named(to: Translation, node: OperationNode, alias: unknown): OperationNode {
  return alias ? AliasNode.create(node, nodeOfWrapped(to, alias)) : node
}
