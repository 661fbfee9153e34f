import type { OperationNode } from 'kysely'
import type { KnexClient, Single } from '../../knex/statements.js'
import { RawNode } from '../nodes.js'
import type { Slots, Steps } from './halves.js'

/** How a dialect asks the database for a table's columns. What becomes of the answer is Knex's own business. */
export interface ColumnInfo {
  readonly shape: (walk: Steps, single: Single) => void
  readonly node: (to: Slots, single: Single) => OperationNode
}

/** How the views of an `information_schema` are asked. */
export interface SchemaQuestion {
  readonly text: string
  /** The condition where no schema is named; nothing where a schema makes no difference. */
  readonly noSchema?: string
  readonly bindings: (client: KnexClient, table: unknown) => readonly unknown[]
}

/** Asks the `information_schema`. */
export function infoFromSchema(question: SchemaQuestion): ColumnInfo {
  const { text, noSchema, bindings } = question
  return {
    shape(walk, { table, schema }) {
      const { client } = walk
      for (const value of bindings(client, asNamed(client, table))) walk.bind(value)
      if (noSchema === undefined) return
      walk.step(Boolean(schema))
      if (schema) walk.bind(asNamed(client, schema))
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
  }
}

/** A name as the application's own hook makes it, but not quoted: it is compared, not written. */
export function asNamed(client: KnexClient, name: unknown): unknown {
  return client.customWrapIdentifier(name, (value) => value)
}
