import type { Knex } from 'knex'

import { EVERYBODY, racing, refusedBy } from './step.js'
import type { Theme } from './step.js'

/** All or nothing. */
export const transactions: Theme = {
  committed: async (db) => [
    await db.transaction(async (trx) => {
      const [id] = await trx('archive').insert({ order_id: 1, note: 'committed' }).returning('id')
      return [id, await trx('archive').update({ total: 1 }), await trx('archive').first()]
    }),
    await db('archive').count({ many: '*' }),
  ],
  'rolled back by an error': refusedBy(EVERYBODY, (db) =>
    db.transaction(async (trx) => {
      await trx('archive').insert({ order_id: 2 })
      throw new Error('on second thoughts')
    }),
  ),
  'rolled back by a mistake': refusedBy(EVERYBODY, (db) =>
    db.transaction(async (trx) => {
      await trx('archive').insert({ order_id: 2 })
      await trx('order_items').insert({ order_id: 1, product_id: 1, quantity: 9 })
    }),
  ),
  'rolled back by hand': async (db) => {
    const trx = await db.transaction()
    await trx('archive').insert({ order_id: 3 })
    await trx.rollback()
    return [trx.isCompleted(), await db('archive').pluck('order_id')]
  },
  'committed by hand': async (db) => {
    const trx = await db.transaction()
    await trx('archive').insert({ order_id: 4 })
    await trx.commit()
    return [trx.isCompleted(), await db('archive').orderBy('id').pluck('order_id')]
  },
  'joined by a query of outside': (db) =>
    db.transaction(async (trx) => {
      await db('archive').transacting(trx).insert({ order_id: 5 })
      return db('archive').transacting(trx).where('order_id', 5).first('order_id', 'note')
    }),
  'asked for when first needed': async (db) => {
    const provider = db.transactionProvider()
    const trx = await provider()
    await trx('archive').where('order_id', 5).del()
    await trx.commit()
    return db('archive').orderBy('id').pluck('order_id')
  },
  'at an isolation level': (db) =>
    db.transaction((trx) => trx('archive').orderBy('id').pluck('order_id'), {
      isolationLevel: 'repeatable read',
    }),
  'rows locked until the end': async (db, client) => [
    await db.transaction((trx) => trx('orders').where('id', 1).forUpdate().first('id')),
    await db.transaction((trx) => trx('orders').where('id', 1).forShare().first('id')),
    await db.transaction((trx) => {
      const locked = trx('orders').where('id', 1).forUpdate()
      return (client.includes('sqlite') ? locked : locked.noWait()).first('id')
    }),
  ],
  'locked rows left out': (db, client) =>
    db.transaction((trx) => {
      const locked = trx('orders').where('id', '<', 3).orderBy('id').forUpdate()
      return (client.includes('sqlite') ? locked : locked.skipLocked()).select('id')
    }),
  'several queries under way at once': racing([], (db) =>
    db.transaction((trx) =>
      Promise.all([trx('orders').count({ many: '*' }), trx('hits').count({ many: '*' })]),
    ),
  ),
  'over before its query': refusedBy(EVERYBODY, async (db) => {
    const trx = await db.transaction()
    await trx.commit()
    return trx('archive').select()
  }),
}

/** All or nothing, in parts. */
export const savepoints: Theme = {
  kept: (db) =>
    db.transaction(async (outer) => {
      await outer('archive').insert({ order_id: 10 })
      await outer.transaction((inner) => inner('archive').insert({ order_id: 11 }))
      return outer('archive').orderBy('id').pluck('order_id')
    }),
  'lost, while the rest is kept': (db) =>
    db.transaction(async (outer) => {
      await outer('archive').insert({ order_id: 12 })
      await lost(outer, (inner) => inner('order_items').insert({ order_id: 1, product_id: 1, quantity: 1 }))
      return outer('archive').orderBy('id').pluck('order_id')
    }),
  'three deep': (db) =>
    db.transaction((one) =>
      one.transaction((two) =>
        two.transaction(async (three) => {
          await three('archive').where('order_id', 12).update({ note: 'deep' })
          return three('archive').where('note', 'deep').pluck('order_id')
        }),
      ),
    ),
  'one after another': (db) =>
    db.transaction(async (outer) => {
      for (const id of [20, 21, 22]) {
        await lost(outer, async (inner) => {
          await inner('archive').insert({ order_id: id })
          if (id === 21) throw new Error('not this one')
        })
      }
      return outer('archive').where('order_id', '>=', 20).orderBy('id').pluck('order_id')
    }),
  'all lost with the outermost': refusedBy(EVERYBODY, (db) =>
    db.transaction(async (outer) => {
      await outer.transaction((inner) => inner('archive').insert({ order_id: 30 }))
      throw new Error('all of it')
    }),
  ),
  'what is there now': (db) => db('archive').orderBy('id').select('order_id', 'note', 'total'),
}

/** A nested transaction whose failure is no failure of the outer one; returns the error's name. */
async function lost(
  outer: Knex.Transaction,
  run: (inner: Knex.Transaction) => Promise<unknown>,
): Promise<string> {
  try {
    await outer.transaction(run)
    return 'none'
  } catch (error) {
    return (error as Error).name
  }
}

/** Many rows, some at a time. */
export const batches: Theme = {
  'in chunks': (db) => db.batchInsert('hits', days(7), 3),
  'in chunks, returning': (db) =>
    db
      .batchInsert<{ id?: number; order_id: number }>(
        'archive',
        [{ order_id: 40 }, { order_id: 41 }, { order_id: 42 }],
        2,
      )
      .returning(['id']),
  'in one': (db) => db.batchInsert('archive', [{ order_id: 43 }]),
  'in a transaction of outside': (db) =>
    db.transaction(async (trx) => {
      await trx.batchInsert('archive', [{ order_id: 44 }, { order_id: 45 }], 1)
      await db.batchInsert('archive', [{ order_id: 46 }], 1).transacting(trx)
      return trx('archive').where('order_id', '>', 43).orderBy('id').pluck('order_id')
    }),
  'all or nothing': refusedBy(EVERYBODY, (db) =>
    db.batchInsert('hits', [...days(9).slice(7), ...days(1)], 2),
  ),
  'in chunks of nothing': refusedBy(EVERYBODY, async (db) => db.batchInsert('hits', days(1), 0)),
  'what is there now': async (db) => [
    await db('hits').where('path', '/batch').orderBy('day').pluck('day'),
    await db('archive').where('order_id', '>=', 40).orderBy('id'),
  ],
}

function days(many: number): { day: string; path: string; count: number }[] {
  return Array.from({ length: many }, (_, i) => ({ day: `2024-03-0${i + 1}`, path: '/batch', count: i }))
}
