import plainKnex from 'knex'
import { createAdapter } from 'knexodus'
import { register } from 'prom-client'
import { openDatabase } from '../app/database.js'
import { Shop } from '../app/shop.js'

/** The shop twice, on one database: for its customers, and for the office's reports. */
export interface Shops {
  readonly shop: Shop
  readonly reports: Shop
  /** Closes the connections, and stops following the rollout file. */
  close(): Promise<void>
}

/**
 * Opens both on adapters of their own, as an application with two databases would: one environment, one registry, told
 * apart by the label `database`.
 *
 * To be called before anything is awaited: a process that has made no adapter by then gets a default one, and its
 * metrics would take the names.
 */
export function openShops(postgres: string, env: NodeJS.ProcessEnv): Shops {
  const [shop, reports] = [open('shop', postgres, env), open('reports', postgres, env)]
  return {
    shop: shop.shop,
    reports: reports.shop,
    close: async () => {
      await Promise.all([shop.close(), reports.close()])
    },
  }
}

function open(database: string, connectionString: string, env: NodeJS.ProcessEnv) {
  const adapter = createAdapter({ database, registry: register, env })
  const db = adapter.adaptKnex(openDatabase({ connectionString }, plainKnex))
  const close = async (): Promise<void> => {
    adapter.close()
    await db.destroy()
  }
  return { shop: new Shop(db), close }
}
