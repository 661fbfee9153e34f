import type { OperationNode } from 'kysely'
import { jsonIfObject } from '../json-if-object.js'
import { ValueListNode } from '../nodes.js'
import { isPlain } from '../plain.js'
import { LIST, MIXED, NONE, ONE, ROWS } from '../tokens.js'
import type { Translation } from '../translation.js'
import { hasUndefinedWithin } from '../undefined-within.js'
import type { Walk } from '../walk.js'
import { nodeOfValue, shapeValue } from './operand.js'

/*
 * Lists of bindings. Where all are plain, which is usual, and there are two or more, how many does not belong to the
 * shape: one plan serves them all. In any other list each value says what it is.
 */

/** @param isWhere whether Knex refuses a list with something undefined in it: a plain one has nothing of the kind */
export function shapeBindings(walk: Walk, list: readonly unknown[], isWhere = false): void {
  const { length } = list
  const start = walk.size
  for (let i = 0; i < length; i++) {
    const value = list[i]
    if (!isPlain(value)) {
      walk.size = start
      if (isWhere && hasUndefinedWithin(list)) return walk.decline('suspect_query', 'an undefined binding')
      return shapeMixed(walk, list)
    }
    walk.bind(value)
  }
  if (length < 2) return walk.step(length === 0 ? NONE : ONE)
  walk.step(LIST)
  walk.repeat(length)
}

function shapeMixed(walk: Walk, list: readonly unknown[]): void {
  walk.step(MIXED)
  walk.step(list.length)
  for (const value of list) shapeValue(walk, jsonIfObject(value))
}

export function nodesOfBindings(to: Translation, list: readonly unknown[]): OperationNode[] {
  // What a sparse list lacks is undefined: it must not be passed over.
  const values = Array.from(list)
  if (values.length > 1 && values.every(isPlain)) return [to.repeated(', ', () => to.slot())]
  return values.map((value) => nodeOfValue(to, jsonIfObject(value)))
}

/* Lists of lists; what is no list counts as one of its own. */

export function shapeTuples(walk: Walk, tuples: readonly unknown[]): void {
  walk.step(ROWS)
  const width = widthOf(tuples)
  if (width > 0) {
    walk.step(LIST)
    walk.step(width)
    for (const tuple of tuples as readonly unknown[][]) for (const value of tuple) walk.bind(value)
    return walk.repeat(tuples.length * width)
  }
  walk.step(MIXED)
  walk.step(tuples.length)
  for (const tuple of tuples) shapeBindings(walk, asList(tuple))
}

/** @param separator what stands between them */
export function nodesOfTuples(
  to: Translation,
  tuples: readonly unknown[],
  separator: string,
): OperationNode[] {
  const width = widthOf(tuples)
  if (width === 0) return tuples.map((tuple) => ValueListNode.create(nodesOfBindings(to, asList(tuple))))
  const slots = Array.from({ length: width })
  return [to.repeated(separator, () => ValueListNode.create(slots.map(() => to.slot())))]
}

/** How many values each has, where there are two or more of them, alike and plain; else 0. */
function widthOf(tuples: readonly unknown[]): number {
  const [first] = tuples
  if (tuples.length < 2 || !Array.isArray(first)) return 0
  const { length } = first
  const areAlike = tuples.every(
    (tuple) => Array.isArray(tuple) && tuple.length === length && tuple.every(isPlain),
  )
  return areAlike ? length : 0
}

function asList(tuple: unknown): readonly unknown[] {
  return Array.isArray(tuple) ? tuple : [tuple]
}
