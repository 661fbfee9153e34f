import { RawNode } from 'kysely'
import type { InsertQueryNode, OperationNode } from 'kysely'
import type { KnexBuilder } from '../../knex/statements.js'
import { nodeOfComments, shapeComments } from '../clauses/comments.js'
import { isOfDefaults, nodeOfInserted, shapeInserted } from '../clauses/inserted-rows.js'
import { nodeOfOnConflict, nodeOfOnDuplicateKey, shapeOnConflict } from '../clauses/on-conflict.js'
import { nodeOfReturning, nodesOfOutput, shapeReturning } from '../clauses/returning.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { shapeWhere, whereStatements } from '../clauses/where.js'
import { nodeOfWiths, shapeWiths } from '../clauses/with.js'
import { isQuery } from '../inserted.js'
import { joined, nothing, phrase } from '../phrase.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/*
 * An insert. Of the statements only common table expressions and wheres matter, and the latter only to a merge: Knex
 * ignores the others.
 */

export function shapeInsert(walk: Walk, builder: KnexBuilder): void {
  const { _single: single, _statements: statements } = builder
  shapeWiths(walk, statements)
  shapeTable(walk, single)
  shapeInserted(walk, single.insert)
  shapeOnConflict(walk, single)
  if (single.merge) shapeMergeWheres(walk, builder)
  if (walk.dialect.commentsWrites) shapeComments(walk, builder)
  shapeReturning(walk, builder, 'insert')
}

function shapeMergeWheres(walk: Walk, builder: KnexBuilder): void {
  const { conflicts } = walk.dialect
  const wheres = whereStatements(builder)
  if (conflicts === 'ignored' || wheres.length === 0) return
  if (conflicts !== 'on conflict') return walk.decline('suspect_query', 'a merge with a where')
  for (const where of wheres) shapeWhere(walk, where)
}

export function nodeOfInsert(to: Translation, builder: KnexBuilder): OperationNode {
  const { _single: single, _statements: statements } = builder
  const withs = nodeOfWiths(to, statements)
  const into = nodeOfTable(to, single) ?? nothing()
  const inserted = nodeOfInserted(to, single.insert, into)
  if (to.dialect.returning === 'output') return nodeWithOutput(to, builder, { into, inserted, withs })
  const conflict = nodesOfConflict(to, builder, inserted)
  // Made in any case: the walk has collected its values.
  const returning = nodeOfReturning(to, builder, 'insert')
  if (inserted === undefined) return nothing()
  const isReturned = hasTail(to, single.insert, to.dialect.insertsDefaultsReturning)
  const endModifiers = [...(conflict.endModifiers ?? []), ...(returning && isReturned ? [returning] : [])]
  const node = { ...inserted, ...conflict, ...(withs && { with: withs }), endModifiers }
  return to.dialect.commentsWrites ? phrase(nodeOfComments(builder), node) : node
}

/** Whether what is inserted leaves room for a clause that not every dialect writes behind an insert of defaults. */
function hasTail(to: Translation, insert: unknown, behindDefaults: boolean): boolean {
  if (isQuery(insert)) return to.dialect.insertsQueryWithTail
  return behindDefaults || !isOfDefaults(insert)
}

/* conflicts */

type Conflict = Pick<InsertQueryNode, 'onConflict' | 'orAction' | 'endModifiers' | 'values'>

function nodesOfConflict(
  to: Translation,
  builder: KnexBuilder,
  inserted: InsertQueryNode | undefined,
): Conflict {
  const { _single: single } = builder
  const { conflicts, insertsBySelect, insertsDefaultsOnConflict } = to.dialect
  if (conflicts === 'on duplicate key') return nodesOfDuplicates(to, builder)
  if (conflicts !== 'on conflict') return {}
  const onConflict = nodeOfOnConflict(to, single, whereStatements(builder))
  if (onConflict === undefined || !hasTail(to, single.insert, insertsDefaultsOnConflict)) return {}
  const isSelect = insertsBySelect && Array.isArray(single.insert) && single.insert.length > 1
  if (!isSelect || inserted === undefined) return { onConflict }
  // After a select, SQLite could take `on conflict` for the beginning of a join condition.
  return { onConflict, values: joined(inserted.values, ' where true') }
}

function nodesOfDuplicates(to: Translation, { _single: single }: KnexBuilder): Conflict {
  const onDuplicateKey = nodeOfOnDuplicateKey(to, single)
  return {
    ...(single.ignore ? { orAction: { kind: 'OrActionNode', action: 'ignore' } } : {}),
    ...(onDuplicateKey && { endModifiers: [onDuplicateKey] }),
  }
}

/* MSSQL */

interface Parts {
  readonly into: OperationNode
  readonly inserted: InsertQueryNode | undefined
  readonly withs: OperationNode | undefined
}

function nodeWithOutput(
  to: Translation,
  builder: KnexBuilder,
  { into, inserted, withs }: Parts,
): OperationNode {
  const { insert } = builder._single
  const { before, output, behind } = nodesOfOutput(to, builder, into, 'inserted', false)
  const isNothing = !insert || (Array.isArray(insert) && insert.length === 0)
  if (isNothing) return nothing()
  // Of several rows without a column, Knex writes the beginning.
  const node: InsertQueryNode = inserted ?? {
    kind: 'InsertQueryNode',
    into: into as never,
    values: RawNode.createWithSql(''),
  }
  const isOutput = output !== undefined && inserted !== undefined && !isQuery(insert)
  const written = { ...node, ...(isOutput && { output: output as never }) }
  const beginning = withs && joined(withs, ' ')
  return joined(beginning, before, written, behind)
}
