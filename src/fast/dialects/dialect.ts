import type { OperationNode } from 'kysely'
import type { KnexBuilder, KnexClient } from '../../knex/statements.js'
import type { ColumnInfo } from './column-info.js'
import type { JsonDialect } from './json.js'

/** `column like value`, or its nearest kin. */
export type Like = (column: OperationNode, not: boolean, value: OperationNode) => OperationNode

/** The methods that write rows. */
export type WriteMethod = 'insert' | 'update' | 'del' | 'upsert'

/** What differs between the dialects that `fast` speaks. One file each; clauses ask here instead of branching. */
export interface Dialect {
  /* conditions */
  readonly like: Like
  readonly ilike: Like
  /** Whether Knex refuses an object or an array as the value of a where. */
  readonly refusesStructures: boolean
  /** The right side of `(a, b) in …`. */
  readonly tuples: (rows: readonly OperationNode[]) => OperationNode
  readonly json: JsonDialect

  /* selects */
  /** `count(distinct …)` over several columns. */
  readonly distinctColumns: (columns: OperationNode) => OperationNode
  readonly hasDistinctOn: boolean
  /** Whether a query of unions only begins with them. */
  readonly unionsComeFirst: boolean
  /** Whether `only` is written before a table. */
  readonly writesOnly: boolean
  /** Whether a recursive common table expression is called so. */
  readonly writesRecursive: boolean
  readonly quotesAnalyticAlias: boolean
  /** An order item, with its direction and where nulls go (`first`, `last` or not said). */
  readonly orderItem: (
    column: OperationNode,
    direction: OperationNode,
    nulls: unknown,
    isQuery: boolean,
  ) => OperationNode
  /** `limit ? offset ?`, or `top (?)` and `offset ? rows fetch next ? rows only`. */
  readonly limits: 'limit' | 'top'
  /** What stands for the limit of an offset without one. SQLite's is remembered on the builder. */
  readonly bareOffset: 'none' | 'minus one' | 'greatest'
  /** Locks by Knex's name for them: their words, a warning instead, or (not here) an error of Knex's. */
  readonly locks: Readonly<Record<string, Lock>>
  readonly locksStandBeforeWhere: boolean
  /** Whether the tables of a lock are in the query's schema. */
  readonly locksInSchema: boolean
  /** Whether a lock can wait otherwise: written, ignored, or refused by Knex. */
  readonly waitModes: 'written' | 'ignored' | 'refused'

  /* writes */
  /** Whether comments are written before a write too. */
  readonly commentsWrites: boolean
  /** What an insert does about conflicts. Where Knex refuses them, or ignores them, there is none. */
  readonly conflicts: 'on conflict' | 'on duplicate key' | 'ignored' | 'refused'
  /** Whether an insert that both ignores and merges conflicts says both. */
  readonly ignoresAndMerges: boolean
  /** Whether an insert from a query can have a conflict clause and return rows. */
  readonly insertsQueryWithTail: boolean
  /** Whether an insert of defaults can have a conflict clause. */
  readonly insertsDefaultsOnConflict: boolean
  /** Whether an insert of defaults can return rows. */
  readonly insertsDefaultsReturning: boolean
  /** Whether a merge of several rows can have a where. */
  readonly mergesRowsWhere: boolean
  /** What an insert of nothing but defaults says. */
  readonly emptyInsert: 'default values' | '() values ()'
  /** Several rows of an insert. */
  readonly manyRows: ManyRows
  /** Whether several rows are inserted as selects, in which Knex leaves objects as they are. */
  readonly insertsBySelect: boolean
  /** Whether a cell can be left to its default by a keyword. */
  readonly hasDefaultKeyword: boolean
  /** What `upsert` is called, where Knex has it. */
  readonly upsert: string | undefined
  /** What an update takes besides assignments and wheres: `from` a table, joins before or behind its assignments. */
  readonly updates: 'from' | 'joins first' | 'joins last' | 'plain'
  /** Whether an update's table comes before its assignments when Knex takes bindings, as it does in the text. */
  readonly updatesTableFirst: boolean
  /** Whether Knex comes to what an update is from after its wheres, though it stands before them. */
  readonly updatesFromLast: boolean
  /** Whether a delete has its joins rewritten as `using`. */
  readonly deletesUsing: boolean
  /** What becomes of the limit of a delete. */
  readonly deletesLimit: 'written' | 'ignored' | 'refused'
  /** Whether Knex comes to a delete's joins after its wheres, though they stand before them. */
  readonly deletesJoinsLast: boolean
  /** How writes give back rows: behind all else, as `output` amid them, or never. */
  readonly returning: 'behind' | 'output' | 'never'
  /** Whether this very write does. */
  readonly returns: (client: KnexClient, builder: KnexBuilder, method: WriteMethod) => boolean
  /** Whether the result of such a write has a field `returning`, be it undefined. */
  readonly hasReturningField: (client: KnexClient, builder: KnexBuilder, method: WriteMethod) => boolean
  /** What Knex warns of when it makes a compiler for a builder. */
  readonly warning: (client: KnexClient, builder: KnexBuilder) => string | undefined
  readonly truncate: (table: OperationNode) => OperationNode
  readonly truncatesInLowerCase: boolean
  /** Whether a truncate has something to do after it. */
  readonly truncatesInTwo: boolean
  readonly columnInfo: ColumnInfo
}

/** How rows are written where there are several. */
export interface ManyRows {
  readonly opening: string
  readonly row: (columns: readonly OperationNode[], cells: readonly OperationNode[]) => OperationNode
  readonly separator: string
}

/** A lock: its words, and whether they can name tables; or no words, and a warning. */
export interface Lock {
  readonly words: string
  readonly namesTables?: boolean
  readonly warning?: string
}
