import { ColumnUpdateNode, OnConflictNode, RawNode, WhereNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { Single, Statement } from '../../knex/statements.js'
import { nodeOfName } from '../name.js'
import { LIST, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfRaw, nodesOfList, shapeList } from './operand.js'
import { nodesOfAssignments, shapeAssignments } from './assignment.js'
import { nodeOfWheres } from './where.js'

/** `on conflict`: a target (any, columns or raw), and what to do: nothing, or an update. */
export function shapeOnConflict(walk: Walk, { onConflict, ignore, merge }: Single): void {
  if (!onConflict || (!ignore && !merge)) return walk.step(NONE)
  if (ignore && merge) return walk.decline('unsupported_clause', 'a conflict both ignored and merged')
  walk.step(onConflict === true)
  if (onConflict !== true) shapeList(walk, onConflict)
  if (merge) shapeMerge(walk, merge.updates)
  else walk.step('ignore')
}

function shapeMerge(walk: Walk, updates: unknown): void {
  if (!updates) return walk.step('merge')
  if (typeof updates !== 'object') return walk.decline('unsupported_value', 'a merge of something else')
  if (!Array.isArray(updates)) return shapeAssignments(walk, updates as Record<string, unknown>)
  walk.step(LIST)
  shapeList(walk, updates)
}

export function nodeOfOnConflict(
  to: Translation,
  single: Single,
  inserted: readonly string[],
  wheres: readonly Statement[],
): OnConflictNode | undefined {
  const { onConflict, ignore, merge } = single
  if (!onConflict || (!ignore && !merge)) return undefined
  if (ignore) return { ...targetOf(to, onConflict), doNothing: true }
  // Knex takes the `true` of "any conflict" for a column's name here.
  const target = targetOf(to, onConflict === true ? 'true' : onConflict)
  const updates = updatesOf(to, merge?.updates, inserted)
  const where = nodeOfWheres(to, wheres)
  const isWritten = to.dialect.mergesRowsWhere || !Array.isArray(single.insert) || single.insert.length === 1
  return {
    ...target,
    updates: updates as never,
    ...(where && isWritten && { updateWhere: WhereNode.create(where) }),
  }
}

function targetOf(to: Translation, onConflict: unknown): OnConflictNode {
  const node = OnConflictNode.create()
  if (onConflict === true) return node
  // A raw target brings its own parentheses, and perhaps a where behind them.
  if (to.isRaw(onConflict)) return { ...node, indexExpression: nodeOfRaw(to, onConflict) }
  return { ...node, columns: nodesOfList(to, onConflict) as never }
}

function updatesOf(to: Translation, updates: unknown, inserted: readonly string[]): OperationNode[] {
  if (updates && !Array.isArray(updates)) return [joinedByCommas(nodesOfAssignments(to, updates as Row))]
  const columns = (updates as readonly unknown[] | undefined) ?? inserted
  if (columns.length === 0) to.decline('unsupported_value', 'a merge of no columns')
  return columns.map((column) => nodeOfExcluded(to, column))
}

type Row = Record<string, unknown>

/** `column = excluded.column`, for the last part of a dotted name. */
function nodeOfExcluded(to: Translation, column: unknown): OperationNode {
  if (typeof column !== 'string') return to.decline('unsupported_value', 'a merge column that is no name')
  const name = column.split('.').at(-1)!
  return ColumnUpdateNode.create(
    nodeOfName(to, name),
    RawNode.create(['excluded.', ''], [nodeOfName(to, name)]),
  )
}

/** Knex puts no space between the assignments of a merge. */
function joinedByCommas(assignments: readonly OperationNode[]): OperationNode {
  return RawNode.create(['', ...assignments.slice(1).map(() => ','), ''], assignments)
}
