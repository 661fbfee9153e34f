import { RawNode } from 'kysely'
import type { OperationNode } from 'kysely'
import { ColumnUpdateNode } from 'kysely'
import type { KnexClient, Single } from '../../knex/statements.js'
import { nodeOfName, shapeName } from '../name.js'
import { NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/** `increment` and `decrement`: `column = column + ?`, after the other assignments of the update. */
export function shapeCounters(walk: Walk, { counter, update }: Single): void {
  for (const column in counter) {
    const amount = counter[column]
    if (typeof amount !== 'number') return walk.decline('unsupported_value', 'a counter that is no number')
    // Knex then warns and ignores the counter; a dotted name it looks for as a path.
    if (/[.[]/.test(column) || (update && Object.hasOwn(update, column))) {
      return walk.decline('unsupported_value', 'a counter for a column that is set')
    }
    shapeName(walk, column)
    walk.step(amount < 0)
    walk.values.push(amount < 0 ? -amount : amount)
  }
  walk.step(NONE)
}

export function nodesOfCounters(to: Translation, { counter }: Single): OperationNode[] {
  return Object.entries(counter ?? {}).map(([column, amount]) => {
    const name = nodeOfName(to, column)
    const sign = (amount as number) < 0 ? ' - ' : ' + '
    return ColumnUpdateNode.create(name, RawNode.create(['', sign, ''], [name, to.slot()]))
  })
}

/** Knex's compiler leaves the counters it wrote on the builder, as raws among the assignments; so must a hit. */
export function leaveCounters(client: KnexClient, { counter, update }: Single): void {
  if (counter === undefined || update === undefined) return
  for (const [column, amount] of Object.entries(counter)) {
    const value = amount as number
    update[column] = client.raw(`?? ${value < 0 ? '-' : '+'} ?`, [column, value < 0 ? -value : value])
  }
}
