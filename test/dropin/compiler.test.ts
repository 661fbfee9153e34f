import { describe, expect, it } from 'vitest'
import knexFactory from 'knex'
import type { Knex } from 'knex'

import { createAdapter } from 'knexodus'

/* Partial indexes, ORMs and tenancy plugins look into the compiler of a query: what they find there is Knex's. */

type Compiler = Record<string, unknown> & {
  grouped: Record<string, ({ type: string; grouping: string } & Record<string, unknown>)[]>
  bindings: unknown[]
} & Record<string, (...args: unknown[]) => unknown>

type Look = (compiler: Compiler, query: Knex.QueryBuilder) => unknown

const LOOKS: Record<string, Look> = {
  'one clause': (compiler) => [compiler['where']!(), compiler.bindings],
  'every clause': (compiler) =>
    ['columns', 'join', 'where', 'group', 'having', 'order', 'limit', 'offset'].map((clause) =>
      compiler[clause]!(),
    ),
  'statements by their type': (compiler) =>
    compiler.grouped['where']!.map((statement) => [statement.type, compiler[statement.type]!(statement)]),
  'the table': (compiler) => [compiler['tableName'], compiler['single'], compiler['method']],
  'a changed field': (compiler) => {
    compiler.grouped = {}
    return [compiler['toSQL']!('select'), compiler['first']]
  },
  'a group, then the whole': (compiler, query) => [
    Object.keys(compiler.grouped),
    compiler['toSQL']!('select') as object,
    query.toSQL().sql,
  ],
  'a method, then the whole': (compiler) => [
    compiler['where']!(),
    compiler['toSQL']!('select'),
    compiler.bindings,
  ],
  'a changed statement': (compiler) => {
    compiler.grouped['where']!.pop()
    return compiler['where']!()
  },
  'the whole by a method of its own': (compiler) => [compiler['select']!(), compiler.bindings],
  'the client and the builder': (compiler, query) => [
    Object.is(compiler['builder'], query),
    compiler['client'] === (query as unknown as Record<string, unknown>)['client'],
    compiler.constructor.name,
  ],
}

const QUERY = (db: Knex): Knex.QueryBuilder =>
  db('books as b')
    .join('authors', 'authors.id', 'b.author_id')
    .select('b.title', db.raw('? as one', [1]))
    .where({ price: 5 })
    .whereIn('b.id', [1, 2])
    .whereNull('gone')
    .groupBy('b.id')
    .having('b.id', '>', 3)
    .orderBy('b.id')
    .limit(4)
    .offset(5)

/** Without what is random in a result. */
const plainOf = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, part: unknown) => (key === '__knexQueryUid' ? undefined : part)),
  ) as unknown

function compilerOf(db: Knex, query: Knex.QueryBuilder): Compiler {
  return (db.client as { queryCompiler(query: unknown): Compiler }).queryCompiler(query)
}

describe.each(['pg', 'better-sqlite3'])('the compiler of %s, looked into', (client) => {
  const config = { client, useNullAsDefault: true }
  const adapter = createAdapter({ percentage: 100, fallback: false, logLevel: 'silent' })
  const plain = knexFactory(config)
  const routed = adapter.adaptKnex(knexFactory(config))

  it.each(Object.entries(LOOKS))('shows the same: %s', (_, look) => {
    const [expected, found] = [plain, routed].map((db) => {
      const query = QUERY(db)
      return plainOf(look(compilerOf(db, query), query))
    })
    expect(found).toEqual(expected)
  })

  it('shows the same of an insert', () => {
    const rows = [{ title: 'A', price: 1 }, { title: 'B' }]
    const [expected, found] = [plain, routed].map((db) => {
      const compiler = compilerOf(db, db('books').insert(rows))
      return plainOf([compiler['_prepInsert']!(rows), compiler['_insertBody']?.(rows), compiler.bindings])
    })
    expect(found).toEqual(expected)
  })

  it('is an instance of its class', () => {
    const [expected, found] = [plain, routed].map((db) => compilerOf(db, db('books')))
    const Compiler = expected!.constructor as unknown as new () => object
    expect(found).toBeInstanceOf(Compiler)
    expect(found!.constructor).toBe(Compiler)
  })

  it('still routes what is compiled as a whole', () => {
    adapter.resetQueryBuilderMetrics()
    const query = QUERY(routed)
    const whole = compilerOf(routed, query) as unknown as { toSQL(method?: string): { sql: string } }
    expect(whole.toSQL().sql).toBe(QUERY(plain).toSQL().sql)
    expect(adapter.getQueryBuilderMetrics()).toMatchObject({ fastCalls: 1, legacyCalls: 0 })
  })

  it('compiles a partial index with the bindings of the schema', () => {
    const [expected, found] = [plain, routed].map((db) =>
      db.schema
        .alterTable(
          'books',
          (table) => void table.unique(['title'], { predicate: db('books').where('price', '>', 3) }),
        )
        .toString(),
    )
    expect(found).toBe(expected)
  })
})

it('is asked what was asked, each time', () => {
  const asked: unknown[][] = []
  const { client } = knexFactory({ client: 'pg' }) as unknown as {
    client: { constructor: new (config: object) => { queryCompiler(...args: unknown[]): Compiler } }
  }
  const stock = Object.getPrototypeOf(
    compilerOf(knexFactory({ client: 'pg' }), QUERY(knexFactory({ client: 'pg' }))),
  ) as Compiler
  const own = Object.assign(Object.create(stock) as Compiler, {
    toSQL(this: Compiler, ...how: unknown[]) {
      asked.push(how)
      return stock['toSQL']!.apply(this, how)
    },
  })
  class Client extends client.constructor {
    override queryCompiler(...args: unknown[]): Compiler {
      return Object.setPrototypeOf(super.queryCompiler(...args), own) as Compiler
    }
  }
  const adapter = createAdapter({ percentage: 0, logLevel: 'silent' })
  const db = adapter.adaptKnex(knexFactory({ client: Client as unknown as typeof Knex.Client }))
  const compiler = compilerOf(db, db('books'))
  for (const how of [['select', 'utc'], ['select'], ['del', 'local']]) compiler['toSQL']!(...how)
  expect(asked).toEqual([
    ['select', 'utc'],
    ['select', undefined],
    ['del', 'local'],
  ])
})
