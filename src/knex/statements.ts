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

/** A `columns` statement: plain columns, an aggregate, an analytic or JSON function, or the column of a pluck. */
export interface ColumnsStatement extends Statement {
  readonly distinct?: boolean
  readonly distinctOn?: boolean
  readonly method?: string
  readonly aggregateDistinct?: boolean
  readonly alias?: unknown
  /** Of an analytic function: what follows `over`, where the application wrote it itself. */
  readonly raw?: unknown
  readonly order?: readonly unknown[]
  readonly partitions?: readonly unknown[]
  /** Of a JSON function. */
  readonly params?: JsonParams
}

/** The arguments of `jsonExtract`, `jsonSet`, `jsonInsert` and `jsonRemove`. */
export interface JsonParams {
  readonly column: unknown
  readonly path?: unknown
  readonly value?: unknown
  readonly alias?: unknown
  readonly singleValue?: unknown
}

/** A where on a JSON column. Knex's compiler writes the value it made JSON of back into the statement. */
export interface JsonStatement extends Statement {
  value?: unknown
  readonly jsonPath?: unknown
}

/** `on` of two JSON paths. */
export interface JsonOnStatement extends Statement {
  readonly columnFirst?: unknown
  readonly jsonPathFirst?: unknown
  readonly columnSecond?: unknown
  readonly jsonPathSecond?: unknown
}

/** A common table expression. */
export interface WithStatement extends Statement {
  readonly alias?: unknown
  readonly columnList?: unknown
  readonly recursive?: unknown
  readonly materialized?: unknown
}

/** A query joined to the one before by `union`, `intersect` or `except`. */
export interface UnionStatement extends Statement {
  readonly clause?: unknown
  readonly wrap?: unknown
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
  readonly upsert?: unknown
  readonly columnInfo?: unknown
  readonly options?: { readonly includeTriggerModifications?: unknown }
  readonly lock?: unknown
  readonly lockTables?: unknown
  readonly waitMode?: unknown
}

/** Knex's query builder, as its compiler reads it. */
export interface KnexBuilder {
  readonly client: KnexClient
  readonly _method?: string
  readonly _single: Single
  readonly _statements: readonly Statement[]
  readonly _comments?: readonly { readonly comment: unknown }[]
  readonly _options?: readonly Record<string, unknown>[]
  readonly _timeout?: unknown
  readonly _cancelOnTimeout?: unknown
  readonly _queryContext?: unknown
}

/** Knex's Raw; a Ref is a Raw that also has `ref`. */
export interface KnexRaw {
  client: KnexClient
  readonly isRawInstance: true
  sql: unknown
  bindings: unknown
  readonly _wrappedBefore?: unknown
  readonly _wrappedAfter?: unknown
  readonly _queryContext?: unknown
  queryContext: () => unknown
  toSQL: (...args: never[]) => unknown
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
  /** The server's version, where the application or a connection said so. */
  readonly version?: unknown
  readonly logger: { warn(message: string): void }
  database(): unknown
  toPathForJson(path: string): string
  queryBuilder(): KnexBuilder
  queryCompiler(builder: KnexBuilder, bindings?: unknown[]): KnexCompiler
  raw(sql: string, bindings?: unknown): KnexRaw
  ref(name: string): KnexRaw
  customWrapIdentifier: (value: unknown, wrap: (value: unknown) => unknown, context?: unknown) => unknown
  wrapIdentifier: (value: string, context: unknown) => string
  wrapIdentifierImpl: (value: string) => string
  positionBindings: (sql: string) => string
  prepBindings(bindings: unknown[]): unknown
}
