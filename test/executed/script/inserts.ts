import { EVERYBODY, SQLITES, refusedBy } from './step.js'
import type { Theme } from './step.js'

/** Rows of all kinds of values; their generated ids are what the other themes count on. */
export const inserts: Theme = {
  'one row': (db) => db('customers').insert({ email: 'ada@example.com', name: 'Ada', city: 'London' }),
  'a row of many types': (db) =>
    db('customers').insert({
      email: 'bo@example.com',
      name: 'Bo O\'Hara \\ "quoted"',
      city: null,
      credit: 12.5,
      visits: 3,
      profile: JSON.stringify({ tags: ['new', 'vip'], address: { zip: '1010', floor: 2 } }),
    }),
  'several rows': (db) =>
    db('customers').insert([
      { email: 'cy@example.com', name: 'Cy', city: 'Paris', credit: 100 },
      { email: 'di@example.com', name: 'Di', city: 'London', credit: 250 },
      { email: 'ed@example.com', name: 'Ed', city: 'Wien', credit: 0 },
    ]),
  'rows with differing keys': (db) =>
    db('customers').insert([
      { email: 'flo@example.com', name: 'Flo' },
      { name: 'Gus', email: 'gus@example.com', city: 'Paris' },
    ]),
  'rows that leave what is not null to its default': refusedBy(SQLITES, (db) =>
    db('hits').insert([
      { day: '2023-01-01', path: '/', count: 7 },
      { day: '2023-01-02', path: '/' },
    ]),
  ),
  'a row asked for its id': (db) => db('customers').insert({ email: 'hal@example.com', name: 'Hal' }, 'id'),
  unicode: (db) => db('customers').insert({ email: 'ñ@例え.jp', name: 'Ñandú — čšž', city: '東京' }),
  products: (db) =>
    db('products').insert(
      ['Anvil', 'Bolt', 'Crate', 'Drill', 'Easel', 'Frame', 'Glue', 'Hook'].map((name, i) => ({
        sku: `P-${i + 1}`,
        name,
        category: ['heavy', 'small', 'wood'][i % 3],
        price: (i + 1) * 5,
      })),
    ),
  bytes: (db) =>
    db('products').insert({
      sku: 'P-9',
      name: 'Inkpot',
      category: 'small',
      price: 45,
      picture: Buffer.from([0, 1, 2, 255]),
    }),
  'a raw value': (db) =>
    db('products').insert({ sku: db.raw('upper(?)', ['p-10']), name: 'Jug', category: 'small', price: 50 }),
  'a subquery as a value': (db) =>
    db('orders').insert({
      customer_id: db('customers').select('id').where('email', 'ada@example.com'),
      total: 30,
      placed_on: '2024-01-01',
    }),
  orders: (db) =>
    db('orders').insert([
      { customer_id: 1, total: 20, placed_on: '2024-01-02', status: 'new', paid: true },
      { customer_id: 2, total: 45, placed_on: '2024-01-02', status: 'new', paid: true },
      { customer_id: 3, total: 10, placed_on: '2024-01-03', status: 'sent', paid: false },
      { customer_id: 3, total: 90, placed_on: '2024-02-01', status: 'sent', paid: true },
      { customer_id: 4, total: null, placed_on: '2024-02-02', status: 'lost', paid: false },
    ]),
  'items of orders': (db) =>
    db('order_items').insert([
      { order_id: 1, product_id: 1, quantity: 2 },
      { order_id: 1, product_id: 2, quantity: 2 },
      { order_id: 2, product_id: 4, quantity: 1 },
      { order_id: 3, product_id: 9, quantity: 1 },
      { order_id: 4, product_id: 2, quantity: 1 },
      { order_id: 5, product_id: 9, quantity: 2 },
    ]),
  employees: (db) =>
    db('employees').insert([
      { id: 1, name: 'Root', manager_id: null, department: null, salary: 100 },
      { id: 2, name: 'Left', manager_id: 1, department: 'sales', salary: 60 },
      { id: 3, name: 'Right', manager_id: 1, department: 'tech', salary: 80 },
      { id: 4, name: 'Leaf', manager_id: 2, department: 'sales', salary: 40 },
      { id: 5, name: 'Twig', manager_id: 3, department: 'tech', salary: 80 },
      { id: 6, name: 'Bud', manager_id: 5, department: 'tech', salary: 30 },
    ]),
  'from a select': refusedBy(EVERYBODY, (db) =>
    db('archive').insert(db('orders').select('id').where('status', 'lost')),
  ),
  'from a select, with a list of columns': (db) =>
    db(db.raw('?? (??, ??, ??)', ['archive', 'order_id', 'status', 'total'])).insert(
      db('orders').select('id', 'status', 'total').where('paid', true).orderBy('id'),
    ),
  'nothing but defaults': refusedBy(EVERYBODY, (db) => db('products').insert({})),
  'an empty list of rows': refusedBy(EVERYBODY, (db) => db('products').insert([])),
  'what is there now': async (db) => [
    await db('customers').orderBy('id'),
    await db('products').orderBy('id'),
    await db('orders').orderBy('id'),
    await db('archive').orderBy('id'),
  ],
}
