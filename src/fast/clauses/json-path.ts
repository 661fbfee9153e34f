import type { OperationNode } from 'kysely'
import type { JsonPath } from '../dialects/json.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfValue, shapeValue } from './operand.js'

/* A path into a JSON column: text, or whatever else can be bound where the dialect does not look into it. */

export function shapeJsonPath(walk: Walk, path: JsonPath, value: unknown): void {
  if (typeof value === 'string') path.shape(walk, value)
  else if (path.isText) walk.decline('suspect_query', 'a JSON path that is no text')
  else shapeValue(walk, value)
}

export function nodeOfJsonPath(to: Translation, path: JsonPath, value: unknown): OperationNode {
  return typeof value === 'string' ? path.node(to, value) : nodeOfValue(to, value)
}
