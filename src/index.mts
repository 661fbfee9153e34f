import knexodus from './index.js'

export default knexodus
export const {
  knex,
  Client,
  KnexTimeoutError,
  QueryBuilder,
  TableBuilder,
  ViewBuilder,
  SchemaBuilder,
  ColumnBuilder,
  adaptClient,
  createAdapter,
  getQueryBuilderMetrics,
  resetQueryBuilderMetrics,
  getRollout,
  setRollout,
  listShapes,
} = knexodus
export type { Knex } from 'knex'
