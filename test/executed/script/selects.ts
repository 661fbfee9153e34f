import { EVERYBODY, MYSQLS, SQLITES, refusedBy } from './step.js'
import type { Theme } from './step.js'

/** Rows by all kinds of conditions. */
export const selects: Theme = {
  'all columns of all rows': (db) => db('orders').orderBy('id'),
  'some columns, some under other names': (db) =>
    db('customers').select('id', 'name as who', { town: 'city' }).orderBy('id', 'desc'),
  'equal, and not': (db) => db('customers').where({ city: 'Bath' }).orWhereNot('visits', 0).orderBy('id'),
  'more and less': (db) => db('products').where('price', '>=', 20).andWhere('price', '<', 60).orderBy('id'),
  'one of': (db) => db('products').whereIn('category', ['heavy', 'wood']).whereNotIn('id', [1]).orderBy('id'),
  'one of none': (db) => db('products').whereIn('id', []),
  pairs: (db) =>
    db('order_items')
      .whereIn(
        ['order_id', 'product_id'],
        [
          [1, 2],
          [2, 4],
        ],
      )
      .orderBy('order_id'),
  'null, and not null': (db) => db('orders').whereNull('total').orWhereNotNull('paid').orderBy('id'),
  between: (db) =>
    db('orders').whereBetween('total', [20, 50]).whereNotBetween('id', [100, 200]).orderBy('id'),
  like: (db) => db('products').where('name', 'like', '%r%').orderBy('id'),
  whereLike: (db) => db('products').whereLike('name', 'D%').orWhereLike('name', 'e%').orderBy('id'),
  whereILike: (db) => db('products').whereILike('name', 'd%').orderBy('id'),
  'groups of conditions': (db) =>
    db('orders')
      .where(
        (q) =>
          void q
            .where('status', 'sent')
            .orWhere((p) => void p.where('paid', true).whereNot('customer_id', 1)),
      )
      .orderBy('id'),
  exists: (db) =>
    db('customers as c')
      .whereExists(
        (q) => void q.select(db.raw('1')).from('orders as o').where('o.customer_id', db.ref('c.id')),
      )
      .orderBy('c.id')
      .select('c.id'),
  'a column against another': (db) =>
    db('orders').where('total', '>', db.ref('id')).orderBy('id').select('id'),
  'raw conditions': (db) =>
    db('products')
      .whereRaw('?? + ? > ?', ['price', 5, 40])
      .orWhereRaw('sku = :sku', { sku: 'P-1' })
      .orderByRaw('?? desc', ['id']),
  'a subquery as a column and as a source': (db) =>
    db(db('orders').where('paid', true).as('o'))
      .select('o.id', db('customers').select('name').whereRaw('id = o.customer_id').as('who'))
      .orderBy('o.id'),
  'a subquery to compare with': (db) =>
    db('products').where('price', '>', db('products').avg('price')).orderBy('id').select('name'),
  distinct: (db) => db('customers').distinct('city').orderBy('city'),
  'distinct on': refusedBy([...MYSQLS, ...SQLITES], (db) =>
    db('orders')
      .distinctOn('customer_id')
      .orderBy(['customer_id', { column: 'id', order: 'desc' }]),
  ),
  'nulls in their place': (db) => db('orders').orderBy('total', 'desc', 'last').orderBy('id'),
  'a view': (db) => db('paid_orders').orderBy('id'),
  'a boolean': (db) => db('orders').where('paid', false).orderBy('id').select('id', 'paid'),
  bytes: (db) =>
    db('products')
      .where('picture', Buffer.from([0, 1, 2, 255]))
      .select('id', 'picture'),
  'a comment': (db) => db('orders').comment('who asks').where('id', 1).select('id'),
  'a hint': (db) => db('orders').hintComment('NO_ICP(orders)').where('id', 1).select('id'),
  'modified by a function': (db) =>
    db('orders')
      .modify((q, paid: boolean) => void q.where({ paid }), true)
      .orderBy('id')
      .select('id'),
  'a clone and its original': async (db) => {
    const query = db('orders').where('customer_id', 3).orderBy('id').select('id')
    const clone = query.clone().where('paid', true)
    return [await clone, await query, await query.clone().clearWhere().limit(2)]
  },
  'one query run twice': async (db) => {
    const query = db('orders').where('customer_id', 3).orderBy('id').offset(1).limit(5)
    return [await query, await query]
  },
  'from no table': (db) => db.select(db.raw('1 + 1 as two')),
  'without a schema that is there': refusedBy(EVERYBODY, (db) =>
    db.withSchema('elsewhere').from('orders').select(),
  ),
}

/** The first row, one column. */
export const firstsAndPlucks: Theme = {
  'the first row': (db) => db('orders').orderBy('id').first(),
  'the first row, some columns': (db) => db('orders').orderBy('id', 'desc').first('id', 'status'),
  'the first of none': (db) => db('orders').where('id', -1).first(),
  'the first by a subquery': (db) =>
    db('orders').whereIn('id', db('order_items').max('order_id')).first('id'),
  'first, then limited': (db) => db('orders').first('id').orderBy('id').limit(1),
  'one column': (db) => db('orders').orderBy('id').pluck('id'),
  'one column of a joined table': (db) =>
    db('orders')
      .join('customers', 'customers.id', 'orders.customer_id')
      .orderBy('orders.id')
      .pluck('customers.name'),
  'one column of none': (db) => db('orders').where('id', -1).pluck('id'),
  'plucked, distinct': (db) => db('orders').distinct().orderBy('status').pluck('status'),
  'first, in a transaction': (db) =>
    db.transaction((trx) => trx('orders').orderBy('total').whereNotNull('total').first('total')),
}

/** A page at a time. */
export const pagination: Theme = {
  'the first page': (db) => db('products').orderBy('id').limit(3),
  'the next page': (db) => db('products').orderBy('id').limit(3).offset(3),
  'past the end': (db) => db('products').orderBy('id').limit(3).offset(300),
  'an offset without a limit': (db) => db('products').orderBy('id').offset(7).select('id'),
  'no rows at all': (db) => db('products').orderBy('id').limit(0),
  'an offset of zero': (db) => db('products').orderBy('id').limit(2).offset(0).pluck('id'),
  'written into the text': (db) =>
    db('products').orderBy('id').limit(2, { skipBinding: true }).offset(1, { skipBinding: true }).pluck('id'),
  'after a key': (db) =>
    db('products')
      .where(
        (q) => void q.where('price', '>', 30).orWhere((p) => void p.where('price', 30).where('id', '>', 2)),
      )
      .orderBy(['price', 'id'])
      .limit(3),
  'a page and how many there are': async (db) => {
    const all = db('products').where('stock', '>', 0)
    return [
      await all.clone().count({ many: '*' }).first(),
      await all.clone().orderBy('id').limit(2).offset(2),
    ]
  },
  'page after page': async (db) => {
    const pages = []
    for (let page = 0; page < 4; page++)
      pages.push(
        await db('products')
          .orderBy('id')
          .limit(3)
          .offset(page * 3)
          .pluck('id'),
      )
    return pages
  },
}
