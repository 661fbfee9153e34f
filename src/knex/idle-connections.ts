import { isKnexsOwnMethod } from './anatomy.js'
import { isHeard } from './events.js'
import type { Emitter } from './events.js'
import { isAsKnown } from './known-texts.js'

/** A connection of a driver, with what Knex keeps in it. */
export interface Connection {
  readonly __knexUid?: unknown
  readonly __knexTxId?: unknown
  /** Why it is not to be used again. */
  readonly __knex__disposed?: unknown
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
  validate(connection: Connection): unknown
}

/** What of a client has a say in how it comes by connections. */
export interface PoolClient {
  readonly pool?: Pool
  readonly config: { readonly pool?: { readonly validate?: unknown }; readonly connectionPool?: unknown }
  /** A function of the application's for the connections' settings, which may expire. */
  readonly connectionConfigProvider?: unknown
  readonly acquireConnection: unknown
}

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
  private readonly isUsual: boolean

  private constructor(
    client: PoolClient,
    readonly pool: Pool,
  ) {
    this.acquireConnection = client.acquireConnection
    this.acquire = pool.acquire
    this.isUsual = isUsual(client, pool)
  }

  /** Those of a client, whose pool is made after it and may be made anew. */
  static of(client: PoolClient): IdleConnections | undefined {
    const { pool } = client
    if (pool === undefined) return undefined
    const known = ofClients.get(client)
    if (known?.pool === pool) return known
    const made = new IdleConnections(client, pool)
    ofClients.set(client, made)
    return made
  }

  /** Knex has handed out this connection itself: that is when it hides passwords. */
  learn(connection: Connection): void {
    if (this.isUsual) this.handedOut.add(connection)
  }

  /**
   * Takes the connection that tarn would hand out next, if there is one and nobody waits for it.
   *
   * @returns the connection; a promise of nothing where tarn would not hand it out
   */
  take(client: PoolClient): Promise<Connection | undefined> | undefined {
    if (!this.isUsual) return undefined
    const { pool } = this
    const { free } = pool
    const idle = free[free.length - 1]
    if (idle === undefined || !this.handedOut.has(idle.resource) || !this.isQuiet(client)) return undefined
    // Knex warns of these.
    if (idle.resource.__knex__disposed !== undefined) return undefined
    free.pop()
    pool.used.push(idle)
    return this.validated(idle)
  }

  /** What is not valid is put back, for tarn to see that itself and destroy it. */
  private async validated(idle: Resource): Promise<Connection | undefined> {
    const { pool } = this
    try {
      if (await pool.validate(idle.resource)) return idle.resource
    } catch {
      // Tarn will ask again, and log what it is told.
    }
    pool.used.splice(pool.used.indexOf(idle), 1)
    pool.free.push(idle)
    return undefined
  }

  /** Whether nothing has been replaced since, and nobody waits or listens. */
  private isQuiet(client: PoolClient): boolean {
    const { pool } = this
    return (
      client.acquireConnection === this.acquireConnection &&
      pool.acquire === this.acquire &&
      pool.pendingAcquires.length === 0 &&
      !pool.destroyed &&
      !isHeard(pool.emitter, 'acquireSuccess')
    )
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
    // Another client's, of which nothing is known.
    config.connectionPool === undefined &&
    // `knex:client` tells of each connection handed out.
    process.env['DEBUG'] === undefined
  )
}
