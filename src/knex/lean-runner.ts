import type { ClientClass } from './adapt-client.js'
import { isHeard } from './events.js'
import type { Emitter } from './events.js'
import { IdleConnections } from './idle-connections.js'
import type { Connection, PoolClient } from './idle-connections.js'
import { isAsKnown } from './known-texts.js'
import { fail, send } from './send.js'
import type { SendingClient, SentQuery } from './send.js'
import type { KnexBuilder } from './statements.js'

/** Says which queries are to be run the lean way, and is told which were. */
export interface LeanRoute {
  runsLean(): boolean
  ranLean(): void
}

type RunnerBuilder = KnexBuilder &
  Emitter & {
    readonly _connection?: unknown
    readonly _debug?: unknown
    readonly _events?: { readonly error?: unknown }
    queryContext(): unknown
    toSQL(): SentQuery | SentQuery[]
  }

type RunnerClient = PoolClient &
  SendingClient & {
    /** Of the client of a transaction. */
    readonly transacting?: boolean
    readonly logger: { debug(message: unknown): void }
    runner(builder: RunnerBuilder): Runner
    releaseConnection(connection: Connection): Promise<void>
    processResponse(response: unknown, runner: Runner): unknown
    postProcessResponse(response: unknown, queryContext: unknown): unknown
  }

/** Knex's runner, of which one is made for each query that is run. */
interface Runner {
  readonly client: RunnerClient
  readonly builder: RunnerBuilder
  connection?: Connection
  run(): Promise<unknown>
  query(query: SentQuery): Promise<unknown>
  queryArray(queries: SentQuery[]): Promise<unknown>
  ensureConnection(then: (runner: Runner) => Promise<unknown>): Promise<unknown>
}

type MakeRunner = RunnerClient['runner']

/** On a `runner` of ours: the one that it stands before. Shared between copies of Knexodus. */
const STOCK = Symbol.for('knexodus.stockRunner')

/**
 * Has the queries of a client class run the lean way, as far as `route` says so; without a route, as Knex runs them, whoever
 * had them run in another way before.
 */
export function runLean(Client: ClientClass, route: LeanRoute | undefined): void {
  const prototype = Client.prototype as RunnerClient
  const given = prototype.runner as MakeRunner & { readonly [STOCK]?: MakeRunner }
  if (typeof given !== 'function') return
  const make = given[STOCK] ?? given
  const value = route === undefined ? make : leanRunners(make, route)
  Object.defineProperty(prototype, 'runner', { value, writable: true, configurable: true })
}

function leanRunners(make: MakeRunner, route: LeanRoute): MakeRunner {
  let known: Steps | undefined

  function runner(this: RunnerClient, builder: RunnerBuilder): Runner {
    const made = make.call(this, builder)
    if (!route.runsLean() || !isOrdinary(this, builder)) return made
    if (!known?.are(this, made)) known = new Steps(this, made)
    if (known.areKnexs) {
      made.run = run
      route.ranLean()
    }
    return made
  }

  return Object.defineProperty(runner, STOCK, { value: make })
}

/** What a lean run stands in for, or goes on with. Tools that trace queries put something of their own in the place of these. */
class Steps {
  /** Whether all of them are as they are known to be in Knex. */
  readonly areKnexs: boolean
  private readonly send: unknown
  private readonly run: unknown
  private readonly query: unknown
  private readonly queryArray: unknown
  private readonly ensureConnection: unknown

  constructor(client: RunnerClient, { run, query, queryArray, ensureConnection }: Runner) {
    this.send = client.query
    this.run = run
    this.query = query
    this.queryArray = queryArray
    this.ensureConnection = ensureConnection
    // Where Knex is to tell what it does, it has to do it.
    const isTold = process.env['DEBUG'] !== undefined
    this.areKnexs = !isTold && isAsKnown('sending', client) && isAsKnown('runner', this)
  }

  are(client: RunnerClient, made: Runner): boolean {
    return (
      client.query === this.send &&
      made.run === this.run &&
      made.query === this.query &&
      made.queryArray === this.queryArray &&
      made.ensureConnection === this.ensureConnection
    )
  }
}

/**
 * A query on a connection of the pool's choice. On a connection of its own, a transaction's above all, it may stand in a line
 * with others, which must not be jumped: those of them that Knex runs take more turns.
 */
function isOrdinary(client: RunnerClient, builder: RunnerBuilder): boolean {
  return builder._statements !== undefined && client.transacting !== true && builder._connection === undefined
}

/** What Knex's own `run` does, the same steps in the same order, with fewer promises. */
async function run(this: Runner): Promise<unknown> {
  const { client, builder } = this
  try {
    // Taken before anything is waited for: who comes first is served first.
    const taken = IdleConnections.of(client)?.take(client)
    const connection = taken && (await taken)
    let result: unknown
    if (connection === undefined) {
      result = await this.ensureConnection(queued)
    } else {
      try {
        this.connection = connection
        result = await start(this)
      } finally {
        await client.releaseConnection(connection)
      }
    }
    builder.emit('end')
    return result
  } catch (error) {
    if (builder._events?.error) builder.emit('error', error)
    throw error
  }
}

function queued(runner: Runner): Promise<unknown> {
  const { client, connection } = runner
  IdleConnections.of(client)?.learn(connection!)
  return start(runner)
}

function start(runner: Runner): Promise<unknown> {
  const { client, builder } = runner
  client.emit('start', builder)
  builder.emit('start', builder)
  const query = builder.toSQL()
  if (builder._debug) client.logger.debug(query)
  if (Array.isArray(query)) return runner.queryArray(query)
  return query.timeout ? runner.query(query) : answer(runner, query)
}

async function answer(runner: Runner, query: SentQuery): Promise<unknown> {
  const { client, builder } = runner
  const connection = runner.connection!
  const { __knexUid, __knexTxId } = connection
  if (isHeard(builder, 'query')) builder.emit('query', { __knexUid, __knexTxId, ...query })
  const queryContext = builder.queryContext()
  query.queryContext = queryContext
  const sent = send(client, connection, query)
  try {
    let response: unknown
    try {
      response = await sent
    } catch (error) {
      response = await fail(client, connection, query, error)
    }
    const processed = await client.processResponse(response, runner)
    const result = client.postProcessResponse(processed, queryContext)
    if (isHeard(builder, 'query-response'))
      builder.emit('query-response', result, { __knexUid, __knexTxId, ...query }, builder)
    if (isHeard(client, 'query-response'))
      client.emit('query-response', result, { __knexUid, __knexTxId, ...query }, builder)
    return await result
  } catch (error) {
    builder.emit('query-error', error, { __knexUid, __knexTxId, queryContext, ...query })
    throw error
  }
}
