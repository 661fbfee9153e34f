import type { OperationNode } from 'kysely'
import type { JoinStatement, KnexBuilder, Single } from '../../knex/statements.js'
import { operation } from '../dialects/words.js'
import { AndNode, RawNode } from '../nodes.js'
import { NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfJoined, shapeJoined } from './join.js'
import { MadeStatements } from './made-statements.js'
import { nodeOfWrapped, nodesOfList, shapeList, shapeWrapped } from './operand.js'
import { nodeOfWhere } from './where.js'

/* `delete … using`: tables named by the application, and those of joins, whose conditions Knex puts behind the wheres. */

export function shapeUsing(walk: Walk, { using }: Single): void {
  if (using) shapeList(walk, using)
  else walk.step(NONE)
}

/** Knex takes every condition of such a join for `column = column`, whatever it is. */
export function shapeUsingJoin(walk: Walk, join: JoinStatement): void {
  walk.step('join')
  shapeJoined(walk, join)
  walk.step(join.clauses.length)
  for (const { column, value } of join.clauses) {
    shapeWrapped(walk, column)
    shapeWrapped(walk, value)
  }
}

/** The `using` clause, if any, and the wheres with the joins' conditions behind them. */
export function nodeOfUsing(
  to: Translation,
  { _single: single, _statements: statements }: KnexBuilder,
): { readonly joins: readonly OperationNode[]; readonly where: OperationNode | undefined } {
  const tables = single.using ? nodesOfList(to, single.using) : []
  const conditions: OperationNode[] = []
  const made = new MadeStatements(statements, (statement) => {
    if (statement.grouping === 'where') return nodeOfWhere(to, statement)
    if (statement.grouping !== 'join') return undefined
    const table = nodeOfJoined(to, statement as JoinStatement)
    conditions.push(...conditionsOf(to, statement as JoinStatement))
    return table
  })
  tables.push(...made.of('join'))
  const where = made.conditions('where')
  const [first, ...others] = where === undefined ? conditions : [where, ...conditions]
  return {
    joins:
      tables.length > 0 ? [RawNode.create(['using ', ...tables.slice(1).map(() => ','), ''], tables)] : [],
    where: first && others.reduce<OperationNode>((left, right) => AndNode.create(left, right), first),
  }
}

function conditionsOf(to: Translation, { clauses }: JoinStatement): OperationNode[] {
  return clauses.map(({ column, value }) =>
    operation(nodeOfWrapped(to, column), '=', nodeOfWrapped(to, value)),
  )
}
