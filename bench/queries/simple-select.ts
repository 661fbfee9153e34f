import { eq, sql } from 'drizzle-orm'

import { users } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

/** All columns of one row. Drizzle would name every column: it is spared that, so that all build the same text. */
export const simpleSelect: BenchQuery = {
  name: 'simple select',
  goal: { atLeast: 12, aim: 25 },
  knex: (db, n) => db('users').where('id', n),
  kysely: (db, n) => db.selectFrom('users').selectAll().where('id', '=', n),
  drizzle: (db, n) =>
    db
      .select({ all: sql`*` })
      .from(users)
      .where(eq(users.id, n)),
  drizzlePrepared: {
    query: (db) =>
      db
        .select({ all: sql`*` })
        .from(users)
        .where(eq(users.id, sql.placeholder('id')))
        .prepare('simple'),
    values: (n) => ({ id: n }),
  },
  byHand: (n) => ({ sql: 'select * from "users" where "id" = $1', bindings: [n] }),
}
