import { eq, sql } from 'drizzle-orm'

import { users } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

/** One row less. */
export const deleteByKey: BenchQuery = {
  name: 'delete by key',
  goal: { atLeast: 10, aim: 20 },
  knex: (db, n) => db('users').where('id', n).del(),
  kysely: (db, n) => db.deleteFrom('users').where('id', '=', n),
  drizzle: (db, n) => db.delete(users).where(eq(users.id, n)),
  drizzlePrepared: {
    query: (db) =>
      db
        .delete(users)
        .where(eq(users.id, sql.placeholder('id')))
        .prepare('delete'),
    values: (n) => ({ id: n }),
  },
  byHand: (n) => ({ sql: 'delete from "users" where "id" = $1', bindings: [n] }),
}
