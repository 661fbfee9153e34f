import type { InsertQueryNode, OperationNode } from 'kysely'
import { columnsOf, isCollection, isQuery, kindOfInsert, rowsOf } from '../inserted.js'
import type { InsertKind, Row } from '../inserted.js'
import { jsonIfObject } from '../json-if-object.js'
import { nodeOfName, shapeName } from '../name.js'
import { RawNode, ValueListNode, ValuesNode } from '../nodes.js'
import { isPlain } from '../plain.js'
import { DEFAULT, LIST, MANY, MIXED, NONE, PLAIN, QUERY, ROWS } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { isEmptyRaw, nodeOfQuery, nodeOfValue, shapeQuery, shapeValue } from './operand.js'

/*
 * What is inserted: one row, several, or the rows of a query. Rows are walked in the order in which their keys were
 * written, and the plan puts their bindings in the order of the sorted columns: sorting is paid for once per shape.
 */

/** Returns what kind of insert it is: of rows, nearly always, which shows on the way. */
export function shapeInserted(walk: Walk, insert: unknown): InsertKind {
  if (Array.isArray(insert)) return shapeRows(walk, insert) ? 'rows' : kindOfInsert(insert)
  if (isQuery(insert)) {
    walk.step(QUERY)
    shapeQuery(walk, insert)
    return 'query'
  }
  walk.step(ROWS)
  walk.step(insert ? 1 : 0)
  const keys = insert ? shapeFirstRow(walk, insert, false) : undefined
  return keys !== undefined && keys.length > 0 ? 'rows' : kindOfInsert(insert)
}

/** Returns whether the first row names any column. Where all rows are alike, how many does not belong to the shape. */
function shapeRows(walk: Walk, rows: readonly unknown[]): boolean {
  const start = walk.size
  const keys = takeAlike(rows, walk)
  if (keys === undefined) {
    walk.size = start
    return shapeMixedRows(walk, rows)
  }
  walk.step(ROWS)
  walk.step(MANY)
  shapeKeys(walk, keys)
  walk.repeat(walk.size - start)
  return true
}

/** What takes the values of rows: a walk does. */
interface Taking {
  bind(value: unknown): void
}

/**
 * The columns of two rows or more that have the same ones, in the same order, and nothing but plain values; else nothing.
 *
 * @param taking gets the values, as far as this comes
 */
function takeAlike(rows: readonly unknown[], taking: Taking): readonly string[] | undefined {
  const [first] = rows
  if (rows.length < 2 || typeof first !== 'object' || first === null) return undefined
  const keys = Object.keys(first)
  if (keys.length === 0) return undefined
  for (let i = 0; i < rows.length; i++) if (!isTaken(rows[i], keys, taking)) return undefined
  return keys
}

/** Reads a row by its own fields, in their order: that is several times as fast as by names from a list. */
function isTaken(row: unknown, keys: readonly string[], taking: Taking): boolean {
  if (typeof row !== 'object' || row === null) return false
  let i = 0
  for (const key in row) {
    if (key !== keys[i]) return false
    const value = (row as Row)[key]
    if (!isPlain(value)) return false
    taking.bind(value)
    i += 1
  }
  return i === keys.length
}

const NOBODY: Taking = { bind() {} }

/** Knex stops at the first row that is missing. Returns whether the first names any column. */
function shapeMixedRows(walk: Walk, rows: readonly unknown[]): boolean {
  let count = 0
  while (count < rows.length && rows[count] !== null && rows[count] !== undefined) count += 1
  walk.step(ROWS)
  walk.step(count)
  // It makes defaults of an empty row, but of a list only when there is nothing else in it.
  walk.step(rows.length > count ? MIXED : LIST)
  if (count === 1 && walk.dialect.insertsBySelect && isCollection(rows[0])) {
    walk.decline('suspect_query', 'a collection for a row')
    return false
  }
  const keys = count > 0 ? shapeFirstRow(walk, rows[0], count > 1) : undefined
  for (let i = 1; i < count && keys !== undefined; i++) shapeNextRow(walk, rows[i], keys)
  return keys !== undefined && keys.length > 0
}

function shapeFirstRow(walk: Walk, row: unknown, isOneOfMany: boolean): readonly string[] | undefined {
  if (!isRow(walk, row)) return undefined
  const keys = Object.keys(row)
  if (keys.length === 0 && isCollection(row)) walk.step(NONE)
  shapeKeys(walk, keys)
  shapeCells(walk, row, keys, isOneOfMany)
  return keys
}

/** Most rows have the keys of the first, in the same order; only others spell out theirs. */
function shapeNextRow(walk: Walk, row: unknown, first: readonly string[]): void {
  if (!isRow(walk, row)) return
  const keys = Object.keys(row)
  if (!areSame(keys, first)) shapeOtherKeys(walk, keys, first)
  shapeCells(walk, row, keys, true)
}

/** What stands in the cells that one row has and another lacks is the client's to say, so it belongs to the shape. */
function shapeOtherKeys(walk: Walk, keys: readonly string[], first: readonly string[]): void {
  shapeKeys(walk, keys)
  if (keys.length !== first.length || !keys.every((key) => first.includes(key))) shapeMissing(walk)
}

function areSame(keys: readonly string[], others: readonly string[]): boolean {
  if (keys.length !== others.length) return false
  for (let i = 0; i < keys.length; i++) if (keys[i] !== others[i]) return false
  return true
}

/** A row of plain values, which is usual, needs one token for all of them. */
function shapeCells(walk: Walk, row: Row, keys: readonly string[], isOneOfMany: boolean): void {
  const start = walk.size
  if (isTaken(row, keys, walk)) return walk.step(PLAIN)
  walk.size = start
  walk.step(MIXED)
  for (const key of keys) shapeCell(walk, row[key], isOneOfMany)
}

/** Knex takes whatever has keys for a row, a text or a list too. */
function isRow(walk: Walk, row: unknown): row is Row {
  const is = typeof row !== 'function' && typeof row !== 'symbol'
  if (!is) walk.decline('suspect_query', 'a row that is no object')
  return is
}

function shapeKeys(walk: Walk, keys: readonly string[]): void {
  walk.step(keys.length)
  for (let i = 0; i < keys.length; i++) shapeName(walk, keys[i]!)
}

function shapeCell(walk: Walk, value: unknown, isOneOfMany: boolean): void {
  if (value === undefined) return shapeMissing(walk)
  if (typeof value !== 'object' || value === null) return shapeValue(walk, value)
  // Knex makes JSON of objects in a `values` list, but not of those in SQLite's rows of selects.
  shapeValue(walk, isOneOfMany && walk.dialect.insertsBySelect ? value : jsonIfObject(value))
}

/** A cell without a value is `DEFAULT`, or null where the application asked for that. */
function shapeMissing(walk: Walk): void {
  const { valueForUndefined } = walk.client
  if (valueForUndefined === null) {
    walk.step(NONE)
  } else if (walk.dialect.hasDefaultKeyword) {
    walk.step(DEFAULT)
  } else walk.decline('suspect_query', 'a default value where the dialect has none')
}

/** The rows of an insert, in a node that lacks all else; none where there is nothing to insert. */
export function nodeOfInserted(
  to: Translation,
  insert: unknown,
  kind: InsertKind,
  into: OperationNode,
): InsertQueryNode | undefined {
  switch (kind) {
    case 'query':
      if (to.isRaw(insert) && isEmptyRaw(insert)) to.decline('suspect_query', 'an empty raw')
      return insertion(into, nodeOfQuery(to, insert))
    case 'rows':
      return insertionOfRows(to, into, insert)
    case 'defaults':
      return insertion(into, RawNode.createWithSql(to.dialect.emptyInsert))
    default:
      return undefined
  }
}

function insertion(into: OperationNode, values: OperationNode): InsertQueryNode {
  return { kind: 'InsertQueryNode', into: into as never, values }
}

function insertionOfRows(to: Translation, into: OperationNode, insert: unknown): InsertQueryNode {
  const rows = rowsOf(insert)
  const columns = columnsOf(rows)
  const names = columns.map((column) => nodeOfName(to, column))
  const cells = (row: Row): OperationNode[] => cellsOf(to, row, columns, rows.length)
  const values = nodeOfRows(to, insert, rows, names, cells)
  return { kind: 'InsertQueryNode', into: into as never, columns: names as never, values }
}

function nodeOfRows(
  to: Translation,
  insert: unknown,
  rows: readonly Row[],
  names: readonly OperationNode[],
  cells: (row: Row) => OperationNode[],
): OperationNode {
  const [first, ...others] = rows
  if (others.length === 0) return ValuesNode.create([ValueListNode.create(cells(first!))])
  const { opening, row, separator } = to.dialect.manyRows
  if (Array.isArray(insert) && takeAlike(insert, NOBODY) !== undefined)
    return RawNode.create([opening, ''], [to.repeated(separator, () => row(names, cells(first!)))])
  const nodes = rows.map((one) => row(names, cells(one)))
  return RawNode.create([opening, ...others.map(() => separator), ''], nodes)
}

/** A row's cells in column order; their slots are numbered in the order in which the row was walked. */
function cellsOf(to: Translation, row: Row, columns: readonly string[], rowCount: number): OperationNode[] {
  const nodes = new Map<string, OperationNode>()
  for (const [key, value] of Object.entries(row))
    if (value !== undefined) nodes.set(key, nodeOfValue(to, value))
  return columns.map((column) => nodes.get(column) ?? nodeOfMissing(to, rowCount))
}

function nodeOfMissing(to: Translation, rowCount: number): OperationNode {
  if (to.client.valueForUndefined !== null) return RawNode.createWithSql('DEFAULT')
  // In rows of selects Knex forgets to put null for what is missing.
  return to.constant(to.dialect.insertsBySelect && rowCount > 1 ? undefined : null)
}
