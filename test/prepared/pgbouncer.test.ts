import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Knex } from 'knex'

import { startPostgres } from '../../demo/postgres.js'
import type { EmbeddedPostgres } from '../../demo/postgres.js'
import { keepsStatements, startPgBouncer } from './pgbouncer.js'
import type { PgBouncer } from './pgbouncer.js'
import { open, USES } from './stage.js'
import type { Stage } from './stage.js'

const CAN_KEEP = keepsStatements()
const opened: Knex[] = []
let server: EmbeddedPostgres

beforeAll(async () => {
  server = await startPostgres()
  const { db } = open(server.connection)
  await db.raw('create table users as select i as id from generate_series(1, 100) i')
  await db.destroy()
  return () => server.stop()
})

afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy()
})

/** Several connections to PgBouncer, which has fewer to the server. */
function stage({ connection }: PgBouncer): Stage {
  const made = open(connection, {}, { pool: { min: 4, max: 4 } })
  opened.push(made.db)
  return made
}

/** Queries of several texts, several at a time, so that connections to the server change hands. */
async function traffic(db: Knex): Promise<void> {
  for (let round = 0; round < 4 * USES; round++) {
    const ids = Array.from({ length: 8 }, (_, i) => 1 + ((round * 8 + i) % 100))
    const rows = await Promise.all([
      ...ids.map((id) => db('users').where({ id })),
      ...ids.map((id) => db('users').where({ id }).select('id as key')),
      ...ids.map((id) => db('users').where('id', '<=', id).count({ many: '*' })),
    ])
    const expected = [
      ...ids.map((id) => [{ id }]),
      ...ids.map((key) => [{ key }]),
      ...ids.map((id) => [{ many: String(id) }]),
    ]
    expect(rows).toEqual(expected)
  }
}

describe('PgBouncer in transaction mode that keeps no statements', () => {
  let bouncer: PgBouncer

  beforeAll(async () => {
    bouncer = await startPgBouncer(server.connection, CAN_KEEP ? 0 : undefined)
    return () => bouncer.stop()
  })

  it('every query is answered as if it had no name, and one line says that names are off', async () => {
    const { db, lines } = stage(bouncer)
    await traffic(db)
    expect(lines).toMatchObject([{ event: 'knexodus.prepared_off', code: 'KNEXODUS_PREPARED_OFF' }])
    expect(['26000', '42P05']).toContain(lines[0]!['sqlState'])
  })

  it('another process’s statements of the same texts do no harm', async () => {
    // Left on the server's connections by the test before, by names that are the texts' own.
    const { db, lines } = stage(bouncer)
    await traffic(db)
    expect(lines).toHaveLength(1)
  })

  it('names stay off: nothing fails in transactions later', async () => {
    const { db } = stage(bouncer)
    await traffic(db)
    for (let n = 1; n <= 2 * USES; n++) {
      const rows = await db.transaction(async (trx) => [
        await trx('users').where({ id: n }),
        await trx('users').where({ id: n }).select('id as key'),
      ])
      expect(rows).toEqual([[{ id: n }], [{ key: n }]])
    }
  })
})

/** What a PgBouncer of this machine can be tried with; one that cannot keep statements has said so above. */
const KEPT = CAN_KEEP ? [200, 1] : []

describe('PgBouncer in transaction mode that keeps statements', () => {
  it.each(KEPT)('with at most %i of them, names stay on', async (maxPrepared) => {
    const bouncer = await startPgBouncer(server.connection, maxPrepared)
    try {
      const { db, lines } = stage(bouncer)
      await traffic(db)
      expect(lines).toEqual([])
    } finally {
      for (const db of opened.splice(0)) await db.destroy()
      await bouncer.stop()
    }
  })

  it('is tried where the version can', () => expect(KEPT.length > 0).toBe(CAN_KEEP))
})
