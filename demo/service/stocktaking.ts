import type { Knex } from 'knexodus'
import { createSchema, TABLES } from '../app/schema.js'
import { Shop } from '../app/shop.js'
import { Random } from '../traffic/random.js'
import { stockShop } from '../traffic/stock.js'
import type { Scene } from '../traffic/world.js'

/** The same in every instance: they take turns. Any number will do. */
const LOCK = 5_637_961

const OPENING_DAY = '2024-02-29T09:00:00.000Z'

/** So many orders, about half an hour of two instances, are still quick to make reports of. */
const MOST_ORDERS = 30_000

/**
 * Brings the shop's database into the state that traffic expects: makes the tables where they are missing, stocks an
 * empty shop, and empties one that has grown so large that its reports would take ever longer. Instances may call it at
 * the same time.
 *
 * @returns what the shop has had by now.
 */
export async function takeStock(db: Knex): Promise<Scene> {
  return db.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(?)', [LOCK])
    if (!(await trx.schema.hasTable('customers'))) await createSchema(trx)
    if ((await sceneOf(trx)).orders > MOST_ORDERS) await empty(trx)
    if ((await sceneOf(trx)).customers === 0) await stockShop(new Shop(trx), new Random('stock'), OPENING_DAY)
    return sceneOf(trx)
  })
}

/** Raw, here and below: housekeeping is no traffic, and must not be counted as such. */
async function sceneOf(db: Knex): Promise<Scene> {
  const { rows } = await db.raw<{ rows: { customers: number | null; orders: number | null }[] }>(
    'select (select max(id) from customers) as customers, (select max(id) from orders) as orders',
  )
  return { customers: rows[0]?.customers ?? 0, orders: rows[0]?.orders ?? 0 }
}

async function empty(db: Knex): Promise<void> {
  const tables = Object.keys(TABLES)
  await db.raw(`truncate ${tables.map(() => '??').join(', ')} restart identity`, tables)
}
