import { MYSQLS, SQLITES, refusedBy } from './step.js'
import type { Theme } from './step.js'

const HIT = { day: '2024-01-01', path: '/', count: 1 }

/** Rows that may be there already. */
export const upserts: Theme = {
  'the first of its kind': (db) => db('hits').insert(HIT).onConflict(['day', 'path']).ignore(),
  'there already: ignored': (db) => db('hits').insert(HIT).onConflict(['day', 'path']).ignore(),
  'ignored, whatever the conflict': (db) => db('hits').insert(HIT).onConflict().ignore(),
  'merged as it was to be inserted': (db) =>
    db('hits')
      .insert({ ...HIT, count: 5, note: 'merged' })
      .onConflict(['day', 'path'])
      .merge(),
  'merged in some columns': (db) =>
    db('hits')
      .insert({ ...HIT, count: 6, note: 'not this' })
      .onConflict(['day', 'path'])
      .merge(['count']),
  'merged into other values': (db) =>
    db('hits')
      .insert({ ...HIT, count: 7 })
      .onConflict(['day', 'path'])
      .merge({ note: 'seen again', count: db.raw('?? + ?', ['hits.count', 10]) }),
  'merged where it is allowed': refusedBy(MYSQLS, (db) =>
    db('hits')
      .insert({ ...HIT, count: 8 })
      .onConflict(['day', 'path'])
      .merge(['count'])
      .where('hits.count', '>', 1000),
  ),
  'many rows, some of them new': (db) =>
    db('hits')
      .insert([
        { ...HIT, count: 20 },
        { day: '2024-01-01', path: '/about', count: 2 },
        { day: '2024-01-02', path: '/', count: 3 },
      ])
      .onConflict(['day', 'path'])
      .merge(['count']),
  'by a unique column': (db) =>
    db('products')
      .insert({ sku: 'P-1', name: 'Anvil XL', category: 'heavy', price: 6 })
      .onConflict('sku')
      .merge(['name', 'price']),
  replaced: refusedBy(['pg', ...SQLITES], (db) => db('hits').upsert({ ...HIT, count: 30 })),
  'what is there now': async (db) => [
    await db('hits').orderBy(['day', 'path']),
    await db('products').where('sku', 'P-1'),
  ],
}
