'use strict'

const makeBookshelf = require('bookshelf')
const knex = require('knex')
const { connect, contents, create, report } = require('./schema.cjs')

const ignore = () => undefined

function modelsOf(bookshelf) {
  const Tag = bookshelf.model('Tag', { tableName: 'tags' })
  const Book = bookshelf.model('Book', {
    tableName: 'books',
    author() {
      return this.belongsTo('Author')
    },
    tags() {
      return this.belongsToMany('Tag', 'books_tags').withPivot(['by'])
    },
  })
  const Author = bookshelf.model('Author', {
    tableName: 'authors',
    books() {
      return this.hasMany('Book')
    },
    mentor() {
      return this.belongsTo('Author', 'mentor_id')
    },
  })
  return { Author, Book, Tag }
}

async function write({ Author, Book, Tag }) {
  const zoe = await Author.forge({ name: 'Zoe' }).save()
  const ada = await new Author({ name: 'Ada', mentor_id: zoe.id }).save()
  const titles = ['A', 'B', 'C']
  const books = []
  for (const title of titles)
    books.push(await ada.related('books').create({ title, price: title.charCodeAt(0) }))
  const tags = await Promise.all(['new', 'old'].map((word) => Tag.forge({ word }).save()))
  await books[0].tags().attach([{ tag_id: tags[0].id, by: 'x' }, tags[1].id])
  await books[1].tags().attach(tags[1])
  await books[0].tags().detach(tags[1])
  await books[0].tags().updatePivot({ by: 'y' }, { query: { where: { tag_id: tags[0].id } } })
  await books[1].save({ price: 7 }, { patch: true })
  await Book.where('price', '>', 66).save({ price: 1 }, { method: 'update', patch: true })
  await books[2].destroy()
}

async function read({ Author, Book }) {
  const json = async (fetched) => (await fetched).toJSON({ omitPivot: false })
  return [
    await json(
      Author.collection()
        .query((query) => void query.orderBy('id'))
        .fetch({ withRelated: ['books.tags', 'mentor'] }),
    ),
    await json(
      Book.where({ title: 'A' }).fetch({
        withRelated: ['author.mentor', { tags: (query) => query.where('word', 'new') }],
      }),
    ),
    await json(Book.query((query) => void query.whereIn('id', [1, 2]).orderBy('price', 'desc')).fetchAll()),
    await json(new Book({ id: 2 }).fetch({ columns: ['id', 'title'] })),
    await json(Book.forge().orderBy('title', 'DESC').fetchPage({ page: 1, pageSize: 1 })),
    await Book.count(),
    await Author.forge({ id: 2 }).books().count(),
    await Book.where('title', 'nothing').fetch({ require: false }),
    await Book.where('title', 'nothing')
      .fetch()
      .catch((error) => error.message),
  ]
}

async function transact(bookshelf, { Tag }) {
  await bookshelf.transaction(async (transacting) => {
    await Tag.forge({ word: 'kept' }).save(null, { transacting })
    await Tag.where({ word: 'new' }).save({ word: 'newer' }, { transacting, method: 'update', patch: true })
  })
  await bookshelf
    .transaction(async (transacting) => {
      await Tag.forge({ word: 'lost' }).save(null, { transacting })
      throw new Error('roll back')
    })
    .catch(ignore)
  return (await Tag.fetchAll()).pluck('word')
}

async function main() {
  const db = connect(knex)
  const bookshelf = makeBookshelf(db)
  const models = modelsOf(bookshelf)
  await create(db)
  await write(models)
  const told = [await read(models), await transact(bookshelf, models), await contents(db)]
  await db.destroy()
  report(told)
}

void main()
