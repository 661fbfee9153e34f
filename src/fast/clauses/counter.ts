import type { OperationNode } from 'kysely'
import type { Single } from '../../knex/statements.js'
import { ColumnUpdateNode, RawNode } from '../nodes.js'
import { isUnset } from './assignment.js'
import { nodeOfName, shapeName } from '../name.js'
import { LITERAL, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

const IGNORED =
  'increment/decrement called for a column that has already been specified in main .update() call. ' +
  'Ignoring increment/decrement and using value from .update() call.'

/** An amount by which a column is counted up or down. */
type Amount = number | bigint | string

/** `increment` and `decrement`: `column = column + ?`, after the other assignments of the update. */
export function shapeCounters(walk: Walk, { counter, update }: Single): void {
  for (const column of Object.keys(counter ?? {})) {
    if (isSet(walk, column, update)) {
      walk.step(LITERAL)
      walk.warn(IGNORED)
      continue
    }
    if (isUnset(column))
      return walk.decline('unsupported_value', 'a counter of a column that Knex cannot set')
    const amount = counter![column] as Amount
    if (typeof amount !== 'number' && typeof amount !== 'bigint' && typeof amount !== 'string') {
      return walk.decline('unsupported_value', 'a counter that is no number')
    }
    shapeName(walk, column)
    walk.step(isDown(amount))
    walk.bind(sizeOf(amount))
    if (update !== undefined) leave(walk, update, column, amount)
  }
  walk.step(NONE)
}

/** The counters by column. */
export function nodesOfCounters(
  to: Translation,
  { counter = {}, update }: Single,
): (readonly [column: string, node: OperationNode])[] {
  return Object.entries(counter)
    .filter(([column]) => !hasOwn(update, column))
    .map(([column, amount]) => {
      const name = nodeOfName(to, column)
      const sign = isDown(amount as Amount) ? ' - ' : ' + '
      return [column, ColumnUpdateNode.create(name, RawNode.create(['', sign, ''], [name, to.slot()]))]
    })
}

/** Whether the update sets the column itself: Knex then warns and ignores the counter. */
function isSet(walk: Walk, column: string, update: Record<string, unknown> | undefined): boolean {
  if (hasOwn(update, column)) return true
  // Knex looks for a dotted name as a path, which no update has, but for one that sets an object.
  const [root] = column.split(/[.[]/)
  if (root !== column && hasOwn(update, root!))
    walk.decline('unsupported_value', 'a counter within a column that is set')
  return false
}

function hasOwn(update: Record<string, unknown> | undefined, column: string): boolean {
  return update !== undefined && Object.hasOwn(update, column)
}

/** Knex's compiler leaves the counters it wrote on the builder, as raws among the assignments; so must a hit. */
function leave(walk: Walk, update: Record<string, unknown>, column: string, amount: Amount): void {
  const { client } = walk
  const sign = isDown(amount) ? '-' : '+'
  walk.trace(() => (update[column] = client.raw(`?? ${sign} ?`, [column, sizeOf(amount)])))
}

function isDown(amount: Amount): boolean {
  return (amount as number) < 0
}

function sizeOf(amount: Amount): Amount {
  return isDown(amount) ? -(amount as number) : amount
}
