import knexFactory from 'knex'

import type { PostgresConnection } from '../../demo/postgres.js'

/** Keys run from 1 to this. */
export const USERS = 10_000

/** Makes the tables of the benchmark's queries. */
export async function fill(connection: PostgresConnection): Promise<void> {
  const db = knexFactory({ client: 'pg', connection: { ...connection }, pool: { min: 0, max: 1 } })
  await db.raw(`
    create table users (id int primary key, name text not null, email text not null, age int not null);
    insert into users select i, 'name ' || i, 'user' || i || '@example.org', i % 90 from generate_series(1, ${USERS}) i;
    create table orders (id int primary key, customer_id int not null, status text not null, total int not null);
    insert into orders select i, 1 + i % ${USERS}, case i % 3 when 0 then 'new' else 'paid' end, i % 1000
      from generate_series(1, ${USERS * 20}) i;
    create index on orders (customer_id, status, total);
  `)
  await db.raw('vacuum analyze users')
  await db.raw('vacuum analyze orders')
  await db.destroy()
}
