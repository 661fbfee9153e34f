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

/** On a `runner` of ours: the one that it stands before, where the class has one of its own. Shared between copies of Knexodus. */
const STOCK = Symbol.for('knexodus.stockRunner')

type Lean = MakeRunner & { readonly [STOCK]?: MakeRunner | undefined }

/**
 * Has the queries of a client class run the lean way, as far as `route` says so; without a route, as Knex runs them, whoever
 * had them run in another way before.
 */
export function runLean(Client: ClientClass, route: LeanRoute | undefined): void {
  const prototype = Client.prototype as RunnerClient
  if (typeof prototype.runner !== 'function') return
  const own = ownRunner(prototype)
  if (own === undefined) Reflect.deleteProperty(prototype, 'runner')
  else define(prototype, own)
  if (route !== undefined) define(prototype, leanRunner(prototype, own, route))
}

function define(prototype: RunnerClient, value: MakeRunner): void {
  Object.defineProperty(prototype, 'runner', { value, writable: true, configurable: true })
}

/** What makes the runners of a class: its own method, if it has one and it is not ours. */
function ownRunner(prototype: object): MakeRunner | undefined {
  if (!Object.hasOwn(prototype, 'runner')) return undefined
  const { runner } = prototype as { runner: Lean }
  return STOCK in runner ? runner[STOCK] : runner
}

/** What makes the runners of the class that this one extends, none of ours. */
function inheritedRunner(prototype: object): MakeRunner {
  const parent = Object.getPrototypeOf(prototype) as object
  return ownRunner(parent) ?? inheritedRunner(parent)
}

function leanRunner(prototype: RunnerClient, own: MakeRunner | undefined, route: LeanRoute): MakeRunner {
  const parent = Object.getPrototypeOf(prototype) as RunnerClient
  let inherited = parent.runner
  let make = own ?? inheritedRunner(prototype)
  const steps = new WeakMap<RunnerClient, Steps>()

  function runner(this: RunnerClient, builder: RunnerBuilder): Runner {
    if (own === undefined && parent.runner !== inherited) {
      inherited = parent.runner
      make = inheritedRunner(prototype)
    }
    const made = make.call(this, builder)
    if (route.runsLean() && isOrdinary(this, builder)) made.run = runLeanly
    return made
  }

  /** Looks at the runner when it runs, and not before: somebody may have put something of theirs on it. */
  function runLeanly(this: Runner): Promise<unknown> {
    const { run: stock } = Object.getPrototypeOf(this) as Runner
    let known = steps.get(this.client)
    if (!known?.are(this, stock)) steps.set(this.client, (known = new Steps(this, stock)))
    if (!known.areKnexs || this.connection !== undefined) return stock.call(this)
    route.ranLean()
    return run(this)
  }

  return Object.defineProperty(runner, STOCK, { value: own })
}

/** What a lean run stands in for, or goes on with. Tools that trace queries put something of their own in the place of these. */
class Steps {
  /** Whether all of them are as they are known to be in Knex. */
  readonly areKnexs: boolean
  private readonly send: unknown
  private readonly query: unknown
  private readonly queryArray: unknown
  private readonly ensureConnection: unknown

  constructor(
    { client, query, queryArray, ensureConnection }: Runner,
    private readonly run: unknown,
  ) {
    this.send = client.query
    this.query = query
    this.queryArray = queryArray
    this.ensureConnection = ensureConnection
    // Where Knex is to tell what it does, it has to do it.
    const isTold = process.env['DEBUG'] !== undefined
    this.areKnexs = !isTold && isAsKnown('sending', client) && isAsKnown('runner', this)
  }

  are({ client, query, queryArray, ensureConnection }: Runner, run: unknown): boolean {
    return (
      client.query === this.send &&
      run === this.run &&
      query === this.query &&
      queryArray === this.queryArray &&
      ensureConnection === this.ensureConnection
    )
  }
}

/**
 * A query on a connection of the pool's choice. On a connection of its own, a transaction's above all, it may stand in a line
 * with others, which must not be jumped: those of them that Knex runs take more turns.
 */
function isOrdinary(client: RunnerClient, builder: RunnerBuilder | undefined): boolean {
  return (
    builder?._statements !== undefined && client.transacting !== true && builder._connection === undefined
  )
}

/** What Knex's own `run` does, the same steps in the same order, with fewer promises. */
async function run(runner: Runner): Promise<unknown> {
  const { client, builder } = runner
  try {
    const idle = IdleConnections.of(client)
    // Before anything is waited for: who comes first is served first.
    const connection = idle?.take(client)
    const result = await (connection ? runOn(runner, connection, idle!) : runByKnex(runner, idle))
    builder.emit('end')
    return result
  } catch (error) {
    if (builder._events?.error) builder.emit('error', error)
    throw error
  }
}

async function runOn(runner: Runner, connection: Connection, idle: IdleConnections): Promise<unknown> {
  try {
    await idle.wait()
    runner.connection = connection
    return await start(runner)
  } finally {
    await runner.client.releaseConnection(connection)
  }
}

/** On a connection that Knex gets. */
function runByKnex(runner: Runner, idle: IdleConnections | undefined): Promise<unknown> {
  const saw = idle?.watch()
  return runner.ensureConnection((connected) => {
    saw?.(connected.connection!)
    return start(connected)
  })
}

function start(runner: Runner): Promise<unknown> {
  const { client, builder } = runner
  client.emit('start', builder)
  builder.emit('start', builder)
  const query = builder.toSQL()
  if (builder._debug) client.logger.debug(query)
  if (Array.isArray(query)) return runner.queryArray(query)
  // What has a timeout, or is no query at all, is Knex's to make something of.
  return typeof query !== 'object' || query.timeout ? runner.query(query) : answer(runner, query)
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
