import type { InsertQueryNode, OnConflictNode, OperationNode } from 'kysely'
import type { KnexBuilder, Single } from '../../knex/statements.js'
import { insertedColumns, isQuery, nodeOfInserted, shapeInserted } from '../clauses/inserted-rows.js'
import { nodeOfOnConflict, shapeOnConflict } from '../clauses/on-conflict.js'
import { nodeOfReturning, shapeReturning } from '../clauses/returning.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { shapeWhere, whereStatements } from '../clauses/where.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* An insert. Of the statements only wheres matter, and only to a merge: Knex ignores the others. */

export function shapeInsert(walk: Walk, builder: KnexBuilder): void {
  const { _single: single, _statements: statements } = builder
  for (let i = 0; i < statements.length; i++) {
    if (statements[i]!.grouping === 'with') return walk.decline('unsupported_clause', 'with')
  }
  shapeTable(walk, single)
  shapeInserted(walk, single)
  shapeOnConflict(walk, single)
  if (single.merge) for (const where of whereStatements(builder)) shapeWhere(walk, where)
  shapeReturning(walk, single)
}

export function nodeOfInsert(to: Translation, builder: KnexBuilder): InsertQueryNode {
  const { _single: single } = builder
  const node = nodeOfInserted(to, single, intoTable(to, single))
  if (isQuery(single.insert) && !to.dialect.insertsQueryWithTail) return node
  const onConflict = nodeOfConflict(to, builder, node)
  // Made in any case: the walk has collected its values.
  const returning = nodeOfReturning(to, single)
  const returns = returning && (!node.defaultValues || to.dialect.insertsDefaultsReturning)
  return { ...node, ...(onConflict && { onConflict }), ...(returns && { returning }) }
}

function intoTable(to: Translation, single: Single): OperationNode {
  if (single.only || to.isBuilder(single.table))
    to.decline('unsupported_clause', 'an insert into no mere table')
  return nodeOfTable(to, single) ?? to.decline('suspect_query', 'an insert into no table')
}

function nodeOfConflict(
  to: Translation,
  builder: KnexBuilder,
  node: InsertQueryNode,
): OnConflictNode | undefined {
  const { _single: single } = builder
  const isFromQuery = isQuery(single.insert)
  if (isFromQuery && single.merge && !single.merge.updates)
    to.decline('suspect_query', 'a merge of unknown columns')
  const onConflict = nodeOfOnConflict(
    to,
    single,
    isFromQuery ? [] : insertedColumns(single),
    whereStatements(builder),
  )
  // Made in any case: the walk has collected its values.
  return node.defaultValues && !to.dialect.insertsDefaultsOnConflict ? undefined : onConflict
}
