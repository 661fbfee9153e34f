import { count, gt, sql } from 'drizzle-orm'

import { users } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

/** How many rows there are. */
export const countRows: BenchQuery = {
  name: 'count',
  goal: { atLeast: 12, aim: 25 },
  knex: (db, n) => db('users').where('age', '>', n).count('* as total'),
  kysely: (db, n) => db.selectFrom('users').select(db.fn.countAll().as('total')).where('age', '>', n),
  drizzle: (db, n) =>
    db
      .select({ total: count().as('total') })
      .from(users)
      .where(gt(users.age, n)),
  drizzlePrepared: {
    query: (db) =>
      db
        .select({ total: count().as('total') })
        .from(users)
        .where(gt(users.age, sql.placeholder('age')))
        .prepare('count'),
    values: (n) => ({ age: n }),
  },
  byHand: (n) => ({ sql: 'select count(*) as "total" from "users" where "age" > $1', bindings: [n] }),
}
