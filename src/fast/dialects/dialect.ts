import type { OperationNode } from 'kysely'
import type { OrderStatement } from '../../knex/statements.js'

/** What differs between the dialects that `fast` speaks. One file each; clauses ask here instead of branching. */
export interface Dialect {
  /** `column ilike value`, or its nearest kin. */
  readonly ilike: 'ilike' | 'like'
  /** Whether an offset without a limit is written, and remembered on the builder, as `limit -1`. */
  readonly limitsBareOffset: boolean
  /** Whether an insert from a query can return rows. */
  readonly queriesReturning: boolean
  /** Whether a delete can return rows. */
  readonly deletesReturning: boolean
  /** The right side of `(a, b) in …`. */
  tuples(rows: readonly OperationNode[]): OperationNode
  /** `count(distinct …)` over several columns. */
  distinctColumns(columns: OperationNode): OperationNode
  /** An order item, with its direction and where nulls go. */
  orderItem(column: OperationNode, direction: string, statement: OrderStatement): OperationNode
  /** Several rows of an insert. */
  insertRows(columns: readonly OperationNode[], rows: readonly (readonly OperationNode[])[]): OperationNode
  /** Whether several rows are inserted as selects, in which Knex leaves objects as they are. */
  readonly insertsBySelect: boolean
  /** Whether a cell can be left to its default by a keyword. */
  readonly hasDefaultKeyword: boolean
}
