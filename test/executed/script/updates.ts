import { EVERYBODY, MYSQLS, SQLITES, refusedBy } from './step.js'
import type { Theme } from './step.js'

/** Changes of rows, and how many of them there were. */
export const updates: Theme = {
  'one row by its key': (db) => db('customers').where({ id: 1 }).update({ city: 'Bath', credit: 10 }),
  'no row': (db) => db('customers').where('id', 999).update({ city: 'Nowhere' }),
  'a name and a value': (db) => db('customers').where('id', 2).update('city', 'Rome'),
  'to null': (db) => db('customers').where('id', 8).update({ city: null }),
  'what is undefined stays as it is': (db) =>
    db('customers').where('id', 3).update({ city: 'Lyon', name: undefined }),
  'all rows': (db) => db('products').update({ stock: 20 }),
  'by a raw value': (db) =>
    db('products')
      .where('category', 'small')
      .update({ price: db.raw('?? * ?', ['price', 2]) }),
  'by a subquery': (db) =>
    db('orders')
      .where('id', 6)
      .update({ total: db('products').max('price').where('category', 'wood') }),
  'of rows chosen by a subquery': (db) =>
    db('orders')
      .whereIn('customer_id', db('customers').select('id').where('city', 'Rome'))
      .update({ status: 'checked' }),
  'of rows chosen in many ways': (db) =>
    db('products')
      .whereBetween('price', [10, 30])
      .andWhere(
        (either) => void either.where('category', 'wood').orWhereNull('picture').orWhereNot('stock', 20),
      )
      .whereNotIn('sku', ['P-1', 'P-2'])
      .update({ stock: 15 }),
  'joined with another table': refusedBy(['pg', ...SQLITES], (db) =>
    db('orders')
      .join('customers', 'customers.id', 'orders.customer_id')
      .where('customers.city', 'Lyon')
      .update({ 'orders.status': 'joined' }),
  ),
  'from another table': refusedBy([...MYSQLS, ...SQLITES], (db) =>
    db('orders')
      .update({ status: 'from' })
      .updateFrom('customers')
      .where('customers.id', db.ref('orders.customer_id'))
      .where('customers.city', 'Lyon'),
  ),
  'the first of some rows, which only MySQL heeds': (db) =>
    db('products').where('category', 'heavy').orderBy('price', 'desc').limit(1).update({ stock: 1 }),
  'one part of a document': (db, client) =>
    db('customers')
      .where('id', 2)
      .update({
        profile:
          client === 'pg'
            ? db.raw(`jsonb_set(profile, '{address,zip}', ?)`, [JSON.stringify('2020')])
            : db.jsonSet('profile', '$.address.zip', '2020'),
      }),
  'of a column that is not there': refusedBy(EVERYBODY, (db) =>
    db('orders').where('id', 1).update({ colour: 1 }),
  ),
  'what is there now': async (db) => [
    await db('customers').orderBy('id'),
    await db('products').orderBy('id').select('id', 'price', 'stock'),
    await db('orders').orderBy('id'),
  ],
}

/** Numbers that go up and down in the database itself. */
export const counters: Theme = {
  'up by one': (db) => db('customers').where('id', 1).increment('visits'),
  'up by some': (db) => db('customers').where('id', 1).increment('visits', 5),
  'down by some': (db) => db('customers').where('id', 1).decrement('visits', 2),
  'down by a fraction': (db) => db('customers').where('id', 2).decrement('credit', 0.5),
  'several at once': (db) => db('customers').where('id', 2).increment({ visits: 2, credit: 1 }),
  'beside an update': (db) => db('customers').where('id', 3).update({ city: 'Nice' }).increment('visits', 4),
  'up and down': (db) => db('customers').where('id', 4).increment('visits', 9).decrement('credit', 50),
  'cleared again': (db) =>
    db('customers').where('id', 5).increment('visits', 9).clearCounters().update({ city: 'Graz' }),
  'of rows that there are none of': (db) => db('customers').where('id', -1).increment('visits'),
  'what is there now': (db) => db('customers').orderBy('id').select('id', 'city', 'visits', 'credit'),
}

/** Rows that go. */
export const deletes: Theme = {
  'one row by its key': (db) => db('archive').where('id', 1).del(),
  'no row': (db) => db('archive').where('id', 999).delete(),
  'by a subquery': (db) =>
    db('archive')
      .whereIn('order_id', db('orders').select('id').where('total', '>', 80))
      .del(),
  'where another table says so': (db) =>
    db('hits')
      .whereNotExists(db('customers').select(db.raw('1')).where('customers.name', 'Ada'))
      .del(),
  'joined with another table': refusedBy(SQLITES, (db) =>
    db('archive').join('orders', 'orders.id', 'archive.order_id').where('orders.status', 'checked').del(),
  ),
  'using another table': refusedBy([...MYSQLS, ...SQLITES], (db) =>
    db('archive')
      .using(['orders'])
      .where('orders.id', db.ref('archive.order_id'))
      .where('orders.status', 'joined')
      .del(),
  ),
  'no more than some': (db, client) =>
    MYSQLS.includes(client)
      ? db('hits').where('count', '<', 3).limit(1).del()
      : db('hits').where('count', '<', 3).del(),
  'all of them': (db) => db('archive').del(),
  'what is there now': async (db) => [await db('archive'), await db('hits').orderBy(['day', 'path'])],
}
