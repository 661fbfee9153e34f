import knex = require('knex')

import { makeAdapted, wear } from './adapter/adapted-knex.js'
import * as api from './adapter/api.js'
import { startSoon } from './adapter/default-adapter.js'

/* The package: Knex, and beside it what there is to ask and to tell the default adapter. */

type Config = knex.Knex.Config | string

/**
 * Knex, routed: takes what `knex` takes and returns what it returns.
 *
 * @param config as for `knex`
 * @returns a Knex instance whose queries the default adapter decides about
 * @example
 * ```ts
 * import knex from 'knexodus'
 * const db = knex({ client: 'pg', connection: process.env.DATABASE_URL })
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-empty-object-type -- Knex's own signature
function knexodus<TRecord extends {} = any, TResult = unknown[]>(
  ...config: [config: Config]
): knex.Knex<TRecord, TResult> {
  return makeAdapted(knex<TRecord, TResult>, config)
}

wear(knexodus, knex)
Object.assign(knexodus, api)
startSoon()

// By Knex's names, types included, so that changing the import is all there is to change. Through `knex.knex`, because that
// is where the types of Knex 2 and of Knex 3 both have them.
declare namespace knexodus {
  export { knexodus as knex, knexodus as default }
  export import Knex = knex.Knex
  export import Client = knex.knex.Client
  export import KnexTimeoutError = knex.knex.KnexTimeoutError
  /** Since Knex 3.3. */
  export const KnexPool: typeof knex.knex extends { KnexPool: infer Pool } ? Pool : undefined
  export import QueryBuilder = knex.knex.QueryBuilder
  export import TableBuilder = knex.knex.TableBuilder
  export import ViewBuilder = knex.knex.ViewBuilder
  export import SchemaBuilder = knex.knex.SchemaBuilder
  export import ColumnBuilder = knex.knex.ColumnBuilder
  export import adaptClient = api.adaptClient
  export import createAdapter = api.createAdapter
  export import getQueryBuilderMetrics = api.getQueryBuilderMetrics
  export import resetQueryBuilderMetrics = api.resetQueryBuilderMetrics
  export import registerMetrics = api.registerMetrics
  export import getRollout = api.getRollout
  export import setRollout = api.setRollout
  export import listShapes = api.listShapes
}

export = knexodus
