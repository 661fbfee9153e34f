import { sql } from 'drizzle-orm'

import { usersToInsert } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

const { placeholder } = sql

/** One row. */
export const insertOne: BenchQuery = {
  name: 'insert one row',
  goal: { atLeast: 10, aim: 20 },
  knex: (db, n) => db('users').insert({ age: n, email: 'a@example.org', name: 'Ada' }),
  kysely: (db, n) => db.insertInto('users').values({ age: n, email: 'a@example.org', name: 'Ada' } as never),
  drizzle: (db, n) => db.insert(usersToInsert).values({ age: n, email: 'a@example.org', name: 'Ada' }),
  drizzlePrepared: {
    query: (db) =>
      db
        .insert(usersToInsert)
        .values({ age: placeholder('age'), email: placeholder('email'), name: placeholder('name') })
        .prepare('insert-one'),
    values: (n) => ({ age: n, email: 'a@example.org', name: 'Ada' }),
  },
  byHand: (n) => ({
    sql: 'insert into "users" ("age", "email", "name") values ($1, $2, $3)',
    bindings: [n, 'a@example.org', 'Ada'],
  }),
}
