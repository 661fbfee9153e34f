import type { OperationNode } from 'kysely'
import { nodeOfName, shapeName } from '../name.js'
import { ColumnUpdateNode } from '../nodes.js'
import { LIST } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfValue, shapeValue } from './operand.js'

// Of a loop over an object's keys V8 knows that they are its own; asked by Object.hasOwn it looks.
// eslint-disable-next-line @typescript-eslint/unbound-method -- only ever called with a `this`
const { hasOwnProperty } = Object.prototype

type Assignments = Record<string, unknown>

/** Keys that lodash, by whose `omitBy` Knex drops the undefined ones, never sets on an object. */
const UNSET: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Most names are too short to be one. */
export function isUnset(key: string): boolean {
  return key.length >= 9 && UNSET.has(key)
}

/** `column = value` for every key that has a value. */
export function shapeAssignments(walk: Walk, assignments: Assignments): void {
  walk.step(LIST)
  let count = 0
  for (const key in assignments) {
    if (!hasOwnProperty.call(assignments, key)) return walk.decline('unsupported_value', 'inherited columns')
    const value = assignments[key]
    if (value === undefined || isUnset(key)) continue
    count += 1
    shapeName(walk, key)
    shapeValue(walk, value)
  }
  if (count === 0) walk.decline('suspect_query', 'an update of no column')
  else walk.step(count)
}

/** Whether an object has keys of its prototype's, which lodash takes too: a column named `__proto__` does that. */
export function inherits(assignments: Assignments): boolean {
  for (const key in assignments) if (!Object.hasOwn(assignments, key)) return true
  return false
}

/** The assignments by column. */
export function nodesOfAssignments(
  to: Translation,
  assignments: Assignments,
): (readonly [column: string, node: OperationNode])[] {
  return Object.entries(assignments)
    .filter(([key, value]) => value !== undefined && !isUnset(key))
    .map(([key, value]) => [key, ColumnUpdateNode.create(nodeOfName(to, key), nodeOfValue(to, value))])
}

/** In the order in which an object has its keys: those that look like numbers come first. */
export function inKeyOrder(assignments: readonly (readonly [string, OperationNode])[]): OperationNode[] {
  return Object.values(Object.fromEntries(assignments))
}
