import type { OperationNode } from 'kysely'
import type { KnexBuilder } from '../../knex/statements.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { nothing } from '../phrase.js'
import { END } from '../tokens.js'
import { lowered } from '../translation.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* A truncate: of a table and nothing else. Knex refuses one with a where, a having or a limit. */

export function shapeTruncate(walk: Walk, { _single: single, _statements: statements }: KnexBuilder): void {
  const isLimited = statements.some(({ grouping }) => grouping === 'where' || grouping === 'having')
  if (isLimited || single.limit != null) return walk.decline('suspect_query', 'a truncate of a part')
  shapeTable(walk, single)
  walk.step(END)
}

export function nodeOfTruncate(to: Translation, { _single: single }: KnexBuilder): OperationNode {
  const table = nodeOfTable(to, single) ?? nothing()
  return to.dialect.truncate(to.dialect.truncatesInLowerCase ? lowered(table) : table)
}
