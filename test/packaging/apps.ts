/*
 * Applications that use the packed package as users do. They are texts and not files, because one of them declares the
 * tables of its database, which would hold for everything compiled here.
 */

const SQL = `select * from "users" where "id" = 1`

/** Files of the CommonJS application. */
export const COMMONJS = {
  'forms.cjs': `
    const assert = require('node:assert/strict')
    const knexodus = require('knexodus')
    const plain = require('knex')
    const { knex, default: byDefault, Client, KnexTimeoutError, QueryBuilder } = require('knexodus')
    for (const make of [knexodus, knex, byDefault]) {
      assert.equal(make({ client: 'pg' })('users').where('id', 1).toString(), '${SQL}')
    }
    assert.equal(knexodus.name, 'knex')
    assert.deepEqual([Client, KnexTimeoutError, QueryBuilder], [plain.Client, plain.KnexTimeoutError, plain.QueryBuilder])
    for (const name of Object.keys(plain)) assert.ok(name in knexodus, name)
    assert.equal(knexodus.getQueryBuilderMetrics().totalCalls, 3)`,
  'metrics.cjs': `
    const assert = require('node:assert/strict')
    const { setRollout, getQueryBuilderMetrics, knex } = require('knexodus')
    const { register } = require('prom-client')
    setRollout({ percentage: 100 }, { by: 'test', reason: 'pack' })
    const db = knex({ client: 'pg' })
    for (let run = 0; run < 3; run++) db('users').where('id', run).toString()
    assert.deepEqual([getQueryBuilderMetrics().fastCalls, getQueryBuilderMetrics().legacyCalls], [3, 0])
    register.metrics().then((text) => {
      assert.match(text, /knexodus_query_builder_calls_total\\{builder_type="fast"\\} 3/)
    })`,
  'workers.cjs': `
    const assert = require('node:assert/strict')
    const { ClusterMetrics, ThreadMetrics, shareMetrics } = require('knexodus/workers')
    assert.equal(typeof shareMetrics, 'function')
    new ClusterMetrics().metrics().then((text) => assert.match(text, /knexodus_cluster_workers/))
    new ThreadMetrics().metrics().then((text) => assert.match(text, /knexodus_worker_threads/))`,
  'closed.cjs': `
    const assert = require('node:assert/strict')
    assert.throws(() => require('knexodus/dist/index.js'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' })
    assert.equal(require('knexodus/package.json').name, 'knexodus')`,
  'preloaded.cjs': `
    const assert = require('node:assert/strict')
    assert.equal(require('knex')({ client: 'pg' })('users').where('id', 1).toString(), '${SQL}')
    assert.equal(require('knexodus').getQueryBuilderMetrics().totalCalls, 1)`,
} as const

/** Files of the application of ES modules. */
export const MODULE = {
  'forms.mjs': `
    import assert from 'node:assert/strict'
    import knexodus, { knex, Client, KnexTimeoutError, QueryBuilder, TableBuilder, getQueryBuilderMetrics } from 'knexodus'
    import * as namespace from 'knexodus'
    import plain from 'knex'
    for (const make of [knexodus, knex, namespace.default, knexodus.default, namespace.knex]) {
      assert.equal(make({ client: 'pg' })('users').where('id', 1).toString(), '${SQL}')
    }
    assert.deepEqual([Client, QueryBuilder, TableBuilder], [plain.Client, plain.QueryBuilder, plain.TableBuilder])
    assert.equal(KnexTimeoutError, plain.KnexTimeoutError)
    for (const name of Object.keys(plain)) assert.ok(name in namespace, name)
    assert.equal(getQueryBuilderMetrics().totalCalls, 5)`,
  'workers.mjs': `
    import assert from 'node:assert/strict'
    import { ClusterMetrics, ThreadMetrics, shareMetrics } from 'knexodus/workers'
    assert.equal(typeof shareMetrics, 'function')
    assert.match(await new ClusterMetrics().metrics(), /knexodus_cluster_workers/)
    assert.match(await new ThreadMetrics().metrics(), /knexodus_worker_threads/)`,
  'preloaded.mjs': `
    import assert from 'node:assert/strict'
    import knex from 'knex'
    import { getQueryBuilderMetrics } from 'knexodus'
    assert.equal(knex({ client: 'pg' })('users').where('id', 1).toString(), '${SQL}')
    assert.equal(getQueryBuilderMetrics().totalCalls, 1)`,
} as const

/** @param tables the name by which this kind of module has to augment Knex's tables */
const typed = (tables: string): string => `
  import { equal } from 'node:assert/strict'
  import knex, { Knex } from 'knexodus'
  import type { Knex as TypeOnly } from 'knexodus'
  import { knex as named, Client, KnexTimeoutError, QueryBuilder, getQueryBuilderMetrics, createAdapter } from 'knexodus'

  declare module '${tables}' {
    interface Tables {
      users: { id: number; name: string }
    }
  }

  const config: Knex.Config = { client: 'pg' }
  const db: Knex = knex(config)
  const other: TypeOnly<{ a: 1 }> = named<{ a: 1 }>(config)

  const query = db('users').where('id', 1)
  const rows: Promise<{ id: number; name: string }[]> = query.clone().then((found) => found)
  // @ts-expect-error a user has no such column
  const wrong: Promise<{ age: number }[]> = query.clone().then((found) => found)
  rows.catch(() => undefined)
  wrong.catch(() => undefined)

  async function rename(trx: Knex.Transaction, id: number): Promise<number> {
    return trx('users').where({ id }).update({ name: 'x' })
  }
  class Slow extends KnexTimeoutError {}
  QueryBuilder.extend('named', function (this: Knex.QueryBuilder) { return this })
  const adapter = createAdapter({ percentage: 100, logLevel: 'silent' })

  equal(query.toQuery(), '${SQL}')
  equal(adapter.adaptKnex(other)('users').where('id', 1).toQuery(), '${SQL}')
  equal(getQueryBuilderMetrics().totalCalls, 1)
  equal(typeof Client, 'function')
  export { rename, Slow }
`

/** Files of the TypeScript application; each is compiled, and what comes of it is run. */
export const TYPESCRIPT = {
  'app.cts': typed('knex/types/tables'),
  'app.mts': typed('knex/types/tables.js'),
  'app.ts': typed('knex/types/tables'),
  'old.cts': `
    import knexodus = require('knexodus')
    const db: knexodus.Knex = knexodus({ client: 'pg' })
    const same: knexodus.Knex = knexodus.knex({ client: 'pg' })
    if (db('users').where('id', 1).toQuery() !== same('users').where('id', 1).toQuery()) throw new Error('differs')`,
} as const
