import type { KnexBuilder, KnexClient } from '../knex/statements.js'
import type { Dialect, WriteMethod } from './dialects/dialect.js'
import { kindOfInsert } from './inserted.js'
import type { ResultKind } from './plan.js'

/** Which fields the dialect's compiler adds to the result of a query: `returning` is there even when it is undefined. */
export function resultKind(
  dialect: Dialect,
  client: KnexClient,
  builder: KnexBuilder,
  method: string,
): ResultKind {
  switch (method) {
    case 'pluck':
      return 'pluck'
    case 'insert':
    case 'upsert':
      return isNothing(dialect, builder, method) ? 'plain' : ofWrite(dialect, client, builder, method)
    case 'update':
    case 'del':
      return dialect.returning === 'output' ? 'rowcount' : ofWrite(dialect, client, builder, method)
    case 'truncate':
      return dialect.truncatesInTwo ? 'output' : 'plain'
    case 'columnInfo':
      return 'output'
    default:
      return 'plain'
  }
}

function ofWrite(
  dialect: Dialect,
  client: KnexClient,
  builder: KnexBuilder,
  method: WriteMethod,
): ResultKind {
  return dialect.hasReturningField(client, builder, method) ? 'returning' : 'plain'
}

/** Whether Knex has no text for an insert, and so nothing to say of its result. MSSQL's at least begins to write. */
function isNothing(dialect: Dialect, { _single: single }: KnexBuilder, method: 'insert' | 'upsert'): boolean {
  const inserted = single[method]
  if (kindOfInsert(inserted) !== 'nothing') return false
  return dialect.returning !== 'output' || !inserted || (Array.isArray(inserted) && inserted.length === 0)
}
