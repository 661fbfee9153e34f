import { createHash } from 'node:crypto'

import type { PgConnection, RunnerQuery, StatementNaming } from '../knex/named-statements.js'
import type { KnexClient } from '../knex/statements.js'
import { failureOf } from './prepared-failure.js'

/** The text of a plan, the same object for all queries of its shape, as far as naming it is concerned. */
export interface PlannedText {
  /** With Knex's placeholders. */
  readonly sql: string
  /** Whether all queries of the shape have this text, whatever the number of their values. */
  readonly isFixed: boolean
  /** With the placeholders of the database. */
  nativeFor(client: KnexClient): string
}

/** What {@link PreparedStatements} has to be told. */
export interface PreparedParts {
  /** The text that a query was made of, if it was made by a plan. */
  readonly textOf: (query: object) => PlannedText | undefined
  /** Told once, when names turn out not to work here, by which SQLSTATE. */
  readonly onOff: (sqlState: string) => void
}

/** A text that may be prepared. */
interface Statement {
  uses: number
  /** Given at the {@link USES_BEFORE}th use, to the text as the driver gets it: clients may number placeholders otherwise. */
  name: string | undefined
  native: string | undefined
}

/** A server keeps every statement in each of its connections: so many are a few megabytes. Further texts get no name. */
const MOST_NAMES = 200

/** Once or twice is no reason to keep something on a server; and a flood of texts that come once takes no names. */
const USES_BEFORE = 5

/**
 * Names for the texts that plans have, so that a server parses and plans each of them once per connection. A name is made
 * of its text alone: behind a pooler, connections of several processes can be one on the server, and a name that
 * two processes used for different texts would run the wrong one.
 */
export class PreparedStatements implements StatementNaming {
  private isOff = false
  /** The texts that have a name, with Knex's placeholders. */
  private readonly named = new Set<string>()
  private readonly statements = new WeakMap<PlannedText, Statement>()
  /** Every name given, and whether it is still in use. */
  private readonly names = new Map<string, boolean>()
  /** Names whose statements the driver takes for prepared on a connection where they are no more. */
  private readonly closed = new WeakMap<PgConnection, Set<string>>()

  constructor(private readonly parts: PreparedParts) {}

  /** Whether names are still given. */
  get isOn(): boolean {
    return !this.isOff
  }

  isNamed(sql: string): boolean {
    return this.named.has(sql)
  }

  nameFor(client: KnexClient, connection: PgConnection, query: RunnerQuery): string | undefined {
    if (this.isOff) return undefined
    const text = this.parts.textOf(query)
    if (text === undefined || !isToBePrepared(text, client, query)) return undefined
    const name = this.nameOf(text, query.sql)
    if (name === undefined || this.names.get(name) !== true) return undefined
    // The driver in C, and those of others, are not known well enough.
    const isKnown = connection.connection?.parsedStatements !== undefined
    return isKnown && this.closed.get(connection)?.has(name) !== true ? name : undefined
  }

  isToBlame(name: string, connection: PgConnection, error: unknown): boolean {
    const failure = failureOf(error, name)
    if (failure === 'local') this.close(name, connection)
    if (failure === 'changed') this.names.set(name, false)
    if (failure === 'lost') this.turnOff((error as { code: string }).code)
    return failure === 'changed' || failure === 'lost'
  }

  private nameOf(text: PlannedText, native: string): string | undefined {
    let statement = this.statements.get(text)
    if (statement === undefined) {
      this.statements.set(text, (statement = { uses: 0, name: undefined, native: undefined }))
    }
    if (statement.name === undefined && ++statement.uses === USES_BEFORE) {
      statement.name = this.newName(text.sql, native)
      statement.native = native
    }
    return statement.native === native ? statement.name : undefined
  }

  private newName(sql: string, native: string): string | undefined {
    const name = `kx_${createHash('sha256').update(native).digest('base64url').slice(0, 22)}`
    if (this.names.has(name)) return name
    if (this.names.size >= MOST_NAMES) return undefined
    this.names.set(name, true)
    this.named.add(sql)
    return name
  }

  /** A value that the driver cannot send makes it close the statement, which it then believes to have prepared. */
  private close(name: string, connection: PgConnection): void {
    const names = this.closed.get(connection)
    if (names === undefined) this.closed.set(connection, new Set([name]))
    else names.add(name)
  }

  private turnOff(sqlState: string): void {
    if (this.isOff) return
    this.isOff = true
    this.parts.onOff(sqlState)
  }
}

/**
 * The text must be the plan's, whole, and the application must have asked the driver for nothing of its own. Without
 * values, Knex's driver sends a text by the simple protocol, where it may be several statements: that stays so.
 */
function isToBePrepared(
  text: PlannedText,
  client: KnexClient,
  { sql, bindings, options }: RunnerQuery,
): boolean {
  if (!text.isFixed || sql !== text.nativeFor(client)) return false
  return Array.isArray(bindings) && bindings.length > 0 && isEmpty(options)
}

function isEmpty(options: object | undefined): boolean {
  for (const _name in options) return false
  return true
}
