import type { OnConflictNode, OperationNode } from 'kysely'
import type { Single, Statement } from '../../knex/statements.js'
import { columnsOf, isQuery, rowsOf } from '../inserted.js'
import { nodeOfName, shapePart } from '../name.js'
import { ColumnUpdateNode, RawNode, WhereNode } from '../nodes.js'
import { LIST, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfRaw, nodesOfList, shapeList } from './operand.js'
import { inKeyOrder, nodesOfAssignments, shapeAssignments } from './assignment.js'
import { nodeOfWheres } from './where.js'

/* `on conflict`: a target (any, columns or raw), and what to do: nothing, or an update. MySQL has other words for both. */

export function shapeOnConflict(walk: Walk, single: Single): void {
  const { onConflict, ignore, merge, counter } = single
  const { conflicts } = walk.dialect
  if (conflicts === 'refused' && onConflict)
    return walk.decline('suspect_query', 'a conflict clause the dialect lacks')
  if (conflicts === 'ignored' || !onConflict || (!ignore && !merge)) return walk.step(NONE)
  if (counter) return walk.decline('unsupported_clause', 'a counter in a merge')
  walk.step(onConflict === true)
  // MySQL has no target, and Knex does not even look at it.
  if (onConflict !== true && conflicts === 'on conflict') shapeList(walk, onConflict)
  if (ignore) walk.step('ignore')
  if (merge) shapeMerge(walk, merge.updates)
  if (merge && walk.hooked && conflicts === 'on duplicate key') shapeWholeNames(walk, single)
}

/** MySQL's `values(column)` is of a name that dots do not divide: a hook may make something else of it. */
function shapeWholeNames(walk: Walk, { merge, insert }: Single): void {
  const updates = merge?.updates ?? (isQuery(insert) ? [] : columnsOf(rowsOf(insert)))
  if (!Array.isArray(updates)) return
  for (const column of updates) if (typeof column === 'string') shapePart(walk, column)
}

function shapeMerge(walk: Walk, updates: unknown): void {
  if (!updates) return walk.step('merge')
  if (typeof updates !== 'object') return walk.decline('suspect_query', 'a merge of something else')
  if (!Array.isArray(updates)) return shapeAssignments(walk, updates as Record<string, unknown>)
  walk.step(LIST)
  shapeList(walk, updates)
}

/** A clause for each thing to do: an application may have said both. */
export function nodesOfOnConflict(
  to: Translation,
  single: Single,
  wheres: readonly Statement[],
): OnConflictNode[] {
  const { onConflict, ignore, merge } = single
  if (!onConflict) return []
  const target = targetOf(to, onConflict)
  const merged = merge ? [nodeOfMerge(to, single, wheres, target)] : []
  if (!ignore) return merged
  const ignored = { ...target, doNothing: true }
  return to.dialect.ignoresAndMerges ? [ignored, ...merged] : [ignored]
}

function nodeOfMerge(
  to: Translation,
  single: Single,
  wheres: readonly Statement[],
  target: OnConflictNode,
): OnConflictNode {
  const updates = updatesOf(to, single, excluded)
  const where = nodeOfWheres(to, wheres)
  const isWritten = to.dialect.mergesRowsWhere || rowsOf(single.insert).length === 1
  return {
    ...target,
    // Knex takes the `true` of "any conflict" for a column's name here.
    ...(single.onConflict === true && { columns: [nodeOfName(to, 'true')] as never }),
    updates: updates as never,
    ...(where && isWritten && { updateWhere: WhereNode.create(where) }),
  }
}

/** `on duplicate key update …`, for a merge; MySQL ignores conflicts by a word before `into`. */
export function nodeOfOnDuplicateKey(to: Translation, single: Single): RawNode | undefined {
  if (!single.onConflict || !single.merge) return undefined
  const updates = updatesOf(to, single, valuesOf)
  return RawNode.create(['on duplicate key update ', ...updates.slice(1).map(() => ', '), ''], updates)
}

function targetOf(to: Translation, onConflict: unknown): OnConflictNode {
  const node: OnConflictNode = { kind: 'OnConflictNode' }
  if (onConflict === true) return node
  // A raw target brings its own parentheses, and perhaps a where behind them.
  if (to.isRaw(onConflict)) return { ...node, indexExpression: nodeOfRaw(to, onConflict) }
  return { ...node, columns: nodesOfList(to, onConflict) as never }
}

/** One column of a merge, set to what was to be inserted. */
type Merged = (to: Translation, column: string) => OperationNode

function updatesOf(to: Translation, { merge, insert }: Single, merged: Merged): OperationNode[] {
  const updates = merge?.updates
  if (updates && !Array.isArray(updates)) {
    return [joinedByCommas(inKeyOrder(nodesOfAssignments(to, updates as Record<string, unknown>)))]
  }
  if (!updates && isQuery(insert)) to.decline('suspect_query', 'a merge of unknown columns')
  const columns = (updates as readonly unknown[] | undefined) ?? columnsOf(rowsOf(insert))
  return columns.map((column) => {
    return typeof column === 'string'
      ? merged(to, column)
      : to.decline('suspect_query', 'a merge column that is no name')
  })
}

/** `column = excluded.column`, for the last part of a dotted name. */
function excluded(to: Translation, column: string): OperationNode {
  const name = nodeOfName(to, column.split('.').at(-1)!)
  return ColumnUpdateNode.create(name, RawNode.create(['excluded.', ''], [name]))
}

/** `column = values(column)`; dots do not divide the name here. */
function valuesOf(to: Translation, column: string): OperationNode {
  const name = to.identifier(column.trim())
  return ColumnUpdateNode.create(name, RawNode.create(['values(', ')'], [name]))
}

/** Knex puts no space between the assignments of a merge. */
function joinedByCommas(assignments: readonly OperationNode[]): OperationNode {
  return RawNode.create(['', ...assignments.slice(1).map(() => ','), ''], assignments)
}
