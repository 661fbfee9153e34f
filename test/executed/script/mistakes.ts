import { EVERYBODY, MYSQLS, SQLITES, refusedBy } from './step.js'
import type { Theme } from './step.js'

/** What comes back of a change. */
export const returning: Theme = {
  'the id of an insert': (db) => db('archive').insert({ order_id: 50 }).returning('id'),
  'some columns of an insert': (db) =>
    db('archive').insert({ order_id: 51, note: 'r' }).returning(['order_id', 'note']),
  'all columns of several rows': (db) =>
    db('archive')
      .insert([{ order_id: 52 }, { order_id: 53 }])
      .returning('*'),
  'a column under another name': (db) => db('archive').insert({ order_id: 54 }, ['order_id as which']),
  'of an update': (db) =>
    db('archive').where('order_id', 50).update({ note: 'u' }).returning(['order_id', 'note']),
  'of an update, as its last argument': (db) =>
    db('archive').where('order_id', 51).update({ note: 'v' }, ['note']),
  'of a counter': (db) =>
    db('archive').where('order_id', 51).increment('order_id', 100).returning('order_id'),
  'of a merge': (db) =>
    db('hits')
      .insert({ day: '2024-01-01', path: '/', count: 99 })
      .onConflict(['day', 'path'])
      .merge()
      .returning(['path', 'count']),
  'of a delete': (db) => db('archive').where('order_id', 52).del(['order_id', 'note']),
  'of a delete of nothing': (db) => db('archive').where('order_id', 5200).del('*'),
  'a raw expression': (db) =>
    db('archive').insert({ order_id: 55 }).returning(db.raw('order_id + 1 as next')),
  'a column that is not there': refusedBy(['pg', 'mariadb', ...SQLITES], (db) =>
    db('archive').insert({ order_id: 56 }).returning('colour'),
  ),
}

/** Queries that the database refuses, and those that Knex does. */
export const mistakes: Theme = {
  'a row that is there already': refusedBy(EVERYBODY, (db) =>
    db('customers').insert({ email: 'ada@example.com', name: 'Ada again' }),
  ),
  'a value that must not be null': refusedBy(EVERYBODY, (db) =>
    db('customers').insert({ email: 'x@example.com', name: null }),
  ),
  'a row that belongs to none': refusedBy(EVERYBODY, (db) =>
    db('orders').insert({ customer_id: 999, total: 1, placed_on: '2024-01-01' }),
  ),
  'a row that others belong to': refusedBy(EVERYBODY, (db) => db('customers').where('id', 1).del()),
  'an update onto another row': refusedBy(EVERYBODY, (db) =>
    db('customers').where('id', 2).update({ email: 'ada@example.com' }),
  ),
  'a table that is not there': refusedBy(EVERYBODY, (db) => db('nowhere').select('id')),
  'a column that is not there': refusedBy(EVERYBODY, (db) => db('orders').where('colour', 'red')),
  'a raw text that is no SQL': refusedBy(EVERYBODY, (db) => db('orders').whereRaw('id = = ?', [1])),
  'a text too long': refusedBy(['pg', ...MYSQLS], (db) =>
    db('hits')
      .where('path', '/')
      .update({ note: 'x'.repeat(60) }),
  ),
  'a value too many': refusedBy(['pg', ...MYSQLS], (db) =>
    db('orders').insert({ customer_id: 1, total: 'a lot', placed_on: '2024-01-01' }),
  ),
  'a value that is undefined': refusedBy(EVERYBODY, (db) => db('orders').where('id', undefined as never)),
  'a value that is undefined, in an object': refusedBy(EVERYBODY, (db) =>
    db('orders').where({ id: 1, status: undefined }),
  ),
  'an operator that there is not': refusedBy(EVERYBODY, (db) => db('orders').where('id', 'resembles', 1)),
  'a raw text with too few bindings': refusedBy(EVERYBODY, (db) =>
    db('orders').whereRaw('id = ? or id = ?', [1]),
  ),
  'a delete with having': refusedBy(EVERYBODY, (db) => db('orders').having('id', '>', 1).del()),
  'an update of nothing': refusedBy(EVERYBODY, (db) => db('orders').where('id', 1).update({})),
  'after all of them': async (db) => [
    await db('customers').count({ many: '*' }),
    await db('orders').orderBy('id').select('id', 'status', 'total'),
    await db('hits').orderBy(['day', 'path']).select('day', 'path', 'count', 'note'),
  ],
}
