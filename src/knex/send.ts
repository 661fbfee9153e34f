import { isHeard } from './events.js'
import type { Emitter } from './events.js'
import type { Connection } from './idle-connections.js'

/** A query on its way to the driver. */
export interface SentQuery {
  sql: string
  bindings: unknown
  queryContext?: unknown
  readonly timeout?: unknown
  /** The text with the placeholders of the database, and the values as the driver takes them. */
  toNative?(): { readonly sql: string; readonly bindings: unknown }
}

/** What of a client has a say in how its queries are sent. */
export type SendingClient = Emitter & {
  positionBindings(sql: string): string
  prepBindings(bindings: unknown): unknown
  query(connection: Connection, query: SentQuery): Promise<unknown>
  _query(connection: Connection, query: SentQuery): Promise<unknown>
}

/** What `client.query` of Knex's does. Some of the texts have been given the database's placeholders before. */
export function send(client: SendingClient, connection: Connection, query: SentQuery): Promise<unknown> {
  const { sql, bindings } = query.toNative?.() ?? nativeOf(client, query)
  query.bindings = bindings
  query.sql = sql
  const { __knexUid, __knexTxId } = connection
  if (isHeard(client, 'query')) client.emit('query', { __knexUid, __knexTxId, ...query })
  return client._query(connection, query)
}

/** Has Knex word the error of a query, and tell of it: `client.query` once more, as if it had just failed there. */
export function fail(
  client: SendingClient,
  connection: Connection,
  query: SentQuery,
  error: unknown,
): Promise<unknown> {
  const failing = Object.create(client, {
    prepBindings: { value: (bindings: unknown) => bindings },
    positionBindings: { value: (sql: string) => sql },
    emit: { value: (event: string, ...args: unknown[]) => event !== 'query' && client.emit(event, ...args) },
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is the driver's to say what it throws
    _query: { value: () => Promise.reject(error) },
  }) as SendingClient
  return failing.query(connection, query)
}

function nativeOf(client: SendingClient, { sql, bindings }: SentQuery): { sql: string; bindings: unknown } {
  return { bindings: client.prepBindings(bindings), sql: client.positionBindings(sql) }
}
