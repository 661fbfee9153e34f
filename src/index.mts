import knexodus from './index.js'

/* The same for `import`: Node cannot find the named exports of a CommonJS function by itself. */

export default knexodus
export type { Knex } from './index.js'
export import knex = knexodus.knex
export import Client = knexodus.Client
export import KnexTimeoutError = knexodus.KnexTimeoutError
export import KnexPool = knexodus.KnexPool
export import QueryBuilder = knexodus.QueryBuilder
export import TableBuilder = knexodus.TableBuilder
export import ViewBuilder = knexodus.ViewBuilder
export import SchemaBuilder = knexodus.SchemaBuilder
export import ColumnBuilder = knexodus.ColumnBuilder
export import adaptClient = knexodus.adaptClient
export import createAdapter = knexodus.createAdapter
export import getQueryBuilderMetrics = knexodus.getQueryBuilderMetrics
export import resetQueryBuilderMetrics = knexodus.resetQueryBuilderMetrics
export import registerMetrics = knexodus.registerMetrics
export import getRollout = knexodus.getRollout
export import setRollout = knexodus.setRollout
export import listShapes = knexodus.listShapes
