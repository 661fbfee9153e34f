import type { OperationNode } from 'kysely'
import type { KnexBuilder, KnexRaw } from '../../knex/statements.js'
import type { WriteMethod } from '../dialects/dialect.js'
import { ListNode, RawNode, ReturningNode } from '../nodes.js'
import { joined } from '../phrase.js'
import { END, NONE, RETURNING } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { hasQueries, nodesOfList, shapeList } from './operand.js'

/** The rows that a write gives back. Comes last, and says so when there are none. */
export function shapeReturning(walk: Walk, builder: KnexBuilder, method: WriteMethod): void {
  const { returning, options } = builder._single
  const { dialect, client } = walk
  if (!returning || !dialect.returns(client, builder, method)) return walk.step(END)
  walk.step(RETURNING)
  if (dialect.returning === 'behind') return shapeList(walk, returning)
  const isThroughTable = Boolean(options?.includeTriggerModifications)
  if (isThroughTable && Array.isArray(returning) && returning.some(isQueried)) {
    return walk.decline('unsupported_value', 'a query that is written several times')
  }
  walk.step(isThroughTable)
  if (isListed(returning)) shapeList(walk, returning)
  else walk.step(NONE)
}

/** Whether a query is in it, whose callbacks Knex runs each time that it writes the rows returned. */
function isQueried(column: unknown): boolean {
  if (typeof column === 'function') return true
  return (
    column instanceof Object &&
    'toSQL' in column &&
    (!('isRawInstance' in column) || hasQueries(column as unknown as KnexRaw))
  )
}

/** `returning …`, behind a write. */
export function nodeOfReturning(
  to: Translation,
  builder: KnexBuilder,
  method: WriteMethod,
): ReturningNode | undefined {
  const { returning } = builder._single
  const isWritten = to.dialect.returning === 'behind' && to.dialect.returns(to.client, builder, method)
  return returning && isWritten ? ReturningNode.create(nodesOfList(to, returning) as never) : undefined
}

/**
 * What MSSQL has instead: `output`, amid a write. Rows that a trigger changes have to go through a table of their own,
 * made before the write and read behind it.
 */
export interface Output {
  readonly before?: OperationNode
  readonly output?: OperationNode
  readonly behind?: OperationNode
}

/**
 * @param rows `inserted` or `deleted`: which rows are given back
 * @param isCounted whether the number of rows is asked for where no rows are
 */
export function nodesOfOutput(
  to: Translation,
  { _single: single }: KnexBuilder,
  table: OperationNode,
  rows: 'inserted' | 'deleted',
  isCounted: boolean,
): Output {
  const { returning, options } = single
  if (!returning) return isCounted ? { behind: RawNode.createWithSql(';select @@rowcount') } : {}
  const columns = isListed(returning) ? nodesOfList(to, returning) : []
  const output = joined('output ', ListNode.create(columns.map((column) => joined(`${rows}.`, column))))
  if (!options?.includeTriggerModifications) return { output }
  const into = joined(output, ' into #out')
  if (!isListed(returning) || returning.length === 0) return { output: into }
  return { before: temporaryTable(columns, table), output: into, behind: readOut(columns) }
}

function temporaryTable(columns: readonly OperationNode[], table: OperationNode): OperationNode {
  const selections = withCommas(columns.map((column) => joined('[t].', column)))
  return joined(
    'select top(0) ',
    selections,
    ' into #out from ',
    table,
    ' as t left join ',
    table,
    ' on 0=1;',
  )
}

function readOut(columns: readonly OperationNode[]): OperationNode {
  return joined('; select ', withCommas(columns), ' from #out; drop table #out;')
}

/** Knex lists a name or an array of them here; anything else it takes for an empty list. */
function isListed(returning: unknown): returning is string | readonly unknown[] {
  return typeof returning === 'string' || Array.isArray(returning)
}

function withCommas(nodes: readonly OperationNode[]): OperationNode {
  return RawNode.create(['', ...nodes.slice(1).map(() => ','), ''], nodes)
}
