import { eq, sql } from 'drizzle-orm'

import { users } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

const COLUMNS = { id: users.id, name: users.name, email: users.email }

/** Three columns of the first row. */
export const first: BenchQuery = {
  name: 'first of three columns',
  goal: { atLeast: 12, aim: 25 },
  knex: (db, n) => db('users').where({ id: n }).first('id', 'name', 'email'),
  kysely: (db, n) => db.selectFrom('users').select(['id', 'name', 'email']).where('id', '=', n).limit(1),
  drizzle: (db, n) => db.select(COLUMNS).from(users).where(eq(users.id, n)).limit(1),
  drizzlePrepared: {
    query: (db) =>
      db
        .select(COLUMNS)
        .from(users)
        .where(eq(users.id, sql.placeholder('id')))
        .limit(1)
        .prepare('first'),
    values: (n) => ({ id: n }),
  },
  byHand: (n) => ({
    sql: 'select "id", "name", "email" from "users" where "id" = $1 limit $2',
    bindings: [n, 1],
  }),
}
