import { sql } from 'drizzle-orm'

import { usersToInsert } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

const { placeholder } = sql

/** Two rows at once. */
export const insertTwo: BenchQuery = {
  name: 'insert two rows',
  goal: { atLeast: 10, aim: 20 },
  knex: (db, n) =>
    db('users').insert([
      { age: n, email: 'a@example.org', name: 'Ada' },
      { age: 36, email: 'b@example.org', name: 'Bob' },
    ]),
  kysely: (db, n) =>
    db.insertInto('users').values([
      { age: n, email: 'a@example.org', name: 'Ada' },
      { age: 36, email: 'b@example.org', name: 'Bob' },
    ] as never),
  drizzle: (db, n) =>
    db.insert(usersToInsert).values([
      { age: n, email: 'a@example.org', name: 'Ada' },
      { age: 36, email: 'b@example.org', name: 'Bob' },
    ]),
  drizzlePrepared: {
    query: (db) =>
      db
        .insert(usersToInsert)
        .values([
          { age: placeholder('age'), email: placeholder('email'), name: placeholder('name') },
          { age: placeholder('age2'), email: placeholder('email2'), name: placeholder('name2') },
        ])
        .prepare('insert-two'),
    values: (n) => ({
      age: n,
      email: 'a@example.org',
      name: 'Ada',
      age2: 36,
      email2: 'b@example.org',
      name2: 'Bob',
    }),
  },
  byHand: (n) => ({
    sql: 'insert into "users" ("age", "email", "name") values ($1, $2, $3), ($4, $5, $6)',
    bindings: [n, 'a@example.org', 'Ada', 36, 'b@example.org', 'Bob'],
  }),
}
