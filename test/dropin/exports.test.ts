import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import plain from 'knex'

import knexodus, * as named from 'knexodus'
import { getQueryBuilderMetrics, knex, resetQueryBuilderMetrics, setRollout } from 'knexodus'

vi.hoisted(() => {
  process.env['KNEXODUS_LOG_LEVEL'] = 'silent'
})

const required = createRequire(__filename)('knexodus') as typeof knexodus & Record<string, unknown>
const origin = { by: 'test', reason: 'exports' }

/** Knex's own names, which are whatever this version of it has. */
const NAMES = Object.keys(plain).filter((name) => name !== 'knex' && name !== 'default')

beforeAll(() => void setRollout({ percentage: 100 }, origin))
afterAll(() => void setRollout({ percentage: 0 }, origin))

describe('the exports', () => {
  it('are one function, however it is imported', () => {
    const faces = [
      required.knex,
      required.default,
      knexodus,
      knex,
      named.default,
      named.knex,
      knexodus.default,
    ]
    expect(new Set(faces)).toEqual(new Set([required]))
  })

  it('carry everything that Knex carries, and the very same', () => {
    expect(NAMES).toEqual(
      expect.arrayContaining(['Client', 'KnexTimeoutError', 'QueryBuilder', 'TableBuilder']),
    )
    for (const name of NAMES) {
      const value: unknown = Reflect.get(plain, name)
      expect(required[name], name).toBe(value)
      expect(Reflect.get(named, name), `import { ${name} }`).toBe(value)
    }
  })

  it('look like Knex to who asks', () => {
    expect([required.name, required.length]).toEqual([plain.name, plain.length])
    expect(Object.keys(required)).toEqual(expect.arrayContaining(Object.keys(plain)))
  })
})

describe.each([
  ['the function', required],
  ['its property knex', required.knex],
  ['the named import', named.knex],
])('%s', (_, make) => {
  it('takes a configuration, and routes', () => {
    resetQueryBuilderMetrics()
    const db = make({ client: 'pg' })
    expect(db('t').where('a', 1).toQuery()).toBe(`select * from "t" where "a" = 1`)
    expect(getQueryBuilderMetrics()).toMatchObject({ fastCalls: 1, totalCalls: 1 })
  })

  it('takes a connection string', () => {
    const db = make('postgres://somebody@localhost/shop')
    const settings = db.client.config
    const expected = plain('postgres://somebody@localhost/shop').client.config
    expect(settings).toEqual(expected)
  })

  it.each([[undefined], [{}], [{ client: 'no-such-dialect' }], [{ client: 5 }]])(
    'refuses %o as Knex does',
    (config) => {
      const messageOf = (factory: typeof plain): unknown => {
        try {
          return typeof factory(config as never)
        } catch (error) {
          return [(error as Error).constructor.name, (error as Error).message]
        }
      }
      expect(messageOf(make)).toEqual(messageOf(plain))
    },
  )

  it('leaves instances of plain Knex alone', () => {
    resetQueryBuilderMetrics()
    make({ client: 'pg' })
    expect(plain({ client: 'pg' })('t').toQuery()).toBe('select * from "t"')
    expect(getQueryBuilderMetrics().totalCalls).toBe(0)
  })
})

it('knows errors by the class of Knex', async () => {
  const db = knexodus({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
    pool: { min: 0, max: 1 },
    acquireConnectionTimeout: 20,
    log: { debug: () => undefined, warn: () => undefined },
  })
  const held = await db.transaction()
  await expect(db('t')).rejects.toBeInstanceOf(named.KnexTimeoutError)
  await held.rollback()
  await db.destroy()
})
