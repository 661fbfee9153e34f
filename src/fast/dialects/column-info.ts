import { RawNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { KnexClient, Single } from '../../knex/statements.js'
import type { Slots, Steps } from './halves.js'

/** How a dialect asks the database for a table's columns, and what becomes of the answer. */
export interface ColumnInfo {
  readonly shape: (walk: Steps, single: Single) => void
  readonly node: (to: Slots, single: Single) => OperationNode
  /** What the result of the query has as `output`, which the driver's response is given to. */
  readonly output: (column: unknown) => Output
}

export type Output = (response: unknown) => unknown

/** What Knex tells of one column. */
interface Column {
  readonly type: unknown
  readonly maxLength: unknown
  readonly nullable: boolean
  readonly defaultValue: unknown
}

type Row = Readonly<Record<string, unknown>>

/** How the views of an `information_schema` are asked. */
export interface SchemaQuestion {
  readonly text: string
  /** The condition where no schema is named; nothing where a schema makes no difference. */
  readonly noSchema?: string
  readonly bindings: (client: KnexClient, table: unknown) => readonly unknown[]
  /** The rows of the driver's response, each with its column names in lower case. */
  readonly rows: (response: unknown) => readonly Row[]
  /** What Knex tells of a column, in its order. */
  readonly column: (row: Row) => Column
}

/** Asks the `information_schema`. */
export function infoFromSchema(question: SchemaQuestion): ColumnInfo {
  const { text, noSchema, bindings, rows, column: columnOf } = question
  return {
    shape(walk, { table, schema }) {
      const { client } = walk
      walk.values.push(...bindings(client, asNamed(client, table)))
      if (noSchema === undefined) return
      walk.step(Boolean(schema))
      if (schema) walk.values.push(asNamed(client, schema))
    },
    node(to, { schema }) {
      const asked =
        noSchema !== undefined && schema ? `${text} and table_schema = ?` : text + (noSchema ?? '')
      const texts = asked.split('?')
      return RawNode.create(
        texts,
        texts.slice(1).map(() => to.slot()),
      )
    },
    output: (column) =>
      told(column, (response) => rows(response).map((row) => [String(row['column_name']), columnOf(row)])),
  }
}

/** Most dialects' order. */
export function typeFirst(row: Row): Column {
  const { data_type: type, character_maximum_length: maxLength, is_nullable: nullable } = row
  return { type, maxLength, nullable: nullable === 'YES', defaultValue: row['column_default'] }
}

/** MySQL's and MSSQL's. */
export function defaultFirst(row: Row): Column {
  const { column_default: defaultValue, data_type: type, character_maximum_length: maxLength } = row
  return { defaultValue, type, maxLength, nullable: row['is_nullable'] === 'YES' }
}

/** All columns by name, or the one that was asked for. */
export function told(column: unknown, read: (response: unknown) => (readonly [string, Column])[]): Output {
  return function output(response) {
    const columns: Record<string, Column> = Object.fromEntries(read(response))
    return (column && columns[column as string]) || columns
  }
}

/** A name as the application's own hook makes it, but not quoted: it is compared, not written. */
export function asNamed(client: KnexClient, name: unknown): unknown {
  return client.customWrapIdentifier(name, (value) => value)
}
