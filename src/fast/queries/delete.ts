import { DeleteQueryNode, WhereNode } from 'kysely'
import type { KnexBuilder, Statement } from '../../knex/statements.js'
import { nodeOfReturning, shapeReturning } from '../clauses/returning.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { nodeOfWheres, shapeWhere, whereStatements } from '../clauses/where.js'
import { END } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* A delete. Knex refuses one that has a having or a limit, and ignores what else does not belong. */

export function shapeDelete(walk: Walk, { _single: single, _statements: statements }: KnexBuilder): void {
  if (single.using) return walk.decline('unsupported_clause', 'using')
  if (single.limit != null) return walk.decline('suspect_query', 'a delete with a limit')
  shapeTable(walk, single)
  for (let i = 0; i < statements.length; i++) {
    shapeStatement(walk, statements[i]!)
    if (walk.reason !== undefined) return
  }
  if (walk.dialect.deletesReturning) shapeReturning(walk, single)
  else walk.step(END)
}

function shapeStatement(walk: Walk, statement: Statement): void {
  const { grouping } = statement
  if (grouping === 'where') shapeWhere(walk, statement)
  else if (grouping === 'with' || grouping === 'join') walk.decline('unsupported_clause', grouping)
  else if (grouping === 'having') walk.decline('suspect_query', 'a delete with a having')
}

export function nodeOfDelete(to: Translation, builder: KnexBuilder): DeleteQueryNode {
  const { _single: single } = builder
  const table = nodeOfTable(to, single) ?? to.decline('suspect_query', 'a delete from no table')
  const where = nodeOfWheres(to, whereStatements(builder))
  const returning = to.dialect.deletesReturning ? nodeOfReturning(to, single) : undefined
  return {
    ...DeleteQueryNode.create([table]),
    ...(where && { where: WhereNode.create(where) }),
    ...(returning && { returning }),
  }
}
