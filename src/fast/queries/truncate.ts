import type { OperationNode } from 'kysely'
import type { KnexBuilder, Single } from '../../knex/statements.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { nothing } from '../phrase.js'
import { END } from '../tokens.js'
import type { Output } from '../dialects/column-info.js'
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

/** What a runner does after SQLite's truncate, which is a delete: the table's ids begin anew. */
export function truncateOutput({ table }: Single): Output {
  return function output(this: unknown) {
    const runner = this as { query(query: { sql: string }): Promise<unknown> }
    const sql = `delete from sqlite_sequence where name = '${String(table)}'`
    // Without an autoincrement there is no such table, and nothing to do.
    return runner.query({ sql }).catch(() => undefined)
  }
}
