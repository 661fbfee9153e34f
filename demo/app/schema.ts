import type { Knex } from 'knexodus'

/** Creates the shop's tables. */
export async function createSchema(db: Knex): Promise<void> {
  await createMasterData(db)
  await createSales(db)
  await createRecords(db)
}

async function createMasterData(db: Knex): Promise<void> {
  await db.schema.createTable('customers', (table) => {
    table.increments('id')
    table.string('name').notNullable()
    table.string('email').notNullable().unique()
    table.string('city').notNullable().index()
    table.string('tier').notNullable().defaultTo('basic')
    table.string('phone').nullable()
    table.integer('credit_cents').notNullable().defaultTo(0)
    table.timestamp('created_at').notNullable()
  })
  await db.schema.createTable('products', (table) => {
    table.increments('id')
    table.string('sku').notNullable().unique()
    table.string('name').notNullable()
    table.string('category').notNullable().index()
    table.integer('price_cents').notNullable()
    table.integer('stock').notNullable().defaultTo(0)
    table.timestamp('discontinued_at').nullable()
  })
}

async function createSales(db: Knex): Promise<void> {
  await db.schema.createTable('orders', (table) => {
    table.increments('id')
    table.integer('customer_id').notNullable().references('customers.id').index()
    table.string('status').notNullable().index()
    table.integer('total_cents').notNullable()
    table.timestamp('placed_at').notNullable()
    table.timestamp('shipped_at').nullable()
    table.text('note').nullable()
  })
  await db.schema.createTable('order_lines', (table) => {
    table.integer('order_id').notNullable().references('orders.id').onDelete('cascade')
    table.integer('product_id').notNullable().references('products.id').index()
    table.integer('quantity').notNullable()
    table.integer('unit_cents').notNullable()
    table.primary(['order_id', 'product_id'])
  })
  await db.schema.createTable('payments', (table) => {
    table.increments('id')
    table.integer('order_id').notNullable().references('orders.id').onDelete('cascade').index()
    table.string('method').notNullable()
    table.integer('amount_cents').notNullable()
    table.integer('refunded_cents').notNullable().defaultTo(0)
    table.timestamp('paid_at').notNullable()
  })
}

async function createRecords(db: Knex): Promise<void> {
  await db.schema.createTable('wishes', (table) => {
    table.integer('customer_id').notNullable().references('customers.id')
    table.integer('product_id').notNullable().references('products.id')
    table.timestamp('added_at').notNullable()
    table.primary(['customer_id', 'product_id'])
  })
  await db.schema.createTable('daily_sales', (table) => {
    table.string('day').notNullable()
    table.integer('product_id').notNullable().references('products.id')
    table.integer('units').notNullable()
    table.primary(['day', 'product_id'])
  })
  await db.schema.createTable('audit', (table) => {
    table.increments('id')
    table.string('subject').notNullable()
    table.string('action').notNullable()
    table.timestamp('at').notNullable().index()
  })
}

/** Every table, and the columns that order its rows without ties. */
export const TABLES = {
  customers: ['id'],
  products: ['id'],
  orders: ['id'],
  order_lines: ['order_id', 'product_id'],
  payments: ['id'],
  wishes: ['customer_id', 'product_id'],
  daily_sales: ['day', 'product_id'],
  audit: ['id'],
} as const
