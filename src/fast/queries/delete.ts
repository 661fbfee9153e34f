import type { OperationNode } from 'kysely'
import type { JoinStatement, KnexBuilder, Statement } from '../../knex/statements.js'
import { nodeOfComments, shapeComments } from '../clauses/comments.js'
import { nodeOfJoin, shapeJoin } from '../clauses/join.js'
import { limitsOf, shapeLimits } from '../clauses/limit.js'
import { MadeStatements } from '../clauses/made-statements.js'
import { nodeOfReturning, nodesOfOutput, shapeReturning } from '../clauses/returning.js'
import { nodeOfTable, onlyOf, shapeTable } from '../clauses/table.js'
import { nodeOfUsing, shapeUsing, shapeUsingJoin } from '../clauses/using.js'
import { nodeOfWhere, shapeWhere } from '../clauses/where.js'
import { nodeOfWiths, shapeWiths } from '../clauses/with.js'
import { WhereNode } from '../nodes.js'
import { joined, nothing, phrase } from '../phrase.js'
import { inTurn } from '../translation.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* A delete. Knex refuses one that has a having, or (but in MySQL) a limit, and ignores what else does not belong. */

export function shapeDelete(walk: Walk, builder: KnexBuilder): void {
  const { _single: single, _statements: statements } = builder
  const { deletesLimit, deletesUsing, commentsWrites } = walk.dialect
  if (single.limit != null && deletesLimit === 'refused')
    return walk.decline('suspect_query', 'a delete with a limit')
  if (walk.dialect.conflicts === 'refused' && single.onConflict)
    return walk.decline('suspect_query', 'a delete with a conflict clause')
  shapeWiths(walk, statements)
  shapeTable(walk, single)
  if (deletesUsing) shapeUsing(walk, single)
  for (let i = 0; i < statements.length; i++) {
    shapeStatement(walk, statements[i]!)
    if (walk.reason !== undefined) return
  }
  if (deletesLimit === 'written') shapeLimits(walk, single)
  if (commentsWrites) shapeComments(walk, builder)
  shapeReturning(walk, builder, 'del')
}

function shapeStatement(walk: Walk, statement: Statement): void {
  const { grouping } = statement
  if (grouping === 'where') return shapeWhere(walk, statement)
  if (grouping === 'having') return walk.decline('suspect_query', 'a delete with a having')
  if (grouping !== 'join') return
  if (walk.dialect.deletesUsing) shapeUsingJoin(walk, statement as JoinStatement)
  else shapeJoin(walk, statement as JoinStatement)
}

export function nodeOfDelete(to: Translation, builder: KnexBuilder): OperationNode {
  const { dialect } = to
  const parts = partsOf(to, builder)
  const written =
    dialect.returning === 'output' ? nodeWithOutput(to, builder, parts) : nodeOfUsual(to, builder, parts)
  return dialect.commentsWrites ? phrase(nodeOfComments(builder), written) : written
}

/** The parts of a delete, in the order of the walk. */
interface Parts {
  readonly withs: OperationNode | undefined
  /** What is deleted from, and its name again where there are joins. */
  readonly table: OperationNode
  readonly from: OperationNode
  /** Joins, or what Knex makes of them. */
  readonly joins: readonly OperationNode[]
  readonly where: OperationNode | undefined
  readonly limit: OperationNode | undefined
}

function partsOf(to: Translation, builder: KnexBuilder): Parts {
  const { _single: single, _statements: statements } = builder
  const withs = nodeOfWiths(to, statements)
  const start = to.slots
  const table = nodeOfTable(to, single) ?? nothing()
  const hasBindings = to.slots > start
  const { joins, where } = to.dialect.deletesUsing ? nodeOfUsing(to, builder) : restOf(to, statements)
  if (hasBindings && joins.length > 0)
    to.decline('suspect_query', 'bindings in a table that is written twice')
  const limit = to.dialect.deletesLimit === 'written' ? limitsOf(to, single, true).limit : undefined
  const isOnly = single.only && to.dialect.writesOnly
  // Knex comes to the table first, though common table expressions stand before it; MSSQL's compiler takes both in turn.
  const target = to.dialect.returning === 'output' ? table : inTurn(-1, table)
  const placed = to.dialect.deletesJoinsLast ? joins.map((join) => inTurn(1, join)) : joins
  return { withs, table: target, from: isOnly ? onlyOf(target) : target, joins: placed, where, limit }
}

function restOf(to: Translation, statements: readonly Statement[]): Pick<Parts, 'joins' | 'where'> {
  const made = new MadeStatements(statements, (statement) => {
    if (statement.grouping === 'where') return nodeOfWhere(to, statement)
    return statement.grouping === 'join' ? nodeOfJoin(to, statement as JoinStatement) : undefined
  })
  return { joins: made.of('join'), where: made.conditions('where') }
}

function nodeOfUsual(to: Translation, builder: KnexBuilder, parts: Parts): OperationNode {
  const { withs, table, from, joins, where, limit } = parts
  const returning = nodeOfReturning(to, builder, 'del')
  const isJoined = joins.length > 0 && !to.dialect.deletesUsing
  const target = isJoined ? phrase(table, 'from', from) : phrase('from', from)
  return phrase(withs, 'delete', target, ...joins, where && WhereNode.create(where), limit, returning)
}

/* MSSQL */

function nodeWithOutput(to: Translation, builder: KnexBuilder, parts: Parts): OperationNode {
  const { withs, table, joins, where } = parts
  const { before, output: rows, behind } = nodesOfOutput(to, builder, table, 'deleted', true)
  const output = rows && inTurn(1, rows)
  const target = joins.length > 0 ? phrase(table, output, 'from', table) : phrase('from', table, output)
  const written = phrase('delete', target, ...joins, where && WhereNode.create(where))
  // Knex comes to all that returns rows last, wherever it stands.
  return joined(
    withs && joined(withs, ' '),
    before && inTurn(2, before),
    written,
    behind && inTurn(3, behind),
  )
}
