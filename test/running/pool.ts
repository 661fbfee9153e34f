import type { Knex } from 'knex'

interface Pool {
  _executeEventHandlers(event: string, ...args: unknown[]): void
}

/** How often tarn was asked for a connection meanwhile. Whoever listened to it would be a reason to ask. */
export async function acquisitionsOf(db: Knex, run: () => Promise<unknown>): Promise<number> {
  const pool = db.client.pool as Pool
  let acquisitions = 0
  pool._executeEventHandlers = (event, ...args) => {
    if (event === 'acquireRequest') acquisitions += 1
    Object.getPrototypeOf(pool)._executeEventHandlers.call(pool, event, ...args)
  }
  await run()
  delete (pool as Partial<Pool>)._executeEventHandlers
  return acquisitions
}
