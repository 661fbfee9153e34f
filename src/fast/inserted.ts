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
  if (rows.length === 1) return Object.keys(rows[0]!).sort()
  const columns = new Set<string>()
  for (const row of rows) for (const key of Object.keys(row)) columns.add(key)
  return [...columns].sort()
}

/** What an insert is of: the rows of a query, rows, one row of which nothing is said, or nothing, for which Knex has no text. */
export type InsertKind = 'query' | 'rows' | 'defaults' | 'nothing'

export function kindOfInsert(inserted: unknown): InsertKind {
  if (isQuery(inserted)) return 'query'
  if (hasColumns(inserted)) return 'rows'
  return isOfDefaults(inserted) ? 'defaults' : 'nothing'
}

/** Looks no further than the first row, where that has columns: nearly always. */
function hasColumns(inserted: unknown): boolean {
  const first: unknown = Array.isArray(inserted) ? inserted[0] : inserted
  for (const key in first as object) if (Object.hasOwn(first as object, key)) return true
  return columnsOf(rowsOf(inserted)).length > 0
}

function isOfDefaults(inserted: unknown): boolean {
  if (Array.isArray(inserted)) return inserted.length === 1 && Boolean(inserted[0])
  return typeof inserted === 'object' && inserted !== null && !isCollection(inserted)
}

/** Whether lodash, whom Knex asks, finds something in it, although it has no keys. */
export function isCollection(inserted: unknown): boolean {
  return (inserted instanceof Map || inserted instanceof Set) && inserted.size > 0
}

/** The columns of an insert. */
export function insertedColumns({ insert }: Single): readonly string[] {
  return columnsOf(rowsOf(insert))
}
