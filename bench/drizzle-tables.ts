import { integer, pgTable, text } from 'drizzle-orm/pg-core'

/* The tables of the benchmark's queries, as Drizzle wants them. */

export const users = pgTable('users', {
  id: integer('id'),
  name: text('name'),
  email: text('email'),
  age: integer('age'),
})

/** The same table without its key: Drizzle's inserts name every column that it knows, the others do not. */
export const usersToInsert = pgTable('users', {
  age: integer('age'),
  email: text('email'),
  name: text('name'),
})

export const orders = pgTable('orders', {
  id: integer('id'),
  customerId: integer('customer_id'),
  status: text('status'),
  total: integer('total'),
  createdAt: text('created_at'),
})

export const customers = pgTable('customers', {
  id: integer('id'),
  name: text('name'),
})

export const orderItems = pgTable('order_items', {
  orderId: integer('order_id'),
  quantity: integer('quantity'),
})
