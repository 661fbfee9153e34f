import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

import { fallbacksOf, sameOnBoth } from './both.js'

describe('the schema builder', () => {
  it('makes and changes the same tables', async () => {
    const metrics = await sameOnBoth(async (db) => {
      await db.schema.alterTable('books', (table) => {
        table.integer('pages').defaultTo(0)
        table.index(['price'], 'by_price')
      })
      await db.schema.renameTable('authors', 'writers')
      await db.schema.createView('cheap', (view) => {
        view.columns(['title'])
        view.as(db('books').select('title').where('price', '<', 15))
      })
      return [
        await db.schema.hasTable('writers'),
        await db.schema.hasColumn('books', 'pages'),
        await db('books').columnInfo(),
        await db('cheap'),
        await db('sqlite_master').orderBy('name').select('name', 'sql'),
        db.schema.createTable('t', (table) => void table.uuid('id').primary()).toString(),
      ]
    })
    expect(metrics.fastCalls).toBeGreaterThanOrEqual(3)
    expect(fallbacksOf(metrics)).toEqual({})
  })
})

const MIGRATIONS = {
  '01_books.js': `
    exports.up = async (knex) => {
      await knex.schema.createTable('books', (t) => { t.increments('id'); t.string('title') })
      await knex('books').insert([{ title: 'A' }, { title: 'B' }])
    }
    exports.down = (knex) => knex.schema.dropTable('books')`,
  '02_price.js': `
    exports.up = async (knex) => {
      await knex.schema.alterTable('books', (t) => { t.integer('price') })
      for (const { id } of await knex('books').select('id')) await knex('books').where({ id }).update({ price: id * 10 })
    }
    exports.down = (knex) => knex.schema.alterTable('books', (t) => { t.dropColumn('price') })`,
}

const SEEDS = {
  'books.js': `exports.seed = async (knex) => {
    await knex('books').del()
    await knex('books').insert({ title: 'seeded', price: 1 })
  }`,
}

describe('migrations and seeds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'knexodus-migrations-'))
  const [migrations, seeds] = [join(folder, 'migrations'), join(folder, 'seeds')]
  write(migrations, MIGRATIONS)
  write(seeds, SEEDS)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('run forwards and back, and leave the same behind', async () => {
    const metrics = await sameOnBoth(
      async (db) => [
        await db.migrate.up({ directory: migrations }),
        await db.migrate.latest({ directory: migrations }),
        await db('books').orderBy('id'),
        await db.seed.run({ directory: seeds }),
        await db('books').select('title', 'price'),
        await db.migrate.list({ directory: migrations }),
        await db.migrate.currentVersion({ directory: migrations }),
        await db.migrate.rollback({ directory: migrations }),
        await db('books').columnInfo(),
        await db.migrate.rollback({ directory: migrations }, true),
        await db.schema.hasTable('books'),
        await db('knex_migrations_lock').pluck('is_locked'),
      ],
      { setUp: () => Promise.resolve() },
    )
    expect(metrics.fastCalls).toBeGreaterThan(20)
    expect(fallbacksOf(metrics)).toEqual({})
  })
})

function write(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}
