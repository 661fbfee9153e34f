import type { Knex } from 'knex'

/** What can be called on a Knex, a builder, a join, a raw or a ref: a typo in the corpus does not compile. */
type Name = Exclude<
  keyof Knex | keyof Knex.QueryBuilder | keyof Knex.JoinClause | keyof Knex.Raw | NotInTheTypes,
  symbol | 'then' | 'catch' | 'finally'
>

/** Knex has these too. */
type NotInTheTypes =
  | 'andHavingIn'
  | 'andHavingBetween'
  | 'andHavingNull'
  | 'andWhereColumn'
  | 'andWhereNotColumn'
  | 'havingExists'
  | 'havingNotExists'
  | 'andOnJsonPathEquals'
  | 'client'
  | 'fromJS'
  | 'ignore'
  | 'merge'
  | 'now'
  | 'orHavingExists'
  | 'orHavingIn'
  | 'orHavingNotExists'
  | 'orHavingNotIn'
  | 'orOnJsonPathEquals'
  | 'orWhereColumn'
  | 'orWhereNotColumn'
  | 'orWhereJsonNotSubsetOf'
  | 'orWhereJsonNotSupersetOf'
  | 'orWhereNotJsonObject'
  | 'partitionBy'
  | 'updateFrom'
  | 'uuid'
  | 'whereColumn'
  | 'whereJsonHasNone'
  | 'whereJsonNotSubsetOf'
  | 'whereJsonNotSupersetOf'
  | 'whereNotColumn'
  | 'whereNotJsonObject'
  | 'withRecursiveWrapped'

/** A Knex, or whatever comes of calling something on one: with all the names, and without the rest of the types. */
export type Loose = ((...args: Arg[]) => Loose) & { readonly [name in Name]: Loose }

/** Knex takes more than its types say, and applications give it more. */
export type Arg =
  string | number | boolean | bigint | null | undefined | Callback | readonly Arg[] | ArgsByName | object

interface ArgsByName {
  readonly [name: string]: Arg
}

type Callback = (this: Loose, builder: Loose) => unknown

/** Knex without its types. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- it takes more than they say, and so do applications
export type Untyped = any

/** A query, written once and built by both. */
export type Chain = (knex: Untyped) => Untyped

/** Queries of one kind, by what they show. */
export type Chains = Readonly<Record<string, Chain>>

/** Has queries written with all the names of Knex, and gives them to whatever is one. */
export function chains(queries: Readonly<Record<string, (k: Loose) => unknown>>): Chains {
  return queries as Chains
}
