import type { Single } from '../knex/statements.js'

/** A row to insert. */
export type Row = Readonly<Record<string, unknown>>

/** Whether rows come from a query: a callback, a builder or a raw. */
export function isQuery(inserted: unknown): boolean {
  return (
    typeof inserted === 'function' ||
    (typeof inserted === 'object' && inserted !== null && 'toSQL' in inserted)
  )
}

/** The rows that Knex inserts: it stops at the first that is missing. */
export function rowsOf(inserted: unknown): readonly Row[] {
  const rows = (Array.isArray(inserted) ? inserted : inserted ? [inserted] : []) as (Row | null | undefined)[]
  const end = rows.findIndex((row) => row === null || row === undefined)
  return (end === -1 ? rows : rows.slice(0, end)) as Row[]
}

/** All columns of all rows, sorted, as Knex writes them. */
export function columnsOf(rows: readonly Row[]): string[] {
  const columns = new Set<string>()
  for (const row of rows) for (const key of Object.keys(row)) columns.add(key)
  return [...columns].sort()
}

/** The columns of an insert. */
export function insertedColumns({ insert }: Single): readonly string[] {
  return columnsOf(rowsOf(insert))
}
