import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import knexFactory from 'knex'
import type { Knex } from 'knex'

import { createAdapter } from 'knexodus'

/* Classes found as applications find them: by deep imports, from the copy of Knex that they use. */
const require = createRequire(__filename)
const Client = require('knex/lib/client') as ClientClass
const Postgres = require('knex/lib/dialects/postgres') as ClientClass
const BetterSqlite3 = require('knex/lib/dialects/better-sqlite3/index.js') as ClientClass
const PostgresCompiler = require('knex/lib/dialects/postgres/query/pg-querycompiler') as CompilerClass

type ClientClass = new (config: object) => InstanceClient
type CompilerClass = new (...args: unknown[]) => { toSQL(): { sql: string } }
interface InstanceClient {
  config: Record<string, unknown>
  dialect: string
  driverName: string
}

const WORDING = 'select * from "t" where "a" = ?'
const wording = (db: Knex): string => db('t').where('a', 1).toSQL().sql

function newAdapter(fallback = false) {
  return createAdapter({ percentage: 100, verifyPercentage: 0, fallback, logLevel: 'silent' })
}

describe('the client of a routed instance', () => {
  const config = { client: 'pg', connection: { host: 'nowhere' }, anything: 'else' }
  const db = newAdapter().adaptKnex(knexFactory(config))
  const client = db.client as InstanceClient

  it('keeps its configuration, as it is and as it was given', () => {
    expect(client.config).toMatchObject(config)
    expect(config).toEqual({ client: 'pg', connection: { host: 'nowhere' }, anything: 'else' })
  })

  it('keeps its names', () => {
    expect(client.constructor.name).toBe('Client_PG')
    expect([client.dialect, client.driverName]).toEqual(['postgresql', 'pg'])
    expect(Object.keys(client)).toEqual(Object.keys(knexFactory(config).client as object))
  })

  it('is an instance of the classes of its copy of Knex', () => {
    expect(client).toBeInstanceOf(Client)
    expect(client).toBeInstanceOf(Postgres)
    expect(client).toBeInstanceOf(knexFactory.Client)
  })

  it('can be made again from its constructor, as plugins do', () => {
    const Again = client.constructor as ClientClass
    expect(new Again({ client: 'pg' })).toBeInstanceOf(Postgres)
  })
})

describe('a client class given to Knex', () => {
  it('is routed, and leaves the configuration alone', () => {
    const adapter = newAdapter()
    const db = adapter.adaptKnex(knexFactory({ client: Postgres as never }))
    expect([wording(db), wording(db)]).toEqual([WORDING, WORDING])
    expect(adapter.getQueryBuilderMetrics()).toMatchObject({ fastCalls: 2, legacyCalls: 0 })
    expect((db.client as InstanceClient).config['client']).toBe(Postgres)
  })

  it('is routed as a plain subclass of anybody too', () => {
    class Mine extends Postgres {
      readonly mine = true
      override get dialect(): string {
        return 'mine'
      }
      override set dialect(_: string) {}
    }
    const adapter = newAdapter()
    const db = adapter.adaptKnex(knexFactory({ client: Mine as never }))
    expect(wording(db)).toBe(WORDING)
    expect(adapter.getQueryBuilderMetrics()).toMatchObject({ fastCalls: 1 })
    expect(db.client).toMatchObject({ mine: true, dialect: 'mine' })
    expect((db.client as object).constructor.name).toBe('Mine')
  })
})

describe('a client that words queries its own way is left to legacy', () => {
  class Shouting extends BetterSqlite3 {
    wrapIdentifierImpl(value: string): string {
      return value === '*' ? value : `<${value.toUpperCase()}>`
    }
  }

  class WhereCompiler extends PostgresCompiler {
    whereBasic(): string {
      return '1 = 1 /* mine */'
    }
  }
  class Subclassed extends Postgres {
    queryCompiler(builder: unknown, bindings: unknown): object {
      return new WhereCompiler(this, builder, bindings)
    }
  }

  class Patched extends Postgres {}
  Object.assign(Patched.prototype, { wrapIdentifierImpl: (value: string) => `[${value}]` })

  it.each([
    ['an overridden wrapIdentifierImpl', Shouting, 'select * from <T> where <A> = ?'],
    ['a compiler subclass', Subclassed, 'select * from "t" where 1 = 1 /* mine */'],
    ['a patched prototype', Patched, 'select * from [t] where [a] = ?'],
  ])('%s', (_, Dialect, sql) => {
    const adapter = newAdapter(true)
    const db = adapter.adaptKnex(knexFactory({ client: Dialect as never, useNullAsDefault: true }))
    expect([wording(db), wording(db)]).toEqual([sql, sql])
    expect(adapter.getQueryBuilderMetrics()).toMatchObject({ fastCalls: 0, legacyCalls: 2, fastErrors: 0 })
    expect(adapter.getQueryBuilderMetrics().fallbackReasons.modified_knex).toBe(2)
  })

  it('a patched instance, and only that', () => {
    const adapter = newAdapter(true)
    const [patched, other] = [knexFactory({ client: 'pg' }), knexFactory({ client: 'pg' })].map((db) =>
      adapter.adaptKnex(db),
    )
    Object.assign(patched!.client as object, { wrapIdentifierImpl: (value: string) => `[${value}]` })
    expect([wording(patched!), wording(other!)]).toEqual(['select * from [t] where [a] = ?', WORDING])
    expect(adapter.getQueryBuilderMetrics()).toMatchObject({ fastCalls: 1, legacyCalls: 1 })
  })

  it('a subclass whose compiler calls toSQL of its parent', () => {
    class Commented extends PostgresCompiler {
      override toSQL(...args: []): { sql: string } {
        const query = super.toSQL(...args)
        return { ...query, sql: `${query.sql} /* traced */` }
      }
    }
    class Traced extends Postgres {
      queryCompiler(builder: unknown, bindings: unknown): object {
        return new Commented(this, builder, bindings)
      }
    }
    const adapter = newAdapter(true)
    const db = adapter.adaptKnex(knexFactory({ client: Traced as never }))
    expect([wording(db), wording(db)]).toEqual([`${WORDING} /* traced */`, `${WORDING} /* traced */`])
    expect(adapter.getQueryBuilderMetrics().fallbackReasons.modified_knex).toBe(2)
  })
})

describe('adaptClient', () => {
  it('returns one subclass of a name, and leaves the class alone', () => {
    const adapter = newAdapter()
    const Adapted = adapter.adaptClient(Postgres)
    expect(Adapted).not.toBe(Postgres)
    expect([adapter.adaptClient(Postgres), adapter.adaptClient(Adapted)]).toEqual([Adapted, Adapted])
    expect(Adapted.name).toBe('Client_PG')
    const [plain, routed] = [
      knexFactory({ client: Postgres as never }),
      knexFactory({ client: Adapted as never }),
    ]
    expect([wording(plain), wording(routed)]).toEqual([WORDING, WORDING])
    expect(adapter.getQueryBuilderMetrics().fastCalls).toBe(1)
    expect(routed.client).toBeInstanceOf(Postgres)
  })

  it('in place reaches the instances and subclasses that are there already', () => {
    class Mine extends Postgres {}
    class Child extends Mine {}
    const [older, child] = [knexFactory({ client: Mine as never }), knexFactory({ client: Child as never })]
    const adapter = newAdapter()
    expect(adapter.adaptClient(Mine, { inPlace: true })).toBe(Mine)
    adapter.adaptClient(Mine, { inPlace: true })
    expect([wording(older), wording(child), wording(knexFactory({ client: 'pg' }))]).toEqual([
      WORDING,
      WORDING,
      WORDING,
    ])
    expect(adapter.getQueryBuilderMetrics().fastCalls).toBe(2)
  })

  it.each([[Map], [() => undefined], [null], [{}], ['pg']])('refuses %s', (thing) => {
    expect(() => newAdapter().adaptClient(thing as never)).toThrow(
      expect.objectContaining({
        code: 'KNEXODUS_NOT_A_CLIENT',
        message: expect.stringContaining('expected a Knex client class'),
      }),
    )
  })
})

describe('an instance adapted by several', () => {
  it('is routed once, by the one that was told so last', () => {
    const [first, second] = [newAdapter(), newAdapter()]
    const db = second.adaptKnex(first.adaptKnex(first.adaptKnex(knexFactory({ client: 'pg' }))))
    expect(wording(db)).toBe(WORDING)
    expect([first, second].map((adapter) => adapter.getQueryBuilderMetrics().totalCalls)).toEqual([0, 1])
    first.adaptKnex(db)
    expect([wording(db), wording(db)]).toEqual([WORDING, WORDING])
    expect([first, second].map((adapter) => adapter.getQueryBuilderMetrics().fastCalls)).toEqual([2, 1])
    expect((db.client as object).constructor.name).toBe('Client_PG')
  })

  it('is routed once, where a class was adapted in place by one and by another', () => {
    class Mine extends Postgres {}
    const [first, second, third] = [newAdapter(), newAdapter(), newAdapter()]
    first.adaptClient(Mine, { inPlace: true })
    const [there, own] = [knexFactory({ client: Mine as never }), knexFactory({ client: Mine as never })]
    third.adaptKnex(own)
    second.adaptClient(Mine, { inPlace: true })
    expect([wording(there), wording(own)]).toEqual([WORDING, WORDING])
    const calls = [first, second, third].map((adapter) => adapter.getQueryBuilderMetrics().fastCalls)
    expect(calls).toEqual([0, 1, 1])
  })
})
