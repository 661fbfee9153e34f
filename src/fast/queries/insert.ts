import type { InsertQueryNode, OperationNode } from 'kysely'
import type { KnexBuilder } from '../../knex/statements.js'
import { nodeOfComments, shapeComments } from '../clauses/comments.js'
import { nodeOfInserted, shapeInserted } from '../clauses/inserted-rows.js'
import { nodeOfOnDuplicateKey, nodesOfOnConflict, shapeOnConflict } from '../clauses/on-conflict.js'
import { nodeOfReturning, nodesOfOutput, shapeReturning } from '../clauses/returning.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { shapeWheres, whereStatements } from '../clauses/where.js'
import { nodeOfWiths, shapeWiths } from '../clauses/with.js'
import type { Dialect } from '../dialects/dialect.js'
import { kindOfInsert, rowsOf } from '../inserted.js'
import type { InsertKind } from '../inserted.js'
import { RawNode } from '../nodes.js'
import { joined, nothing, phrase } from '../phrase.js'
import { END, NONE } from '../tokens.js'
import { unseen } from '../translation.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/*
 * An insert. Of the statements only common table expressions and wheres matter, and the latter only to a merge: Knex
 * ignores the others.
 */

export function shapeInsert(walk: Walk, builder: KnexBuilder): void {
  const { _single: single, _statements: statements } = builder
  const { dialect } = walk
  shapeWiths(walk, statements)
  shapeTable(walk, single)
  const kind = shapeInserted(walk, single.insert)
  // Knex then goes no further, but in MSSQL.
  if (kind === 'nothing') {
    if (dialect.returning !== 'output') return walk.step(END)
    walk.step('nothing')
  }
  if (takesConflicts(dialect, kind)) {
    shapeOnConflict(walk, single)
    if (single.merge) shapeMergeWheres(walk, builder)
  } else walk.step(NONE)
  if (dialect.conflicts === 'on duplicate key' && single.ignore && saysInsert(builder)) {
    return walk.decline('suspect_query', 'a conflict ignored behind another insert')
  }
  if (dialect.commentsWrites) shapeComments(walk, builder)
  if (takesReturning(dialect, kind)) shapeReturning(walk, builder, 'insert')
  else walk.step(END)
}

/** Whether the words `insert into` could stand before the insert's own: it is the first that Knex makes `insert ignore into`. */
function saysInsert({ _statements: statements, _comments: comments = [] }: KnexBuilder): boolean {
  const isCommented = comments.some(({ comment }) => String(comment).includes('insert into'))
  return isCommented || statements.some(({ grouping }) => grouping === 'with')
}

function shapeMergeWheres(walk: Walk, builder: KnexBuilder): void {
  const { conflicts } = walk.dialect
  if (conflicts === 'on conflict') return shapeWheres(walk, builder._statements)
  if (conflicts === 'ignored' || whereStatements(builder).length === 0) return
  walk.decline('suspect_query', 'a merge with a where')
}

/* What is inserted may leave no room for what not every dialect writes behind a query, or behind defaults. */

function takesConflicts(
  { insertsQueryWithTail, insertsDefaultsOnConflict }: Dialect,
  kind: InsertKind,
): boolean {
  return kind === 'query' ? insertsQueryWithTail : kind !== 'defaults' || insertsDefaultsOnConflict
}

function takesReturning(
  { insertsQueryWithTail, insertsDefaultsReturning }: Dialect,
  kind: InsertKind,
): boolean {
  return kind === 'query' ? insertsQueryWithTail : kind !== 'defaults' || insertsDefaultsReturning
}

export function nodeOfInsert(to: Translation, builder: KnexBuilder): OperationNode {
  const { _single: single, _statements: statements } = builder
  const { dialect } = to
  const withs = nodeOfWiths(to, statements)
  const into = nodeOfTable(to, single) ?? nothing()
  const kind = kindOfInsert(single.insert)
  const inserted = nodeOfInserted(to, single.insert, kind, into)
  if (dialect.returning === 'output') return nodeWithOutput(to, builder, { into, inserted, withs, kind })
  // Knex has come so far when it finds that there is nothing to insert.
  if (inserted === undefined) return unseen(phrase(withs, into))
  const conflict = takesConflicts(dialect, kind) ? nodesOfConflict(to, builder, inserted) : {}
  const returning = takesReturning(dialect, kind) ? nodeOfReturning(to, builder, 'insert') : undefined
  const endModifiers = [...(conflict.endModifiers ?? []), ...(returning ? [returning] : [])]
  // Field by field: to spread objects that differ in theirs takes V8 as long as all the rest of an insert.
  const node = {
    kind: inserted.kind,
    with: withs,
    orAction: conflict.orAction,
    into: inserted.into,
    columns: inserted.columns,
    values: conflict.values ?? inserted.values,
    endModifiers,
  } as OperationNode
  return dialect.commentsWrites ? phrase(nodeOfComments(builder), node) : node
}

/* conflicts */

type Conflict = Pick<InsertQueryNode, 'orAction' | 'endModifiers' | 'values'>

function nodesOfConflict(to: Translation, builder: KnexBuilder, inserted: InsertQueryNode): Conflict {
  const { _single: single } = builder
  const { conflicts, insertsBySelect } = to.dialect
  if (conflicts === 'on duplicate key') return nodesOfDuplicates(to, builder)
  if (conflicts !== 'on conflict') return {}
  const endModifiers = nodesOfOnConflict(to, single, whereStatements(builder))
  if (endModifiers.length === 0) return {}
  const isSelect =
    insertsBySelect && kindOfInsert(single.insert) === 'rows' && rowsOf(single.insert).length > 1
  if (!isSelect) return { endModifiers }
  // After a select, SQLite could take `on conflict` for the beginning of a join condition.
  return { endModifiers, values: joined(inserted.values, ' where true') }
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
  readonly kind: InsertKind
}

function nodeWithOutput(
  to: Translation,
  builder: KnexBuilder,
  { into, inserted, withs, kind }: Parts,
): OperationNode {
  const { insert } = builder._single
  const { before, output, behind } = nodesOfOutput(to, builder, into, 'inserted', false)
  if (!insert || (Array.isArray(insert) && insert.length === 0))
    return unseen(phrase(withs, before, into, output))
  // Knex takes the bindings of the output in any case, but writes it only beside rows.
  const isWritten = kind === 'rows' || kind === 'defaults'
  const target = output === undefined || isWritten ? into : joined(into, unseen(output))
  const node: InsertQueryNode = {
    ...(inserted ?? { kind: 'InsertQueryNode', values: RawNode.createWithSql('') }),
    into: target as never,
    ...(isWritten && output && { output: output as never }),
  }
  return joined(withs && joined(withs, ' '), before, node, behind)
}
