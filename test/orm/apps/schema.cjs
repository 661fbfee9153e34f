'use strict'

/* A small library: authors write books, books have tags, readers leave reviews. */

exports.connect = (knex) => knex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true })

exports.create = async (db) => {
  await db.schema.createTable('authors', (table) => {
    table.increments('id')
    table.string('name').notNullable()
    table.integer('mentor_id').references('authors.id')
  })
  await db.schema.createTable('books', (table) => {
    table.increments('id')
    table.integer('author_id').references('authors.id')
    table.string('title').notNullable().unique()
    table.integer('price').defaultTo(0)
    table.json('details')
  })
  await db.schema.createTable('tags', (table) => {
    table.increments('id')
    table.string('word')
  })
  await db.schema.createTable('books_tags', (table) => {
    table.integer('book_id')
    table.integer('tag_id')
    table.string('by')
  })
}

/** Everything that is in the database now. */
exports.contents = async (db) => {
  const tables = ['authors', 'books', 'tags', 'books_tags']
  const rows = await Promise.all(tables.map((table) => db(table).select().orderBy(db.raw('rowid'))))
  return Object.fromEntries(tables.map((table, index) => [table, rows[index]]))
}

/** Prints what was learned, and who built the queries. Without the preload there are no numbers, which shows as zeros. */
exports.report = (told) => {
  const { getQueryBuilderMetrics, listShapes } = require('knexodus')
  const metrics = getQueryBuilderMetrics()
  const fallbacks = listShapes().filter(({ fallbackReason }) => fallbackReason !== undefined)
  console.log(JSON.stringify({ told, metrics, fallbacks }))
}
