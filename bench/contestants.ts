import knexFactory from 'knex'
import type { Knex } from 'knex'
import { createAdapter } from 'knexodus'
import { Kysely, PostgresDialect } from 'kysely'

import type { BenchQuery } from './queries.js'

/** One way to build a query, whole: the chain, the decision, a complete result. */
export interface Contestant {
  readonly name: string
  /** Builds the query once. */
  build(query: BenchQuery, n: number): unknown
  /** What it builds, for the comparison that comes first. */
  text(query: BenchQuery, n: number): { readonly sql: string; readonly bindings: readonly unknown[] }
}

const knex = (): Knex => knexFactory({ client: 'pg' })

function onKnex(name: string, db: Knex): Contestant {
  return {
    name,
    build: (query, n) => query.knex(db, n).toSQL(),
    text: (query, n) => {
      const { sql, bindings } = query.knex(db, n).toSQL().toNative()
      return { sql, bindings: [...bindings] }
    },
  }
}

function onKysely(): Contestant {
  const db = new Kysely<never>({
    dialect: new PostgresDialect({ pool: async () => Promise.reject(new Error('unused')) }),
  })
  return {
    name: 'Kysely',
    build: (query, n) => query.kysely(db, n).compile(),
    text: (query, n) => {
      const { sql, parameters } = query.kysely(db, n).compile()
      return { sql, bindings: [...parameters] }
    },
  }
}

/** Knex first: the others are measured against it. */
export function contestants(): readonly Contestant[] {
  const adapted = (percentage: number): Knex =>
    createAdapter({ percentage, logLevel: 'silent' }).adaptKnex(knex())
  return [
    onKnex('Knex', knex()),
    onKnex('Knexodus 0 %', adapted(0)),
    onKnex('Knexodus 100 %', adapted(100)),
    onKysely(),
  ]
}
