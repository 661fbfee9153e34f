import { describe, expect, it } from 'vitest'
import type { Knex } from 'knex'

import { sameOnBoth } from './both.js'
import type { Scenario } from './both.js'

const names = (db: Knex): Promise<string[]> => db('authors').orderBy('id').pluck('name')

/** Each with the number of builds that fast has to serve, so that none of a transaction slips by. */
const SCENARIOS: Record<string, [fastCalls: number, scenario: Scenario]> = {
  'a committed handler': [
    3,
    async (db) => {
      const result = await db.transaction(async (trx) => {
        await trx('authors').insert({ name: 'Di' })
        return trx('authors').max('id as id').first()
      })
      return [result, await names(db)]
    },
  ],
  'a handler that throws': [
    2,
    async (db) => {
      const failing = db.transaction(async (trx) => {
        await trx('authors').del()
        throw new Error('no')
      })
      const message = await failing.catch((error: unknown) => (error as Error).message)
      return [message, await names(db)]
    },
  ],
  'a nested transaction rolled back inside a committed one': [
    4,
    async (db) => {
      await db.transaction(async (outer) => {
        await outer('authors').insert({ name: 'outer' })
        await outer
          .transaction(async (inner) => {
            await inner('authors').where('id', 1).update({ name: 'inner' })
            await inner('authors').where('id', 2).del()
            await inner.rollback(new Error('only the inner'))
          })
          .catch(() => undefined)
      })
      return names(db)
    },
  ],
  'commit and rollback by hand': [
    4,
    async (db) => {
      const first = await db.transaction()
      await first('authors').insert({ name: 'kept' })
      await first.commit()
      const second = await db.transaction()
      await second('authors').insert({ name: 'dropped' })
      await second.rollback()
      return [
        first.isCompleted(),
        second.isTransaction,
        await names(db),
        await db('authors').count('* as many'),
      ]
    },
  ],
  'transacting a builder of the outside': [
    3,
    async (db) => {
      const insert = db('authors').insert({ name: 'Di' })
      const update = db('authors').where({ id: 1 }).update({ name: 'transacted' })
      await db.transaction(async (trx) => {
        await insert.transacting(trx)
        await update.transacting(trx)
      })
      return names(db)
    },
  ],
  'a transaction provider': [
    2,
    async (db) => {
      const provide = db.transactionProvider()
      const trx = await provide()
      const same = (await provide()) === trx
      await trx('authors').where('id', 3).del()
      await trx.commit()
      return [same, await names(db)]
    },
  ],
  'savepoints and a schema change inside': [
    3,
    async (db) => {
      await db.transaction(async (trx) => {
        await trx.schema.createTable('notes', (table) => void table.string('text'))
        await trx.savepoint(async (sp) => {
          await sp('notes').insert({ text: 'a' })
        })
        await trx.batchInsert('notes', [{ text: 'b' }, { text: 'c' }])
      })
      return db('notes').pluck('text')
    },
  ],
}

describe.each(Object.entries(SCENARIOS))('%s', (_, [fastCalls, scenario]) => {
  it('does the same, and all of it is routed', async () => {
    const metrics = await sameOnBoth(scenario)
    expect(metrics).toMatchObject({ fastCalls, legacyCalls: 0 })
  })
})

it('user parameters and transactions combine', async () => {
  const metrics = await sameOnBoth(async (db) => {
    const mine = db.withUserParams({ tenant: 7 })
    const inside = await mine.transaction(async (trx) => {
      const nested = await trx.transaction()
      const rows = await nested('authors').where('id', '<', 3).orderBy('id').pluck('name')
      await nested.commit()
      return [rows, nested.userParams]
    })
    return [inside, mine.userParams, db.userParams, await mine('authors').where('id', 1).first('name')]
  })
  expect(metrics).toMatchObject({ fastCalls: 2, legacyCalls: 0 })
})
