import { EVERYBODY, MYSQLS, refusedBy } from './step.js'
import type { Theme } from './step.js'

/** Rows of several tables side by side. */
export const joins: Theme = {
  inner: (db) =>
    db('orders')
      .join('customers', 'orders.customer_id', 'customers.id')
      .select('orders.id', 'name')
      .orderBy('orders.id'),
  left: (db) =>
    db('customers as c')
      .leftJoin('orders as o', 'o.customer_id', 'c.id')
      .select('c.id as customer', 'o.id as order')
      .orderBy(['c.id', 'o.id']),
  right: (db) =>
    db('orders as o')
      .rightJoin('customers as c', 'o.customer_id', '=', 'c.id')
      .select('c.name', 'o.total')
      .orderBy(['c.id', 'o.id']),
  'full outer': refusedBy(MYSQLS, (db) =>
    db('orders as o')
      .fullOuterJoin('archive as a', 'a.order_id', 'o.id')
      .select('o.id', 'a.id as archived')
      .orderBy('o.id'),
  ),
  cross: (db) => db('hits').crossJoin(db.raw('employees as e')).count({ many: '*' }),
  'of many conditions': (db) =>
    db('customers as c')
      .leftJoin('orders as o', (on) =>
        on
          .on('o.customer_id', 'c.id')
          .andOnVal('o.total', '>', 15)
          .andOn((more) => more.onVal('o.status', 'sent').orOnIn('o.id', [1, 2, 3])),
      )
      .select('c.id as customer', 'o.id as order')
      .orderBy(['c.id', 'o.id']),
  'between and null': (db) =>
    db('products as p')
      .join('order_items as i', (on) =>
        on
          .on('i.product_id', 'p.id')
          .onBetween('i.quantity', [1, 2])
          .onNotNull('p.sku')
          .andOnNull('p.picture'),
      )
      .select('p.id', 'i.order_id')
      .orderBy(['i.order_id', 'p.id']),
  'where something exists': (db) =>
    db('customers as c')
      .join('orders as o', (on) =>
        on
          .on('o.customer_id', 'c.id')
          .onExists((q) => void q.select(db.raw('1')).from('order_items as i').whereRaw('i.order_id = o.id')),
      )
      .distinct('c.name')
      .orderBy('c.name'),
  'using a column': (db) =>
    db('archive')
      .join('order_items', (on) => on.using('order_id'))
      .select('archive.id'),
  'with a subquery': (db) =>
    db('customers as c')
      .join(
        db('orders').select('customer_id').sum({ spent: 'total' }).groupBy('customer_id').as('s'),
        's.customer_id',
        'c.id',
      )
      .select('c.name', 's.spent')
      .orderBy('c.name'),
  'of a table with itself': (db) =>
    db('employees as e')
      .leftJoin('employees as m', { 'm.id': 'e.manager_id' })
      .select('e.name', { manager: 'm.name' })
      .orderBy('e.id'),
  'four tables': (db) =>
    db('order_items as i')
      .innerJoin('orders as o', 'o.id', 'i.order_id')
      .innerJoin('products as p', 'p.id', 'i.product_id')
      .innerJoin('customers as c', 'c.id', 'o.customer_id')
      .where('p.price', '>', 5)
      .select('c.name', 'p.name as product', db.raw('?? * ?? as amount', ['i.quantity', 'p.price']))
      .orderBy(['o.id', 'p.id']),
  raw: (db) => db('orders').joinRaw('natural join (select 1 as id) as one').pluck('status'),
  'with a column that two tables have': refusedBy(EVERYBODY, (db) =>
    db('orders').join('customers', 'orders.customer_id', 'customers.id').where('id', 1),
  ),
}
