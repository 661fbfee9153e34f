import type { OperationNode } from 'kysely'
import type { JoinStatement, KnexBuilder, Single, Statement } from '../../knex/statements.js'
import { inKeyOrder, inherits, nodesOfAssignments, shapeAssignments } from '../clauses/assignment.js'
import { nodeOfComments, shapeComments } from '../clauses/comments.js'
import { nodesOfCounters, shapeCounters } from '../clauses/counter.js'
import { nodeOfJoin, shapeJoin } from '../clauses/join.js'
import { limitsOf, shapeLimits } from '../clauses/limit.js'
import type { Limits } from '../clauses/limit.js'
import { MadeStatements } from '../clauses/made-statements.js'
import { nodeOfOrderBy, shapeOrderBy } from '../clauses/order.js'
import { nodeOfWrapped, shapeWrapped } from '../clauses/operand.js'
import { nodeOfReturning, nodesOfOutput, shapeReturning } from '../clauses/returning.js'
import { nodeOfTable, onlyOf, shapeTable } from '../clauses/table.js'
import { nodeOfWhere, nodeOfWheres, shapeWhere, whereStatements } from '../clauses/where.js'
import { nodeOfWiths, shapeWiths } from '../clauses/with.js'
import { FromNode, OrderByNode, WhereNode } from '../nodes.js'
import { joined, nothing, phrase } from '../phrase.js'
import { NONE } from '../tokens.js'
import { inTurn } from '../translation.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/*
 * An update. Of the statements only common table expressions and wheres matter everywhere; joins, an order and a limit
 * do in MySQL and MSSQL, and elsewhere Knex ignores them.
 */

export function shapeUpdate(walk: Walk, builder: KnexBuilder): void {
  const { _single: single, _statements: statements } = builder
  const { updates, commentsWrites } = walk.dialect
  if (walk.dialect.conflicts === 'refused' && single.onConflict)
    return walk.decline('suspect_query', 'an update with a conflict clause')
  shapeWiths(walk, statements)
  shapeTable(walk, single)
  shapeSet(walk, single)
  if (updates === 'from') shapeFrom(walk, single)
  for (let i = 0; i < statements.length; i++) {
    shapeStatement(walk, statements[i]!)
    if (walk.reason !== undefined) return
  }
  if (takesJoins(updates)) shapeLimits(walk, single)
  if (commentsWrites) shapeComments(walk, builder)
  shapeReturning(walk, builder, 'update')
}

function takesJoins(updates: string): boolean {
  return updates === 'joins first' || updates === 'joins last'
}

function shapeFrom(walk: Walk, { updateFrom }: Single): void {
  if (updateFrom) shapeWrapped(walk, updateFrom)
  else walk.step(NONE)
}

function shapeStatement(walk: Walk, statement: Statement): void {
  const { grouping } = statement
  if (grouping === 'where') return shapeWhere(walk, statement)
  if (!takesJoins(walk.dialect.updates)) return
  if (grouping === 'join') shapeJoin(walk, statement as JoinStatement)
  else if (grouping === 'order') shapeOrderBy(walk, statement)
}

function shapeSet(walk: Walk, single: Single): void {
  const { update, counter } = single
  if (counter === undefined) return shapeAssignments(walk, update ?? {})
  walk.step('counter')
  if (update !== undefined && inherits(update)) return walk.decline('unsupported_value', 'inherited columns')
  if (update !== undefined && Object.values(update).some((value) => value !== undefined))
    shapeAssignments(walk, update)
  else walk.step(NONE)
  shapeCounters(walk, single)
}

export function nodeOfUpdate(to: Translation, builder: KnexBuilder): OperationNode {
  const { dialect } = to
  const parts = partsOf(to, builder)
  const node =
    dialect.returning === 'output' ? nodeWithOutput(to, builder, parts) : nodeOfUsual(to, builder, parts)
  return dialect.commentsWrites ? phrase(nodeOfComments(builder), node) : node
}

/** The parts of an update, in the order of the walk. */
interface Parts {
  readonly withs: OperationNode | undefined
  readonly table: OperationNode
  readonly set: readonly OperationNode[]
  readonly from: OperationNode | undefined
  readonly where: OperationNode | undefined
  readonly joins?: readonly OperationNode[]
  readonly order?: OperationNode | undefined
  readonly limits: Limits
}

function partsOf(to: Translation, builder: KnexBuilder): Parts {
  const { _single: single, _statements: statements } = builder
  const { updates, updatesTableFirst } = to.dialect
  const withs = nodeOfWiths(to, statements)
  const start = to.slots
  const target = nodeOfTable(to, single) ?? nothing()
  const hasBindings = to.slots > start
  const table = single.only && !takesJoins(updates) ? onlyOf(target) : target
  const set = inKeyOrder([...nodesOfAssignments(to, single.update ?? {}), ...nodesOfCounters(to, single)])
  if (set.length === 0) to.decline('suspect_query', 'an update of no column')
  const from = updates === 'from' && single.updateFrom ? nodeOfFrom(to, single) : undefined
  const rest: Rest = takesJoins(updates)
    ? restOf(to, statements)
    : { where: nodeOfWheres(to, whereStatements(builder)) }
  if (hasBindings && updates === 'joins last' && (rest.joins?.length ?? 0) > 0) {
    to.decline('suspect_query', 'bindings in a table that is written twice')
  }
  const limits = takesJoins(updates) ? limitsOf(to, single, true) : {}
  // Most of Knex's compilers come to the table last, though its text stands first.
  return { withs, table: updatesTableFirst ? table : inTurn(1, table), set, from, limits, ...rest }
}

function nodeOfFrom(to: Translation, { updateFrom }: Single): OperationNode {
  const node = nodeOfWrapped(to, updateFrom)
  return to.dialect.updatesFromLast ? inTurn(1, node) : node
}

interface Rest {
  readonly where: OperationNode | undefined
  readonly joins?: readonly OperationNode[]
  readonly order?: OperationNode | undefined
}

/** What the statements of MySQL's and MSSQL's updates come to. */
function restOf(to: Translation, statements: readonly Statement[]): Rest {
  const made = new MadeStatements(statements, (statement) => {
    if (statement.grouping === 'where') return nodeOfWhere(to, statement)
    if (statement.grouping === 'order') return nodeOfOrderBy(to, statement)
    return statement.grouping === 'join' ? nodeOfJoin(to, statement as JoinStatement) : undefined
  })
  const order = made.of('order')
  return {
    where: made.conditions('where'),
    joins: made.of('join'),
    order: order.length > 0 ? OrderByNode.create(order as never) : undefined,
  }
}

function nodeOfUsual(to: Translation, builder: KnexBuilder, parts: Parts): OperationNode {
  const { withs, table, set, from, where, joins = [], order, limits } = parts
  const returning = nodeOfReturning(to, builder, 'update')
  const tail = [order, limits.limit, returning && inTurn(2, returning)].filter((node) => node !== undefined)
  return {
    kind: 'UpdateQueryNode',
    table: phrase(table, ...joins),
    ...(withs && { with: withs }),
    updates: set as never,
    ...(from && { from: FromNode.create([from]) }),
    ...(where && { where: WhereNode.create(where) }),
    endModifiers: tail,
  } as never
}

/* MSSQL */

function nodeWithOutput(to: Translation, builder: KnexBuilder, parts: Parts): OperationNode {
  const { withs, table, set, where, joins = [], order, limits } = parts
  const { before, output, behind } = nodesOfOutput(to, builder, table, 'inserted', true)
  const from = joins.length > 0 ? FromNode.create([phrase(table, ...joins)]) : undefined
  const node = {
    kind: 'UpdateQueryNode' as const,
    table: phrase(limits.top, table),
    updates: set as never,
    ...(output && { output: inTurn(1, output) }),
    ...(from && { from }),
    ...(where && { where: WhereNode.create(where) }),
    endModifiers: [order].filter((part) => part !== undefined),
  }
  // Knex comes to all that returns rows last, wherever it stands.
  return joined(withs && joined(withs, ' '), before && inTurn(1, before), node, behind && inTurn(1, behind))
}
