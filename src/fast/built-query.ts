import type { Build } from '../knex/routed-compiler.js'
import type { KnexBuilder, KnexClient, KnexQuery } from '../knex/statements.js'
import type { ResultKind } from './plan.js'
import { queryUid } from './query-uid.js'

/**
 * What `toSQL()` gives the application: the fields of Knex's own result, in its order, because events show them so. Knex
 * overwrites `sql` and `bindings` when it executes one, so every build gets its own.
 */
class BuiltQuery implements KnexQuery {
  method: string
  options: object
  timeout: unknown
  cancelOnTimeout: unknown
  bindings: unknown[]
  __knexQueryUid: string
  sql: string
  readonly #client: KnexClient

  constructor(client: KnexClient, builder: KnexBuilder, method: string, bindings: unknown[], sql: string) {
    this.method = method
    this.options = builder._options === undefined ? {} : (Object.assign({}, ...builder._options) as object)
    this.timeout = builder._timeout || false
    this.cancelOnTimeout = builder._cancelOnTimeout || false
    this.bindings = bindings
    this.__knexQueryUid = queryUid()
    this.sql = sql
    this.#client = client
  }

  /** A bound function, as Knex's own is: it may be taken off the result. Made on demand, as most results need none. */
  get toNative(): () => { sql: string; bindings: unknown } {
    return () => ({
      sql: this.#client.positionBindings(this.sql),
      bindings: this.#client.prepBindings(this.bindings),
    })
  }
}

class ReturningQuery extends BuiltQuery {
  returning: unknown

  constructor(client: KnexClient, builder: KnexBuilder, method: string, bindings: unknown[], sql: string) {
    super(client, builder, method, bindings, sql)
    this.returning = builder._single.returning
  }
}

/** MSSQL counts the rows of a write that returns none. */
class RowCountQuery extends BuiltQuery {
  returning: unknown

  constructor(client: KnexClient, builder: KnexBuilder, method: string, bindings: unknown[], sql: string) {
    super(client, builder, method, bindings, sql)
    this.returning = builder._single.returning || '@@rowcount'
  }
}

/** What comes of the database's answer is another function's to say. */
class OutputQuery extends BuiltQuery {
  output: unknown

  constructor(
    client: KnexClient,
    builder: KnexBuilder,
    method: string,
    bindings: unknown[],
    sql: string,
    output: unknown,
  ) {
    super(client, builder, method, bindings, sql)
    this.output = output
  }
}

class PluckQuery extends BuiltQuery {
  pluck: string

  constructor(client: KnexClient, builder: KnexBuilder, method: string, bindings: unknown[], sql: string) {
    super(client, builder, method, bindings, sql)
    this.pluck = String(builder._single.pluck).split('.').at(-1)!
  }
}

class NamedQuery extends BuiltQuery {
  as: unknown

  constructor(client: KnexClient, builder: KnexBuilder, method: string, bindings: unknown[], sql: string) {
    super(client, builder, method, bindings, sql)
    this.as = builder._single.as
  }
}

// Knex's results are plain objects, and code that asks (lodash, Jest) must get that answer here too.
for (const { prototype } of [
  BuiltQuery,
  ReturningQuery,
  RowCountQuery,
  OutputQuery,
  PluckQuery,
  NamedQuery,
]) {
  Object.defineProperty(prototype, 'constructor', { value: Object })
}

/** Makes the result of one build; `kind` says which fields Knex's compiler would have added. */
export function builtQuery(kind: ResultKind, build: Build, bindings: unknown[], sql: string): KnexQuery {
  const { client, builder, kind: method } = build
  if (kind === 'plain') {
    const canBeNamed = method === 'select' || method === 'first'
    if (canBeNamed && builder._single.as) return new NamedQuery(client, builder, method, bindings, sql)
    return new BuiltQuery(client, builder, method, bindings, sql)
  }
  if (kind === 'returning') return new ReturningQuery(client, builder, method, bindings, sql)
  if (kind === 'pluck') return new PluckQuery(client, builder, method, bindings, sql)
  if (kind === 'rowcount') return new RowCountQuery(client, builder, method, bindings, sql)
  return new OutputQuery(client, builder, method, bindings, sql, build.output())
}
