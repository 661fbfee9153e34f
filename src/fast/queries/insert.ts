import type { InsertQueryNode } from 'kysely'
import type { KnexBuilder, Single } from '../../knex/statements.js'
import { insertedColumns, isQuery, nodeOfInserted, shapeInserted } from '../clauses/inserted-rows.js'
import { nodeOfOnConflict, shapeOnConflict } from '../clauses/on-conflict.js'
import { nodeOfReturning, shapeReturning } from '../clauses/returning.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { shapeWhere, whereStatements } from '../clauses/where.js'
import { END } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* An insert. Of the statements only wheres matter, and only to a merge: Knex ignores the others. */

export function shapeInsert(walk: Walk, builder: KnexBuilder): void {
  const { _single: single, _statements: statements } = builder
  if (statements.some(({ grouping }) => grouping === 'with')) return walk.decline('unsupported_clause', 'with')
  shapeTable(walk, single)
  shapeInserted(walk, single)
  shapeOnConflict(walk, single)
  if (single.merge) for (const where of whereStatements(builder)) shapeWhere(walk, where)
  walk.step(END)
  shapeReturning(walk, single)
}

export function nodeOfInsert(to: Translation, builder: KnexBuilder): InsertQueryNode {
  const { _single: single } = builder
  const into = nodeOfTable(to, single) ?? to.decline('suspect_query', 'an insert into no table')
  if (single.only) to.decline('unsupported_clause', 'an insert into only')
  const node = nodeOfInserted(to, single, into)
  if (isQuery(single.insert)) return fromQuery(to, node, single)
  const onConflict = nodeOfOnConflict(to, single, insertedColumns(single), whereStatements(builder))
  const returning = nodeOfReturning(to, single)
  return { ...node, ...(onConflict && { onConflict }), ...(returning && { returning }) }
}

function fromQuery(to: Translation, node: InsertQueryNode, single: Single): InsertQueryNode {
  if (single.onConflict) to.decline('unsupported_clause', 'a conflict clause behind a query')
  const returning = to.dialect.queriesReturning ? nodeOfReturning(to, single) : undefined
  return { ...node, ...(returning && { returning }) }
}
