import type { KnexBuilder, Single } from '../knex/statements.js'
import { insertedColumns, isQuery } from './clauses/inserted-rows.js'
import type { Dialect } from './dialects/dialect.js'
import type { ResultKind } from './plan.js'

/** Which fields the dialect's compiler adds to the result of a query: `returning` is there even when it is undefined. */
export function resultKind(dialect: Dialect, { _single: single }: KnexBuilder, method: string): ResultKind {
  switch (method) {
    case 'pluck':
      return 'pluck'
    case 'update':
      return dialect.updatesReturning ? 'returning' : 'plain'
    case 'insert':
      return insertsReturning(dialect, single) ? 'returning' : 'plain'
    case 'del':
      return dialect.deletesReturning ? 'returning' : 'plain'
    default:
      return 'plain'
  }
}

function insertsReturning(dialect: Dialect, single: Single): boolean {
  if (isQuery(single.insert)) return dialect.insertsQueryWithTail
  return dialect.insertsDefaultsReturning || insertedColumns(single).length > 0
}
