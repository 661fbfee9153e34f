import type { Build } from '../knex/routed-compiler.js'
import type { KnexBuilder, KnexClient, KnexQuery } from '../knex/statements.js'
import type { ResultKind } from './plan.js'
import type { SqlText } from './plan-text.js'
import { queryUid } from './query-uid.js'

/**
 * What `toSQL()` gives the application: the fields of Knex's own result, in its order, because events show them so. Knex
 * overwrites `sql` and `bindings` when it executes one, so every build gets its own.
 */
class BuiltQuery implements KnexQuery {
  // Declared only: the constructor gives each its value, and so V8 has one function less to put in place.
  declare method: string
  declare options: object
  declare timeout: unknown
  declare cancelOnTimeout: unknown
  declare bindings: unknown[]
  declare __knexQueryUid: string
  declare sql: string
  // What only some results have.
  declare returning?: unknown
  declare pluck?: string
  declare output?: unknown
  declare as?: unknown
  readonly #client: KnexClient
  readonly #text: SqlText

  constructor(client: KnexClient, builder: KnexBuilder, method: string, bindings: unknown[], text: SqlText) {
    this.method = method
    this.options = builder._options === undefined ? {} : (Object.assign({}, ...builder._options) as object)
    this.timeout = builder._timeout || false
    this.cancelOnTimeout = builder._cancelOnTimeout || false
    this.bindings = bindings
    this.__knexQueryUid = queryUid()
    this.sql = text.sql
    this.#client = client
    this.#text = text
  }

  /** The text that a result of ours was made of. */
  static textOf(result: object): SqlText | undefined {
    return #text in result ? result.#text : undefined
  }

  /** A bound function, as Knex's own is: it may be taken off the result. Made on demand, as most results need none. */
  get toNative(): () => { sql: string; bindings: unknown } {
    return () => {
      const { sql, bindings } = this
      const client = this.#client
      // The text is anybody's to change.
      const native = sql === this.#text.sql ? this.#text.nativeFor(client) : client.positionBindings(sql)
      return { sql: native, bindings: client.prepBindings(bindings) }
    }
  }
}

// Knex's results are plain objects, and code that asks (lodash, Jest) must get that answer here too.
Object.defineProperty(BuiltQuery.prototype, 'constructor', { value: Object })

/** The text that a result was made of, if it was made here. */
export function textOf(result: object): SqlText | undefined {
  return BuiltQuery.textOf(result)
}

/** The result of one build that has no more fields than all have. */
export function plainQuery({ client, builder, kind }: Build, bindings: unknown[], text: SqlText): KnexQuery {
  return new BuiltQuery(client, builder, kind, bindings, text)
}

/** Makes the result of one build; `kind` says which fields Knex's compiler would have added. */
export function builtQuery(kind: ResultKind, build: Build, bindings: unknown[], text: SqlText): KnexQuery {
  const { client, builder, kind: method } = build
  const query = new BuiltQuery(client, builder, method, bindings, text)
  switch (kind) {
    case 'plain':
      if ((method === 'select' || method === 'first') && builder._single.as) query.as = builder._single.as
      return query
    case 'returning':
      query.returning = builder._single.returning
      return query
    case 'pluck':
      query.pluck = String(builder._single.pluck).split('.').at(-1)!
      return query
    case 'rowcount':
      // MSSQL counts the rows of a write that returns none.
      query.returning = builder._single.returning || '@@rowcount'
      return query
    case 'output':
      // What comes of the database's answer is another function's to say.
      query.output = build.output()
      return query
  }
}
