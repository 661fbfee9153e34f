import { isKnexsOwnClosure, isKnexsOwnMethod } from './anatomy.js'
import { isHeard } from './events.js'
import type { Emitter } from './events.js'
import { isAsKnown } from './known-texts.js'
import { countTurns } from './turns.js'

/** A connection of a driver, with what Knex keeps in it. */
export interface Connection {
  readonly __knexUid?: unknown
  readonly __knexTxId?: unknown
  /** Why it is not to be used again. */
  readonly __knex__disposed?: unknown
  /** When it is to be used no more, on the clock of `performance.now()`. */
  readonly __knexLifetimeLimit?: number | null
}

/** What tarn keeps of a connection. */
interface Resource {
  readonly resource: Connection
}

/** A pool of Knex's, which is tarn's: the only description in this code of its private structures. */
interface Pool {
  readonly free: Resource[]
  readonly used: Resource[]
  readonly pendingAcquires: readonly unknown[]
  readonly destroyed: boolean
  readonly emitter: Emitter
  readonly acquire: unknown
  readonly validate: unknown
}

/** What of a client has a say in how it comes by connections. */
export interface PoolClient {
  readonly pool?: Pool | null
  readonly config: { readonly pool?: { readonly validate?: unknown }; readonly connectionPool?: unknown }
  /** A function of the application's for the connections' settings, which may expire. */
  readonly connectionConfigProvider?: unknown
  readonly acquireConnection: unknown
  validateConnection(connection: Connection): unknown
}

const NOTHING = Promise.resolve()

const ofClients = new WeakMap<PoolClient, IdleConnections>()

/**
 * The idle connections of a client's pool, to be had at once. When Knex asks tarn for one, two timers and a dozen promises are
 * made before a connection is handed out that was there all the time. Whatever is not as usual is left to Knex: a queue, a
 * connection that Knex has never handed out, a way to validate them that may take its time, methods or pools of other
 * people's, somebody who listens.
 */
export class IdleConnections {
  private readonly handedOut = new WeakSet<Connection>()
  private readonly acquireConnection: unknown
  private readonly acquire: unknown
  private readonly validate: unknown
  private readonly isUsual: boolean
  /** How many turns of the microtask queue Knex takes to hand out an idle connection, once seen. */
  private turns: number | undefined = undefined

  private constructor(
    client: PoolClient,
    readonly pool: Pool,
  ) {
    this.acquireConnection = client.acquireConnection
    this.acquire = pool.acquire
    this.validate = pool.validate
    this.isUsual = isUsual(client, pool)
  }

  /** Those of a client, whose pool is made after it and may be made anew. */
  static of(client: PoolClient): IdleConnections | undefined {
    const { pool } = client
    if (!pool) return undefined
    const known = ofClients.get(client)
    if (known?.pool === pool) return known
    const made = new IdleConnections(client, pool)
    ofClients.set(client, made)
    return made
  }

  /**
   * Watches Knex hand out a connection.
   *
   * @returns to be told which, when it has been
   */
  watch(): (connection: Connection) => void {
    const { isUsual, turns, pool } = this
    if (!isUsual) return () => undefined
    const isAtOnce = pool.free.length > 0 && pool.pendingAcquires.length === 0
    const end = turns === undefined && isAtOnce ? countTurns() : undefined
    return (connection) => {
      if (end !== undefined) this.turns = end()
      // That is when Knex hides its password.
      if (typeof connection === 'object') this.handedOut.add(connection)
    }
  }

  /** Takes the connection that tarn would hand out now, if there is a valid one and nobody waits. */
  take(client: PoolClient): Connection | undefined {
    if (!this.isUsual || this.turns === undefined) return undefined
    const { pool } = this
    const { free } = pool
    const idle = free[free.length - 1]
    if (idle === undefined || !this.handedOut.has(idle.resource) || !this.isQuiet(client)) return undefined
    if (!isValid(client, idle.resource)) return undefined
    free.pop()
    pool.used.push(idle)
    return idle.resource
  }

  /** Waits as long as Knex would have taken: a query that came before and that Knex runs must not be overtaken. */
  async wait(): Promise<void> {
    // The last turn is the one in which this function's own promise is awaited.
    for (let turn = this.turns!; turn > 1; turn--) await NOTHING
  }

  /** Whether nothing has been replaced since, and nobody waits or listens. */
  private isQuiet(client: PoolClient): boolean {
    const { pool } = this
    return (
      client.acquireConnection === this.acquireConnection &&
      pool.acquire === this.acquire &&
      pool.validate === this.validate &&
      pool.pendingAcquires.length === 0 &&
      !pool.destroyed &&
      !isHeard(pool.emitter, 'acquireRequest') &&
      !isHeard(pool.emitter, 'acquireSuccess')
    )
  }
}

/** What tarn asks of a connection, by Knex's `validate`. What is not valid is tarn's to see, and to destroy. */
function isValid(client: PoolClient, connection: Connection): boolean {
  const { __knex__disposed, __knexLifetimeLimit } = connection
  if (__knex__disposed !== undefined) return false
  if (__knexLifetimeLimit && performance.now() > __knexLifetimeLimit) return false
  try {
    return client.validateConnection(connection) === true
  } catch {
    // Tarn logs it.
    return false
  }
}

function isUsual(client: PoolClient, pool: Pool): boolean {
  const { config, connectionConfigProvider } = client
  return (
    isAsKnown('pooling', client) &&
    isAsKnown('pool', pool) &&
    // Both may take their time, and it is tarn that gives up on them.
    config.pool?.validate === undefined &&
    connectionConfigProvider === undefined &&
    isKnexsOwnMethod(client, 'validateConnection') &&
    isKnexsOwnClosure(client, 'getPoolSettings', pool.validate) &&
    // Another client's, of which nothing is known.
    config.connectionPool === undefined &&
    // `knex:client` tells of each connection handed out.
    process.env['DEBUG'] === undefined
  )
}
