import type { OperationNode, WithNode } from 'kysely'
import type { Statement, WithStatement } from '../../knex/statements.js'
import { ListNode, ParensNode, RawNode } from '../nodes.js'
import { NONE, WITH } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { isEmptyRaw, nodeOfQuery, nodesOfList, shapeList, shapeQuery } from './operand.js'

/** A common table expression: `alias (columns) as materialized (query)`. */
export function shapeWith(walk: Walk, statement: WithStatement): void {
  const { type, alias, columnList, recursive, materialized, value } = statement
  if (type !== 'withWrapped') return walk.decline('unsupported_clause', String(type))
  walk.step(WITH)
  walk.step(Boolean(recursive))
  walk.step(materialized === undefined ? NONE : Boolean(materialized))
  shapeQuery(walk, value)
  shapeList(walk, alias)
  if (columnList) shapeList(walk, columnList)
  else walk.step(NONE)
}

/** One for the `with` of {@link nodeOfWith}. */
export function nodeOfExpression(to: Translation, statement: WithStatement): OperationNode {
  const { alias, columnList, materialized, value } = statement
  if (to.isRaw(value) && isEmptyRaw(value)) to.decline('suspect_query', 'an empty raw')
  const query = nodeOfQuery(to, value)
  const name = ListNode.create(nodesOfList(to, alias))
  const columns = columnList
    ? ParensNode.create(ListNode.create(nodesOfList(to, columnList)))
    : RawNode.createWithSql('')
  const how = materialized === undefined ? '' : materialized ? 'materialized ' : 'not materialized '
  return RawNode.create(['', '', ` as ${how}(`, ')'], [name, columns, query])
}

/** The `with` of a query, of all its expressions. */
export function nodeOfWith(
  to: Translation,
  statements: readonly Statement[],
  expressions: readonly OperationNode[],
): WithNode | undefined {
  if (expressions.length === 0) return undefined
  const isRecursive = statements.some((statement) => statement.grouping === 'with' && isMarked(statement))
  const recursive = isRecursive && to.dialect.writesRecursive
  return { kind: 'WithNode', expressions: expressions as never, recursive }
}

function isMarked({ recursive }: WithStatement): boolean {
  return Boolean(recursive)
}

/* Writes have no other use for their statements' order than this: common table expressions, whatever else. */

export function shapeWiths(walk: Walk, statements: readonly Statement[]): void {
  for (let i = 0; i < statements.length; i++) {
    if (statements[i]!.grouping === 'with') shapeWith(walk, statements[i]!)
  }
}

export function nodeOfWiths(to: Translation, statements: readonly Statement[]): WithNode | undefined {
  const withs = statements.filter(({ grouping }) => grouping === 'with')
  return nodeOfWith(
    to,
    withs,
    withs.map((statement) => nodeOfExpression(to, statement)),
  )
}
