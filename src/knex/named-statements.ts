import type { ClientClass } from './adapt-client.js'
import { isWrittenBy } from './source.js'
import type { KnexClient } from './statements.js'

/** A query of Knex's runner on its way to the driver: its text has PostgreSQL's own placeholders by now. */
export interface RunnerQuery {
  readonly sql: string
  readonly bindings?: unknown
  readonly options?: object
  response?: unknown
}

/** A connection of the driver `pg`; what is missing in those of other drivers is optional here. */
export interface PgConnection {
  /** The driver's side of the protocol, which keeps the text of every statement it has prepared, by its name. */
  readonly connection?: { readonly parsedStatements?: object }
  query(config: object, done: (error: Error | null | undefined, response: unknown) => void): void
}

/** What is prepared, and by which name. */
export interface StatementNaming {
  /** Whether a text with Knex's placeholders has a name: there are few of them. */
  isNamed(sql: string): boolean
  /** The name that a query is to be prepared by on this connection; none where it is to be sent as Knex sends it. */
  nameFor(client: KnexClient, connection: PgConnection, query: RunnerQuery): string | undefined
  /** Told of the error of a query that had a name. Whether it was the name's fault, so that the query has not been run. */
  isToBlame(name: string, connection: PgConnection, error: unknown): boolean
}

/** What of a client has a say in how its queries are sent. */
interface PgClient extends KnexClient {
  readonly dialect?: unknown
  readonly driverName?: unknown
  /** Of the client of a transaction. */
  readonly transacting?: boolean
  positionBindings(sql: string): string
  _query(connection: PgConnection, query: RunnerQuery): Promise<unknown>
}

/** The methods that are replaced. */
type Sending = Pick<PgClient, 'positionBindings' | '_query'>

/** On methods of ours: Knex's own, before which they stand. Shared between copies of Knexodus. */
const STOCK = Symbol.for('knexodus.stockSending')

/** The namings of those `_query`s that this copy made. */
const namings = new WeakMap<PgClient['_query'], StatementNaming>()

/** What PostgreSQL says to everything in a transaction that an error has ended already. */
const IN_FAILED_TRANSACTION = '25P02'

/**
 * Has the queries of a client class sent by the names that `naming` gives; by `undefined`, with no names, whoever gave
 * some before. A class that does not send its queries as Knex does on PostgreSQL is left alone.
 */
export function nameStatements(Client: ClientClass, naming: StatementNaming | undefined): void {
  const prototype = Client.prototype as PgClient
  const { _query: given, positionBindings } = prototype
  if (typeof given !== 'function' || namings.get(given) === naming) return
  const stock = (given as { [STOCK]?: Sending })[STOCK] ?? { _query: given, positionBindings }
  if (naming === undefined) define(prototype, stock)
  else if (isOfPostgres(prototype, stock)) define(prototype, named(prototype, stock, naming))
}

function named(prototype: PgClient, stock: Sending, naming: StatementNaming): Sending {
  const replaced = replacedIn(prototype)
  // What Knex's own method makes of texts that have a name: it takes a pass over the whole text.
  const natives = new Map<string, string>()

  function positionBindings(this: PgClient, sql: string): string {
    const theirs = replaced('positionBindings')
    if (theirs !== undefined) return theirs.call(this, sql)
    const known = natives.get(sql)
    if (known !== undefined) return known
    const native = stock.positionBindings.call(this, sql)
    if (naming.isNamed(sql)) natives.set(sql, native)
    return native
  }

  function _query(this: PgClient, connection: PgConnection, query: RunnerQuery): Promise<unknown> {
    const theirs = replaced('_query')
    if (theirs !== undefined) return theirs.call(this, connection, query)
    // A subclass of a class that is adapted in place comes here too: CockroachDB's, Redshift's.
    const name = isPostgres(this) ? nameFor(naming, this, connection, query) : undefined
    if (name === undefined) return stock._query.call(this, connection, query)
    return new Promise((resolve, reject) => {
      connection.query({ text: query.sql, values: query.bindings, name }, (error, response) => {
        if (!error) {
          query.response = response
          resolve(query)
        } else if (naming.isToBlame(name, connection, error) && !this.transacting) {
          resolve(again(stock._query.call(this, connection, query), error))
        } else {
          reject(error)
        }
      })
    })
  }

  Object.defineProperty(_query, STOCK, { value: stock })
  namings.set(_query, naming)
  return { positionBindings, _query }
}

/** What goes wrong with a name must not go wrong with the query. */
function nameFor(
  naming: StatementNaming,
  ...asked: Parameters<StatementNaming['nameFor']>
): string | undefined {
  try {
    return naming.nameFor(...asked)
  } catch {
    return undefined
  }
}

/** The query without its name. Of a transaction that was begun behind Knex's back, only the server knows. */
async function again(unnamed: Promise<unknown>, first: unknown): Promise<unknown> {
  try {
    return await unnamed
  } catch (error) {
    throw (error as { code?: unknown } | null)?.code === IN_FAILED_TRANSACTION ? first : error
  }
}

/** Says what somebody has put in a method's place since, in the class that this one extends: that is to be called then. */
function replacedIn(prototype: PgClient): <M extends keyof Sending>(method: M) => Sending[M] | undefined {
  const parent = Object.getPrototypeOf(prototype) as PgClient
  const given: Sending = { _query: parent._query, positionBindings: parent.positionBindings }
  const own = { _query: isOwn(prototype, '_query'), positionBindings: isOwn(prototype, 'positionBindings') }
  return (method) => (own[method] || parent[method] === given[method] ? undefined : parent[method])
}

function isOwn(prototype: PgClient, method: keyof Sending): boolean {
  return Object.hasOwn(prototype, method)
}

function define(prototype: PgClient, methods: Sending): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true })
  }
}

function isPostgres({ dialect, driverName }: PgClient): boolean {
  return dialect === 'postgresql' && driverName === 'pg'
}

/**
 * Whether a client class sends its queries as Knex does on PostgreSQL. CockroachDB's and Redshift's extend that class, and
 * say that they are something else.
 */
function isOfPostgres(prototype: PgClient, stock: Sending): boolean {
  if (!isPostgres(prototype)) return false
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const { constructor } = at
    // A subclass may carry its parent's name.
    if (constructor.name !== 'Client_PG') continue
    if (isWrittenBy(constructor, stock._query) && isWrittenBy(constructor, stock.positionBindings))
      return true
  }
  return false
}
