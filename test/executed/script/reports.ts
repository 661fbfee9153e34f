import { MYSQLS, SQLITES, refusedBy } from './step.js'
import type { Theme } from './step.js'

/** Numbers about rows. */
export const aggregates: Theme = {
  'how many': (db) => db('orders').count(),
  'how many, by name': (db) => db('orders').count({ many: '*' }).first(),
  'how many of several columns': (db) => db('orders').count({ all: 'id', totals: 'total' }),
  'how many different': (db) => db('orders').countDistinct('customer_id as buyers'),
  'how many different pairs': refusedBy(SQLITES, (db) => db('orders').countDistinct('customer_id', 'status')),
  'sums and means': (db) =>
    db('orders').sum('total as sum').avg('total as mean').min('total as least').max('total as most'),
  'of different values': (db) => db('products').sumDistinct('stock as sum').avgDistinct({ mean: 'stock' }),
  'by group': (db) =>
    db('orders')
      .select('status')
      .count({ many: '*' })
      .sum({ sum: 'total' })
      .groupBy('status')
      .orderBy('status'),
  'by two columns': (db) =>
    db('orders')
      .select('customer_id', 'status')
      .count('* as many')
      .groupBy('customer_id', 'status')
      .orderBy(['customer_id', 'status']),
  'by a raw group': (db) =>
    db('orders')
      .select(db.raw('substr(placed_on, 1, 7) as month'))
      .sum('total as sum')
      .groupByRaw('substr(placed_on, 1, 7)')
      .orderByRaw('1'),
  'groups that have enough': (db) =>
    db('orders')
      .select('customer_id')
      .groupBy('customer_id')
      .havingRaw('count(*) > ?', [1])
      .orderBy('customer_id'),
  'groups by all kinds of having': (db) =>
    db('products')
      .select('category')
      .groupBy('category')
      .having('category', '<>', 'none')
      .havingBetween('category', ['a', 'z'])
      .havingNotNull('category')
      .havingIn('category', ['heavy', 'small', 'wood'])
      .orHaving((q) => void q.having('category', '=', 'ghost'))
      .orderBy('category'),
  'the best customers': (db) =>
    db('customers as c')
      .join('orders as o', 'o.customer_id', 'c.id')
      .groupBy('c.id', 'c.name')
      .select('c.name')
      .sum({ spent: 'o.total' })
      .count({ orders: 'o.id' })
      .orderBy([{ column: 'spent', order: 'desc' }, { column: 'c.name' }])
      .limit(3),
  'a raw report': (db) =>
    db('orders').select(
      db.raw('sum(case when paid = ? then total else ? end) as paid', [true, 0]),
      db.raw('count(??) as many', ['id']),
    ),
}

/** Queries with names. */
export const ctes: Theme = {
  one: (db) =>
    db
      .with('paid', db('orders').where('paid', true))
      .from('paid')
      .join('customers', 'customers.id', 'paid.customer_id')
      .select('paid.id', 'name')
      .orderBy('paid.id'),
  'by a callback, with its columns': (db) =>
    db
      .with('s', ['who', 'spent'], (q) =>
        q.select('customer_id').sum('total').from('orders').groupBy('customer_id'),
      )
      .select()
      .from('s')
      .orderBy('who'),
  'two, of which one uses the other': (db) =>
    db
      .with('a', db('orders').select('id', 'total').where('total', '>', 15))
      .with('b', (q) => q.select('id').from('a').where('total', '<', 60))
      .from('b')
      .orderBy('id'),
  raw: (db) =>
    db
      .with('n', db.raw('select ? as n', ['one']))
      .select('n')
      .from('n'),
  'up to the root': (db) =>
    db
      .withRecursive('chain', (q) =>
        q
          .select('id', 'name', 'manager_id')
          .from('employees')
          .where('id', 6)
          .unionAll(
            (up) =>
              void up
                .select('e.id', 'e.name', 'e.manager_id')
                .from('employees as e')
                .join('chain', 'chain.manager_id', 'e.id'),
          ),
      )
      .select('name')
      .from('chain'),
  'counted up': (db) =>
    db
      .withRecursive('n', ['i'], (q) =>
        q
          .select('id')
          .from('employees')
          .where('id', 1)
          .unionAll((next) => void next.select(db.raw('i + 1')).from('n').where('i', '<', 5)),
      )
      .from('n')
      .pluck('i'),
  'materialized, or not': refusedBy(MYSQLS, async (db) => [
    await db.withMaterialized('m', db('orders').select('id')).from('m').count({ many: '*' }),
    await db.withNotMaterialized('m', db('orders').select('id')).from('m').count({ many: '*' }),
  ]),
  'before an update': refusedBy(MYSQLS, (db) =>
    db('orders')
      .with('rich', db('customers').select('id').where('credit', '>', 150))
      .whereIn('customer_id', db('rich').select('id'))
      .update({ status: 'rich' }),
  ),
  'before a delete': refusedBy(MYSQLS, (db) =>
    db('hits')
      .with('old', db('hits').select('day').where('count', '>', 5000))
      .whereIn('day', db('old').select('day'))
      .del(),
  ),
}

/** Queries put together. */
export const unions: Theme = {
  'of two': (db) =>
    db('customers')
      .select('name')
      .where('id', '<', 3)
      .union(db('employees').select('name').where('id', '<', 3))
      .orderBy('name'),
  'with what is twice': (db) =>
    db('orders').select('status').unionAll(db('orders').select('status')).orderBy('status'),
  'of a list': (db) =>
    db('orders')
      .select('id')
      .where('id', 1)
      .union([db('orders').select('id').where('id', 2), (q) => q.select('id').from('orders').where('id', 3)])
      .orderBy('id'),
  'each with its own end': refusedBy(SQLITES, (db) =>
    db('orders')
      .select('id')
      .where('id', 1)
      .union([db('products').select('id').orderBy('id', 'desc').limit(2)], true)
      .orderBy('id'),
  ),
  'what both have': (db) =>
    db('orders').select('customer_id').intersect(db('customers').select('id').where('city', 'Nice')),
  'what only one has': (db) =>
    db('customers').select('id').except(db('orders').select('customer_id')).orderBy('id'),
  'as a source': (db) =>
    db(db('customers').select('name').unionAll(db('employees').select('name')).as('everybody')).count({
      many: '*',
    }),
  'in a condition': (db) =>
    db('products')
      .whereIn(
        'id',
        db('order_items').select('product_id').union(db('products').select('id').where('price', 10)),
      )
      .orderBy('id')
      .pluck('id'),
}

/** Numbers about rows, beside them. */
export const windows: Theme = {
  'the row number': (db) => db('employees').select('name').rowNumber('n', ['salary', 'id']).orderBy('id'),
  'the rank in a part': (db) =>
    db('employees').select('name').rank('r', 'salary', 'department').orderBy('id'),
  'the rank without gaps': (db) =>
    db('employees').select('name').denseRank('r', { column: 'salary', order: 'desc' }).orderBy('id'),
  'by a callback': (db) =>
    db('employees')
      .select('name')
      .rowNumber('n', (over) => void over.partitionBy('department').orderBy('salary', 'desc').orderBy('id'))
      .orderBy('id'),
  'by a raw text': (db) =>
    db('employees')
      .select('name')
      .rowNumber('n', db.raw('order by ?? desc, ??', ['salary', 'id']))
      .orderBy('id'),
  'a running sum': (db) =>
    db('orders')
      .select('id', db.raw('sum(??) over (order by ??) as running', ['total', 'id']))
      .orderBy('id'),
  'the least of each part': (db) =>
    db(
      db('employees')
        .select('name', 'department')
        .rowNumber('n', ['salary', 'id'], ['department'])
        .as('ranked'),
    )
      .where('n', 1)
      .orderBy('name')
      .select('name', 'department'),
}

/** Documents in columns. */
export const json: Theme = {
  'a part': (db) => db('customers').jsonExtract('profile', '$.address.zip', 'zip').where('id', 2),
  'several parts': (db) =>
    db('customers')
      .jsonExtract([
        ['profile', '$.address.floor', 'floor'],
        ['profile', '$.tags[0]', 'tag'],
      ])
      .where('id', 2),
  set: (db) => db('customers').jsonSet('profile', '$.address.zip', '"3030"', 'changed').where('id', 2),
  added: (db) => db('customers').jsonInsert('profile', '$.born', '1990', 'changed').where('id', 2),
  removed: (db) => db('customers').jsonRemove('profile', '$.tags', 'changed').where('id', 2),
  'a condition on a part': (db) =>
    db('customers').whereJsonPath('profile', '$.address.floor', '=', 2).pluck('id'),
  'a condition on a text': (db) =>
    db('customers').whereJsonPath('profile', '$.tags[1]', '=', 'vip').pluck('id'),
  'a whole document': (db) => db('customers').whereJsonObject('profile', { a: 1 }).pluck('id'),
  'what holds another': refusedBy(SQLITES, (db) =>
    db('customers')
      .whereJsonSupersetOf('profile', { address: { floor: 2 } })
      .pluck('id'),
  ),
  'what another holds': refusedBy(SQLITES, (db) =>
    db('customers')
      .whereJsonSubsetOf('profile', { address: { floor: 2 } })
      .pluck('id'),
  ),
}
