import { createRequire } from 'node:module'

import knex from 'knex'
import { createAdapter } from 'knexodus'
import { afterEach, describe, expect, it } from 'vitest'

import { USES } from './stage.js'

/* Whose queries are named: which client classes, and whose `_query` is left alone. No database is needed for that. */

type ClientClass = new (config: object) => ReturnType<typeof knex>['client']
type Config = Record<string, unknown>

const require = createRequire(__filename)
const ClientPg = require('knex/lib/dialects/postgres') as ClientClass
const stockQuery = ClientPg.prototype._query as (...args: unknown[]) => Promise<unknown>

afterEach(() => {
  ClientPg.prototype._query = stockQuery
})

/** A connection that answers everything, and what it was asked. */
function connectionTo(asked: Config[]): object {
  return {
    connection: { parsedStatements: {} },
    query(config: Config, done: (error: unknown, response: unknown) => void) {
      asked.push(config)
      done(null, { command: 'SELECT', rows: [{ id: 1 }] })
    },
  }
}

const adapterFor = (prepared = true): ReturnType<typeof createAdapter> =>
  createAdapter({ percentage: 100, verifyPercentage: 0, logLevel: 'silent', prepared })

/** Runs a query until it would have a name, and says which it had, if any. */
async function nameOn(db: ReturnType<typeof knex>): Promise<unknown> {
  const asked: Config[] = []
  const connection = connectionTo(asked)
  for (let n = 0; n <= USES; n++) {
    expect(await db('users').where('id', n).connection(connection)).toEqual([{ id: 1 }])
  }
  expect(asked).toHaveLength(USES + 1)
  for (const { name: _name, ...config } of asked) {
    expect(config).toEqual({ text: asked[0]!['text'], values: [expect.any(Number)] })
  }
  return asked.at(-1)!['name']
}

describe('queries are named', () => {
  it('of an instance that is adapted, and of its class adapted in place', async () => {
    expect(await nameOn(adapterFor().adaptKnex(knex({ client: 'pg' })))).toMatch(/^kx_/)
    class Mine extends ClientPg {}
    adapterFor().adaptClient(Mine, { inPlace: true })
    expect(await nameOn(knex({ client: Mine as never }))).toMatch(/^kx_/)
  })

  it('of a subclass that leaves `_query` alone', async () => {
    class Mine extends ClientPg {
      mine = true
    }
    expect(await nameOn(knex({ client: adapterFor().adaptClient(Mine) as never }))).toMatch(/^kx_/)
  })
})

describe('queries are not named', () => {
  it('of CockroachDB and Redshift, though the class that they extend is adapted in place', async () => {
    const { _query, positionBindings, queryCompiler } = ClientPg.prototype as unknown as Config
    try {
      adapterFor().adaptClient(ClientPg, { inPlace: true })
      expect(await nameOn(knex({ client: 'pg' }))).toMatch(/^kx_/)
      for (const client of ['cockroachdb', 'redshift']) expect(await nameOn(knex({ client }))).toBeUndefined()
    } finally {
      Object.assign(ClientPg.prototype, { _query, positionBindings, queryCompiler })
    }
  })

  it('by a name that another text has, nor with it, where instances number placeholders in their own way', async () => {
    const adapter = adapterFor()
    const asked: Config[] = []
    const connection = connectionTo(asked)
    const ofTenant = (tenant: string): ReturnType<typeof knex> => {
      const db = adapter.adaptKnex(knex({ client: 'pg' }))
      db.client.positionBindings = (sql: string) => sql.replace('"t"', `"${tenant}"."t"`).replace('?', '$1')
      return db
    }
    const [first, second] = [ofTenant('a'), ofTenant('b')]
    for (let n = 0; n <= USES; n++) await first('t').where('id', n).connection(connection)
    await second('t').where('id', 1).connection(connection)
    await adapter
      .adaptKnex(knex({ client: 'pg' }))
      .raw('select * from "t" where "id" = ?', [1])
      .connection(connection)
    const [named, other, raw] = asked.slice(-3)
    expect(named).toMatchObject({ text: 'select * from "a"."t" where "id" = $1', name: expect.any(String) })
    expect(other).toEqual({ text: 'select * from "b"."t" where "id" = $1', values: [1] })
    expect(raw).toEqual({ text: 'select * from "t" where "id" = $1', values: [1] })
  })

  it('of an adapter that was not asked to, even if another adapter of the class was', async () => {
    const Adapted = adapterFor().adaptClient(ClientPg)
    const Again = adapterFor(false).adaptClient(Adapted)
    expect(Again).not.toBe(Adapted)
    expect(await nameOn(knex({ client: Again as never }))).toBeUndefined()
    expect(await nameOn(knex({ client: Adapted as never }))).toMatch(/^kx_/)
  })

  it('where the connection is not one of the driver in JavaScript', async () => {
    const asked: Config[] = []
    const { query } = connectionTo(asked) as { query: unknown }
    const db = adapterFor().adaptKnex(knex({ client: 'pgnative' }))
    for (let n = 0; n <= USES; n++) await db('users').where('id', n).connection({ query, native: {} })
    expect(asked.map(({ name }) => name)).toEqual(asked.map(() => undefined))
    expect(asked).toHaveLength(USES + 1)
  })

  it.each(['cockroachdb', 'redshift', 'mysql2', 'better-sqlite3', 'mssql'])(
    'of %s, whose class stays as it is',
    (client) => {
      const plain = knex({ client, useNullAsDefault: true })
      const adapted = adapterFor().adaptKnex(knex({ client, useNullAsDefault: true }))
      expect(adapted.client._query).toBe(plain.client._query)
    },
  )
})

describe('somebody else’s `_query` is theirs', () => {
  it('of a subclass', async () => {
    const seen: string[] = []
    class Traced extends ClientPg {
      _query(connection: unknown, query: { sql: string }): unknown {
        seen.push(query.sql)
        return stockQuery.call(this, connection, query)
      }
    }
    expect(await nameOn(knex({ client: adapterFor().adaptClient(Traced) as never }))).toBeUndefined()
    expect(seen).toHaveLength(USES + 1)
  })

  it('put into the class before', async () => {
    const seen: unknown[] = []
    ClientPg.prototype._query = function (...args: unknown[]) {
      seen.push(args)
      return stockQuery.apply(this, args)
    }
    expect(await nameOn(adapterFor().adaptKnex(knex({ client: 'pg' })))).toBeUndefined()
    expect(seen).toHaveLength(USES + 1)
  })

  it('put into the class later', async () => {
    const db = adapterFor().adaptKnex(knex({ client: 'pg' }))
    expect(await nameOn(db)).toMatch(/^kx_/)
    const seen: unknown[] = []
    ClientPg.prototype._query = function (...args: unknown[]) {
      seen.push(args)
      return stockQuery.apply(this, args)
    }
    expect(await nameOn(db)).toBeUndefined()
    expect(seen).toHaveLength(USES + 1)
  })

  it('put on an instance, which may call the one before', async () => {
    const db = adapterFor().adaptKnex(knex({ client: 'pg' }))
    const before = db.client._query as typeof stockQuery
    const seen: unknown[] = []
    db.client._query = function (...args: unknown[]) {
      seen.push(args)
      return before.apply(this, args)
    }
    expect(await nameOn(db)).toMatch(/^kx_/)
    expect(seen).toHaveLength(USES + 1)
  })
})
