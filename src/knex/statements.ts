/**
 * A typed view of what Knex's builder keeps: the only description in this code of Knex's private structures.
 * Fields are as in Knex 2.0 to 3.3; what a version lacks is optional here.
 */

/** One entry of `builder._statements`. */
export interface Statement {
  readonly grouping: string
  readonly type?: string
  readonly bool?: string
  readonly not?: boolean
  readonly asColumn?: boolean
  readonly column?: unknown
  readonly operator?: unknown
  readonly value?: unknown
}

/** A `columns` statement: plain columns, an aggregate, or the column of a pluck. */
export interface ColumnsStatement extends Statement {
  readonly distinct?: boolean
  readonly distinctOn?: boolean
  readonly method?: string
  readonly aggregateDistinct?: boolean
  readonly alias?: unknown
}

/** An `order` statement; `nulls` is `first`, `last` or nothing. */
export interface OrderStatement extends Statement {
  readonly direction?: unknown
  readonly nulls?: unknown
}

/** A join, which in Knex is itself the statement (`JoinClause`). */
export interface JoinStatement extends Statement {
  readonly joinType: string
  readonly table: unknown
  readonly schema?: unknown
  readonly clauses: readonly Statement[]
}

/** `builder._single`: what a query has once. */
export interface Single {
  readonly table?: unknown
  readonly schema?: unknown
  readonly only?: boolean
  readonly as?: unknown
  limit?: unknown
  readonly offset?: unknown
  readonly skipBinding?: { readonly limit?: unknown; readonly offset?: unknown }
  readonly pluck?: unknown
  readonly insert?: unknown
  readonly update?: Record<string, unknown>
  readonly counter?: Record<string, unknown>
  readonly returning?: unknown
  readonly onConflict?: unknown
  readonly ignore?: unknown
  readonly merge?: { readonly updates?: unknown }
  readonly updateFrom?: unknown
  readonly using?: unknown
  readonly lock?: unknown
  readonly waitMode?: unknown
}

/** Knex's query builder, as its compiler reads it. */
export interface KnexBuilder {
  readonly client: KnexClient
  readonly _method?: string
  readonly _single: Single
  readonly _statements: readonly Statement[]
  readonly _comments?: readonly unknown[]
  readonly _options?: readonly Record<string, unknown>[]
  readonly _timeout?: unknown
  readonly _cancelOnTimeout?: unknown
  readonly _queryContext?: unknown
}

/** Knex's Raw; a Ref is a Raw that also has `ref`. */
export interface KnexRaw {
  client: KnexClient
  readonly sql: unknown
  readonly bindings: unknown
  readonly _wrappedBefore?: unknown
  readonly _wrappedAfter?: unknown
  readonly ref?: unknown
  readonly _schema?: unknown
  readonly _alias?: unknown
}

/** What `toSQL()` returns, as far as Knexodus looks into it. */
export interface KnexQuery {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

/** Knex's query compiler. */
export interface KnexCompiler {
  toSQL(method?: string, tz?: unknown): KnexQuery
}

/** The part of a Knex client that building a query touches. */
export interface KnexClient {
  readonly config: {
    readonly wrapIdentifier?: ((value: string, wrap: unknown, context: unknown) => string) | null
  }
  readonly valueForUndefined: unknown
  queryBuilder(): KnexBuilder
  queryCompiler(builder: KnexBuilder, bindings?: unknown[]): KnexCompiler
  raw(sql: string, bindings?: unknown): KnexRaw
  ref(name: string): KnexRaw
  wrapIdentifier(value: string, context: unknown): string
  positionBindings(sql: string): string
  prepBindings(bindings: unknown[]): unknown
}
