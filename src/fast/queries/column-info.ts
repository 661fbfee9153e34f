import type { OperationNode } from 'kysely'
import type { KnexBuilder } from '../../knex/statements.js'
import { END } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* `columnInfo`: asks the database for the columns of a table, each dialect in its own way. */

export function shapeColumnInfo(walk: Walk, { _single: single }: KnexBuilder): void {
  walk.dialect.columnInfo.shape(walk, single)
  walk.step(END)
}

export function nodeOfColumnInfo(to: Translation, { _single: single }: KnexBuilder): OperationNode {
  return to.dialect.columnInfo.node(to, single)
}
