import knexFactory from 'knex'
import { createAdapter } from 'knexodus'

import { CATALOGUE } from '../../demo/app/catalogue.js'
import { withForeignStatement } from '../rules/declined.js'
import type { ObservedLibrary } from './observed-library.js'

/** The library itself at 50 %, building the demo's queries, and now and then one that `fast` declines. */
export const realLibrary: ObservedLibrary = (registry) => {
  const adapter = createAdapter({ percentage: 50, verifyPercentage: 5, logLevel: 'silent', registry })
  const db = adapter.adaptKnex(knexFactory({ client: 'pg' }))
  return {
    traffic: () => {
      for (let round = 0; round < 4; round++) {
        for (const { build } of CATALOGUE) build(db).toSQL()
        withForeignStatement(db('orders')).toSQL()
      }
    },
  }
}
