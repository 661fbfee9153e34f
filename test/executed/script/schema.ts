import type { Theme } from './step.js'

/** The tables of everything that follows, made by the schema builder, and what Knex says of them. */
export const schema: Theme = {
  customers: (db) =>
    db.schema.createTable('customers', (table) => {
      table.increments('id')
      table.string('email', 100).notNullable().unique()
      table.string('name', 100).notNullable()
      table.string('city', 50)
      table.decimal('credit', 10, 2).notNullable().defaultTo(0)
      table.integer('visits').notNullable().defaultTo(0)
      table.jsonb('profile')
    }),
  products: (db) =>
    db.schema.createTable('products', (table) => {
      table.increments('id')
      table.string('sku', 20).notNullable().unique()
      table.string('name', 100).notNullable()
      table.string('category', 30).notNullable()
      table.integer('price').notNullable()
      table.integer('stock').notNullable().defaultTo(10)
      table.binary('picture')
    }),
  'orders, which belong to customers': (db) =>
    db.schema.createTable('orders', (table) => {
      table.increments('id')
      table.integer('customer_id').unsigned().notNullable().references('customers.id')
      table.string('status', 20).notNullable().defaultTo('new')
      table.integer('total')
      table.string('placed_on', 10).notNullable()
      table.boolean('paid').notNullable().defaultTo(false)
    }),
  'items of orders, with a key of two columns': (db) =>
    db.schema.createTable('order_items', (table) => {
      table.integer('order_id').unsigned().notNullable().references('orders.id')
      table.integer('product_id').unsigned().notNullable().references('products.id')
      table.integer('quantity').notNullable()
      table.primary(['order_id', 'product_id'])
    }),
  'hits a day': (db) =>
    db.schema.createTable('hits', (table) => {
      table.string('day', 10).notNullable()
      table.string('path', 50).notNullable()
      table.integer('count').notNullable().defaultTo(0)
      table.string('note', 50)
      table.primary(['day', 'path'])
    }),
  'employees and their managers': (db) =>
    db.schema.createTable('employees', (table) => {
      table.integer('id').primary()
      table.string('name', 50).notNullable()
      table.integer('manager_id')
      table.string('department', 30)
      table.integer('salary').notNullable()
    }),
  'an archive': (db) =>
    db.schema.createTable('archive', (table) => {
      table.increments('id')
      table.integer('order_id').notNullable()
      table.string('status', 20)
      table.integer('total')
    }),
  'a column added later': (db) =>
    db.schema.alterTable('archive', (table) => {
      table.string('note', 50)
    }),
  'a view over a query': (db) =>
    db.schema.createView('paid_orders', (view) => {
      view.columns(['id', 'customer_id', 'total'])
      view.as(db('orders').select('id', 'customer_id', 'total').where('paid', true))
    }),
  'which tables there are': async (db) => [
    await db.schema.hasTable('orders'),
    await db.schema.hasTable('disorders'),
    await db.schema.hasColumn('archive', 'note'),
  ],
  'the columns of a table': (db) => db('products').columnInfo(),
  'one column': (db) => db('products').columnInfo('category'),
  'the columns of a table in a transaction': (db) => db.transaction((trx) => trx('hits').columnInfo()),
  'a table emptied': async (db) => {
    await db('archive').insert({ order_id: 0 })
    await db('archive').truncate()
    return db('archive').select()
  },
}
