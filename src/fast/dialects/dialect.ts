import type { OperationNode } from 'kysely'

/** What differs between the dialects that `fast` speaks. One file each; clauses ask here instead of branching. */
export interface Dialect {
  /** `column ilike value`, or its nearest kin. */
  readonly ilike: 'ilike' | 'like'
  /** Whether an offset without a limit is written, and remembered on the builder, as `limit -1`. */
  readonly limitsBareOffset: boolean
  /** Whether an insert from a query can have a conflict clause and return rows. */
  readonly insertsQueryWithTail: boolean
  /** Whether an insert of defaults can have a conflict clause. */
  readonly insertsDefaultsOnConflict: boolean
  /** Whether an insert of defaults can return rows. */
  readonly insertsDefaultsReturning: boolean
  /** Whether a merge of several rows can have a where. */
  readonly mergesRowsWhere: boolean
  /** Whether an update can return rows. */
  readonly updatesReturning: boolean
  /** Whether a delete can return rows. */
  readonly deletesReturning: boolean
  /** The right side of `(a, b) in …`. */
  tuples(rows: readonly OperationNode[]): OperationNode
  /** `count(distinct …)` over several columns. */
  distinctColumns(columns: OperationNode): OperationNode
  /** An order item, with its direction and where nulls go (`first`, `last` or not said). */
  orderItem(column: OperationNode, direction: string, nulls: unknown, isQuery: boolean): OperationNode
  /** Several rows of an insert. */
  insertRows(columns: readonly OperationNode[], rows: readonly (readonly OperationNode[])[]): OperationNode
  /** Whether several rows are inserted as selects, in which Knex leaves objects as they are. */
  readonly insertsBySelect: boolean
  /** Whether a cell can be left to its default by a keyword. */
  readonly hasDefaultKeyword: boolean
}
