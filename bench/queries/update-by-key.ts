import { eq, sql } from 'drizzle-orm'

import { users } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

/** Two columns of one row. Drizzle's types want text or SQL in a column of texts: a placeholder within SQL is both. */
export const updateByKey: BenchQuery = {
  name: 'update by key',
  goal: { atLeast: 10, aim: 20 },
  knex: (db, n) => db('users').where('id', n).update({ name: 'Ada', age: 36 }),
  kysely: (db, n) => db.updateTable('users').set({ name: 'Ada', age: 36 }).where('id', '=', n),
  drizzle: (db, n) => db.update(users).set({ name: 'Ada', age: 36 }).where(eq(users.id, n)),
  drizzlePrepared: {
    query: (db) =>
      db
        .update(users)
        .set({ name: sql`${sql.placeholder('name')}`, age: sql`${sql.placeholder('age')}` })
        .where(eq(users.id, sql.placeholder('id')))
        .prepare('update'),
    values: (n) => ({ name: 'Ada', age: 36, id: n }),
  },
  byHand: (n) => ({
    sql: 'update "users" set "name" = $1, "age" = $2 where "id" = $3',
    bindings: ['Ada', 36, n],
  }),
}
