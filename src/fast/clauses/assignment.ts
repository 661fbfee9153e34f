import { ColumnUpdateNode } from 'kysely'
import type { OperationNode } from 'kysely'
import { nodeOfName, shapeName } from '../name.js'
import { LIST } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfValue, shapeValue } from './operand.js'

type Assignments = Record<string, unknown>

/** `column = value` for every key that has a value; Knex drops the undefined ones. */
export function shapeAssignments(walk: Walk, assignments: Assignments): void {
  const keys = Object.keys(assignments)
  walk.step(LIST)
  let count = 0
  for (const key of keys) {
    const value = assignments[key]
    if (value === undefined) continue
    count += 1
    shapeName(walk, key)
    shapeValue(walk, value)
  }
  if (count === 0) walk.decline('suspect_query', 'an update of no column')
  else walk.step(count)
}

export function nodesOfAssignments(to: Translation, assignments: Assignments): OperationNode[] {
  return Object.entries(assignments)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ColumnUpdateNode.create(nodeOfName(to, key), nodeOfValue(to, value)))
}
