import type {
  ColumnsStatement,
  JoinStatement,
  JsonOnStatement,
  JsonStatement,
  KnexRaw,
  OrderStatement,
  Single,
  Statement,
  UnionStatement,
  WithStatement,
} from './statements.js'

/*
 * The names of all fields that are read of Knex's own objects. The compiler sees to it that none of `statements.ts` is missing.
 */

type AnyStatement = Statement &
  ColumnsStatement &
  JsonStatement &
  JsonOnStatement &
  WithStatement &
  UnionStatement &
  OrderStatement

type OwnOfJoin = Exclude<keyof JoinStatement, keyof Statement>

function namesOf<T extends object>(fields: Readonly<Record<keyof T, true>>): readonly string[] {
  return Object.freeze(Object.keys(fields))
}

/** Of an entry of `builder._statements` that is no join, and of a join's conditions. */
export const STATEMENT_FIELDS = namesOf<AnyStatement>({
  grouping: true,
  type: true,
  column: true,
  operator: true,
  bool: true,
  not: true,
  asColumn: true,
  value: true,
  distinct: true,
  distinctOn: true,
  method: true,
  aggregateDistinct: true,
  alias: true,
  raw: true,
  order: true,
  partitions: true,
  params: true,
  jsonPath: true,
  columnFirst: true,
  jsonPathFirst: true,
  columnSecond: true,
  jsonPathSecond: true,
  columnList: true,
  recursive: true,
  materialized: true,
  clause: true,
  wrap: true,
  direction: true,
  nulls: true,
})

/** Of a join, but for its conditions. */
export const JOIN_FIELDS = namesOf<Pick<JoinStatement, 'grouping' | Exclude<OwnOfJoin, 'clauses'>>>({
  grouping: true,
  joinType: true,
  table: true,
  schema: true,
})

/** Of `builder._single`. */
export const SINGLE_FIELDS = namesOf<Single>({
  table: true,
  schema: true,
  only: true,
  as: true,
  limit: true,
  offset: true,
  skipBinding: true,
  pluck: true,
  insert: true,
  update: true,
  counter: true,
  returning: true,
  onConflict: true,
  ignore: true,
  merge: true,
  updateFrom: true,
  using: true,
  upsert: true,
  columnInfo: true,
  options: true,
  lock: true,
  lockTables: true,
  waitMode: true,
})

/** Of what Knex keeps in a field of `builder._single` as an object of its own. */
export const NESTED_FIELDS: Readonly<Record<string, readonly string[]>> = Object.freeze({
  skipBinding: namesOf<NonNullable<Single['skipBinding']>>({ limit: true, offset: true }),
  merge: namesOf<NonNullable<Single['merge']>>({ updates: true }),
  options: namesOf<NonNullable<Single['options']>>({ includeTriggerModifications: true }),
})

/** What is no field of a raw's own to read: it is written only, asked for under a `wrapIdentifier` hook only, or its class's. */
type UnreadOfRaw = 'client' | 'isRawInstance' | 'queryContext' | 'toSQL'

/** Of a raw, and of a ref. */
export const FRAGMENT_FIELDS = Object.freeze({
  raw: namesOf<Omit<KnexRaw, UnreadOfRaw | '_schema' | '_alias'>>({
    sql: true,
    bindings: true,
    _wrappedBefore: true,
    _wrappedAfter: true,
    _queryContext: true,
    ref: true,
  }),
  ref: namesOf<Omit<KnexRaw, UnreadOfRaw | 'sql' | 'bindings'>>({
    ref: true,
    _schema: true,
    _alias: true,
    _wrappedBefore: true,
    _wrappedAfter: true,
    _queryContext: true,
  }),
})
