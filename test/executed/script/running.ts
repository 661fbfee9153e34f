import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'

import { EVERYBODY, MYSQLS, SQLITES, racing, refusedBy } from './step.js'
import type { ClientName, Theme } from './step.js'

/** Row by row. */
export const streams: Theme = {
  'all rows': (db) => collect(db('orders').orderBy('id').stream()),
  'with bindings': (db) => collect(db('orders').where('paid', true).orderBy('id').select('id').stream()),
  'with a window of rows': (db) =>
    collect(db('products').orderBy('id').select('id').stream({ highWaterMark: 2 })),
  'into a handler': async (db) => {
    const rows: unknown[] = []
    await db('orders')
      .where('id', '<', 3)
      .orderBy('id')
      .stream((stream) => stream.on('data', (row: unknown) => rows.push(row)))
    return rows
  },
  'left early': async (db) => {
    const rows: unknown[] = []
    for await (const row of db('orders').orderBy('id').select('id').stream()) {
      rows.push(row)
      if (rows.length === 2) break
    }
    return rows
  },
  'in a transaction': (db) =>
    db.transaction(async (trx) => {
      await trx('orders').where('id', 1).update({ status: 'streamed' })
      return collect(trx('orders').where('status', 'streamed').select('id').stream())
    }),
  'of a mistake': refusedBy(EVERYBODY, (db) => collect(db('nowhere').where('id', 1).stream())),
  'the connection is free again': (db) => db('orders').count({ many: '*' }),
}

async function collect(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const rows: unknown[] = []
  for await (const row of stream) rows.push(row)
  return rows
}

const SLOW_MS = 400
const SHORT_MS = 40

/** Queries that may not take long. */
export const timeouts: Theme = {
  'in time': (db) => db('orders').where('id', 1).timeout(5_000).select('id'),
  'in time, in a transaction': (db) =>
    db.transaction((trx) => trx('orders').timeout(5_000).first('id').orderBy('id')),
  'too late': refusedBy(['pg', ...MYSQLS, 'sqlite3'], (db, client) => slow(db, client).timeout(SHORT_MS)),
  'the next query': (db) => db('orders').where('id', 2).pluck('id'),
  'too late, and cancelled': racing(EVERYBODY, async (db, client) => {
    const told = once(db, 'query-error')
    const query = slow(db, client).timeout(SHORT_MS, { cancel: true })
    try {
      return await query
    } finally {
      // The cancelled query fails when the database says so: that is told after the timeout, and must not come between
      // the events of the next step.
      await Promise.race([told, sleep(SLOW_MS * 2)])
    }
  }),
  'the next query after that': (db) => db('orders').where('id', 3).pluck('id'),
  'too late, in a transaction': racing(['pg', ...MYSQLS], async (db, client) => {
    if (SQLITES.includes(client)) return db('orders').where('id', 1).first('id')
    const told = once(db, 'query-error')
    return db.transaction(async (trx) => {
      await trx('orders').where('id', 1).update({ status: 'late' })
      try {
        return await slow(trx, client).timeout(SHORT_MS, { cancel: true })
      } finally {
        await told
      }
    })
  }),
  'nothing of it stayed': (db) => db('orders').where('status', 'late').pluck('id'),
}

/** A query that takes its time, as a chain. */
function slow(db: Knex, client: ClientName): Knex.QueryBuilder {
  if (client === 'pg')
    return db('orders')
      .where('id', 1)
      .select(db.raw('pg_sleep(?)', [SLOW_MS / 1000]))
  if (MYSQLS.includes(client))
    return db('orders')
      .where('id', 1)
      .select(db.raw('sleep(?)', [SLOW_MS / 1000]))
  // SQLite cannot sleep: it counts.
  return db
    .withRecursive('n', ['i'], (q) =>
      q
        .select('id')
        .from('employees')
        .where('id', 1)
        .unionAll((next) => void next.select(db.raw('i + 1')).from('n').where('i', '<', 600_000)),
    )
    .from('n')
    .count({ many: '*' })
}

/** Listeners and hooks that an application puts on its queries. */
export const events: Theme = {
  'a listener on a builder': async (db) => {
    const heard: unknown[] = []
    const query = db('orders').where('id', 1).select('id')
    for (const name of ['start', 'query', 'query-response', 'end']) query.on(name, () => heard.push(name))
    return [await query, heard]
  },
  'a start that still changes the query': (db) =>
    db('orders')
      .orderBy('id')
      .select('id')
      .on('start', (builder: Knex.QueryBuilder) => void builder.where('id', '<', 3)),
  'listeners on a transaction': async (db) => {
    const heard: unknown[] = []
    await db.transaction(async (trx) => {
      trx.on('query', ({ sql }: { sql: string }) => heard.push(['query', sql]))
      trx.on('query-response', (response: unknown, { method }: { method: string }) =>
        heard.push([method, response]),
      )
      await trx('orders').where('id', 1).update({ status: 'heard' })
      await trx('orders').where('id', 1).first('status')
    })
    return heard
  },
  'an error that a listener hears': async (db) => {
    const heard: unknown[] = []
    const query = db('nowhere').where('id', 1)
    query.on('query-error', (error: Error) => heard.push(error.message))
    await query.catch((error: unknown) => heard.push((error as Error).name))
    return heard
  },
  'a query context': (db) => db('orders').queryContext({ tenant: 1 }).where('id', 1).select('id'),
  'a callback of the old kind': (db) =>
    new Promise((resolve, reject) => {
      void db('orders')
        .where('id', 1)
        .select('id')
        .asCallback((error: Error | null, rows: unknown) => (error === null ? resolve(rows) : reject(error)))
    }),
  'a query of its own connection': async (db) => {
    const connection = await db.client.acquireConnection()
    try {
      return await db('orders').connection(connection).where('id', 1).select('id')
    } finally {
      await db.client.releaseConnection(connection)
    }
  },
}
