'use strict'

const { Model, raw, ref, transaction } = require('objection')
const knex = require('knex')
const { connect, contents, create, report } = require('./schema.cjs')

const { BelongsToOneRelation, HasManyRelation, ManyToManyRelation } = Model

class Author extends Model {
  static tableName = 'authors'
  static relationMappings = () => ({
    books: {
      relation: HasManyRelation,
      modelClass: Book,
      join: { from: 'authors.id', to: 'books.author_id' },
    },
    mentor: {
      relation: BelongsToOneRelation,
      modelClass: Author,
      join: { from: 'authors.mentor_id', to: 'authors.id' },
    },
  })
}

class Book extends Model {
  static tableName = 'books'
  static jsonAttributes = ['details']
  static modifiers = { cheap: (query) => query.where('price', '<', 15) }
  static relationMappings = () => ({
    author: {
      relation: BelongsToOneRelation,
      modelClass: Author,
      join: { from: 'books.author_id', to: 'authors.id' },
    },
    tags: {
      relation: ManyToManyRelation,
      modelClass: Tag,
      join: {
        from: 'books.id',
        through: { from: 'books_tags.book_id', to: 'books_tags.tag_id', extra: ['by'] },
        to: 'tags.id',
      },
    },
  })
}

class Tag extends Model {
  static tableName = 'tags'
}

const ignore = () => undefined

async function write() {
  await Author.query().insertGraph(
    [
      {
        name: 'Ada',
        mentor: { name: 'Zoe' },
        books: [
          { title: 'A', price: 10, details: { pages: 100 }, tags: [{ '#id': 'new', word: 'new', by: 'x' }] },
          { title: 'B', price: 20, tags: [{ '#ref': 'new' }, { word: 'old' }] },
        ],
      },
      { name: 'Bo', books: [{ title: 'C', price: 30 }] },
    ],
    { allowRefs: true },
  )
  const dee = await Author.query().insertAndFetch({ name: 'Dee' })
  await dee.$relatedQuery('books').insert({ title: 'D', price: 5 })
  await dee.$query().patch({ name: 'Dee Dee' })
  await Book.query()
    .patch({ price: raw('price + ?', [1]) })
    .where('price', '>', 10)
  await Book.query().increment('price', 2).where('title', 'A')
  await Book.relatedQuery('tags').for(Book.query().where('title', 'C')).relate(1)
  await Author.query().upsertGraph({ id: dee.id, name: 'Dee', books: [{ title: 'E' }] })
  await Book.query().insert({ title: 'A', price: 99 }).onConflict('title').merge(['price'])
  return Book.query().delete().where('title', 'no such book')
}

async function read() {
  return [
    await Author.query().orderBy('id').withGraphFetched('[books.tags, mentor]'),
    await Author.query()
      .orderBy('authors.id')
      .withGraphJoined('books(cheap)')
      .where('authors.name', 'like', '%A%'),
    await Book.query()
      .joinRelated('author')
      .where('author.name', 'Ada')
      .select('books.*', 'author.name as by')
      .orderBy('books.id'),
    await Book.query().findById(1),
    await Book.query().findOne({ title: 'B' }).select(ref('price').as('cost')),
    await Book.query().page(0, 2).orderBy('title'),
    await Author.query()
      .whereExists(Author.relatedQuery('books').where('price', '>', 20))
      .select('name'),
    await Author.query().select('name', Author.relatedQuery('books').count().as('books')).orderBy('id'),
    await Book.query().modify('cheap').resultSize(),
    await Book.query().whereIn('author_id', [1, 2, 3]).whereNotNull('details').select('title', 'details'),
    await Book.query()
      .avg('price as price')
      .groupBy('author_id')
      .having('price', '>', 1)
      .orderBy('author_id'),
    await Book.query()
      .where((query) => query.where('id', 1).orWhere('id', 2))
      .orderBy('id')
      .first(),
  ]
}

async function transact(db) {
  await transaction(db, async (trx) => {
    await Tag.query(trx).insert({ word: 'kept' })
    await Tag.transaction(trx, (nested) => Tag.query(nested).insert({ word: 'nested' }))
  })
  await Tag.transaction(async (trx) => {
    await Tag.query(trx).delete()
    throw new Error('roll back')
  }).catch(ignore)
  const trx = await Book.startTransaction()
  await Book.query(trx).findById(2).patch({ title: 'changed' })
  await trx.rollback()
  return Tag.query().orderBy('id')
}

async function main() {
  const db = connect(knex)
  Model.knex(db)
  await create(db)
  const told = [await write(), await read(), await transact(db), await contents(db)]
  await db.destroy()
  report(told)
}

void main()
