import type { KnexBuilder } from '../knex/statements.js'
import { isQuery } from './clauses/inserted-rows.js'
import type { Dialect } from './dialects/dialect.js'
import type { ResultKind } from './plan.js'

/** Which fields the dialect's compiler adds to the result of a query: `returning` is there even when it is undefined. */
export function resultKind(dialect: Dialect, { _single: single }: KnexBuilder, method: string): ResultKind {
  switch (method) {
    case 'pluck':
      return 'pluck'
    case 'update':
      return 'returning'
    case 'insert':
      return dialect.insertsQueryWithTail || !isQuery(single.insert) ? 'returning' : 'plain'
    case 'del':
      return dialect.deletesReturning ? 'returning' : 'plain'
    default:
      return 'plain'
  }
}
