import { UpdateQueryNode, WhereNode } from 'kysely'
import type { KnexBuilder } from '../../knex/statements.js'
import { nodesOfAssignments, shapeAssignments } from '../clauses/assignment.js'
import { nodesOfCounters, shapeCounters } from '../clauses/counter.js'
import { nodeOfReturning, shapeReturning } from '../clauses/returning.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { nodeOfWheres, shapeWhere, whereStatements } from '../clauses/where.js'
import { END, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* An update. Of the statements only wheres matter here: Knex ignores the others in these dialects. */

export function shapeUpdate(walk: Walk, { _single: single, _statements: statements }: KnexBuilder): void {
  if (single.updateFrom) return walk.decline('unsupported_clause', 'update from')
  shapeTable(walk, single)
  if (single.counter !== undefined) {
    walk.step('counter')
    shapeSetAndCounters(walk, single)
  } else shapeAssignments(walk, single.update ?? {})
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i]!
    if (statement.grouping === 'where') shapeWhere(walk, statement)
    else if (statement.grouping === 'with') walk.decline('unsupported_clause', 'with')
    if (walk.reason !== undefined) return
  }
  if (walk.dialect.updatesReturning) shapeReturning(walk, single)
  else walk.step(END)
}

function shapeSetAndCounters(walk: Walk, single: KnexBuilder['_single']): void {
  const { update } = single
  if (update !== undefined && Object.values(update).some((value) => value !== undefined))
    shapeAssignments(walk, update)
  else walk.step(NONE)
  shapeCounters(walk, single)
}

export function nodeOfUpdate(to: Translation, builder: KnexBuilder): UpdateQueryNode {
  const { _single: single } = builder
  const table = nodeOfTable(to, single) ?? to.decline('suspect_query', 'an update of no table')
  // Knex reads the table's bindings after those of the assignments, though its text stands before them.
  if (to.slots > 0) to.decline('unsupported_value', 'bindings in the table of an update')
  const updates = [...nodesOfAssignments(to, single.update ?? {}), ...nodesOfCounters(to, single)]
  if (updates.length === 0) to.decline('suspect_query', 'an update of no column')
  const where = nodeOfWheres(to, whereStatements(builder))
  const returning = to.dialect.updatesReturning ? nodeOfReturning(to, single) : undefined
  return {
    ...UpdateQueryNode.create([table]),
    updates: updates as never,
    ...(where && { where: WhereNode.create(where) }),
    ...(returning && { returning }),
  }
}
