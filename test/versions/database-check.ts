import assert from 'node:assert/strict'

import { acquisitionsOf } from '../running/pool.js'
import type { KnexVersion } from './knex-version.js'

/** Real work on a real SQLite in memory: schema, insert, select, update, transactions that commit and that roll back. */
export async function checkDatabase({ knex, knexodus }: KnexVersion): Promise<void> {
  const adapter = knexodus.createAdapter({ percentage: 100, fallback: false, logLevel: 'silent' })
  const connection = { filename: ':memory:' }
  const db = adapter.adaptKnex(knex({ client: 'better-sqlite3', connection, useNullAsDefault: true }))
  try {
    await db.schema.createTable('users', (table) => {
      table.increments('id')
      table.string('name')
    })
    await db('users').insert([{ name: 'ada' }, { name: 'grace' }])
    await db.transaction(async (trx) => {
      await trx('users').where({ name: 'ada' }).update({ name: 'lovelace' })
      await trx.transaction(async (inner) => inner('users').insert({ name: 'barbara' }))
    })
    const failed = db.transaction(async (trx) => {
      await trx('users').del()
      throw new RangeError('mine')
    })
    await assert.rejects(failed, RangeError)
    assert.deepEqual(await db('users').orderBy('id').pluck('name'), ['lovelace', 'grace', 'barbara'])
    const asked = await acquisitionsOf(db, async () => {
      assert.deepEqual(await db('users').where({ id: 2 }).first(), { id: 2, name: 'grace' })
    })
    assert.equal(asked, 0, 'an idle connection is taken at once')
  } finally {
    await db.destroy()
  }
  const { fastCalls, legacyCalls, parityMismatches, leanRuns } = adapter.getQueryBuilderMetrics()
  assert.deepEqual(
    { fastCalls, legacyCalls, parityMismatches, leanRuns },
    { fastCalls: 6, legacyCalls: 0, parityMismatches: 0, leanRuns: 3 },
  )
}
