import knex from 'knex'
import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CATALOGUE } from '../../demo/app/catalogue.js'
import { createSchema } from '../../demo/app/schema.js'
import { Shop } from '../../demo/app/shop.js'
import { compare, differingTables } from '../../demo/comparison.js'
import { startPostgres } from '../../demo/postgres.js'
import type { EmbeddedPostgres } from '../../demo/postgres.js'
import { Random } from '../../demo/traffic/random.js'
import { stockShop } from '../../demo/traffic/stock.js'
import { traffic } from '../../demo/traffic/traffic.js'

const OPENING_DAY = '2024-02-29T09:00:00.000Z'
const OPERATIONS = 700

let postgres: EmbeddedPostgres
const databases: Knex[] = []

beforeAll(async () => {
  postgres = await startPostgres()
}, 30_000)

afterAll(async () => {
  await Promise.all(databases.map((db) => db.destroy()))
  await postgres.stop()
})

async function openShop(name: string): Promise<Shop> {
  const db = knex({ client: 'pg', connection: { ...(await postgres.createDatabase(name)) } })
  databases.push(db)
  await createSchema(db)
  const shop = new Shop(db)
  await stockShop(shop, new Random('test'), OPENING_DAY)
  return shop
}

function take(seed: string, count: number) {
  const operations = traffic(seed)
  return Array.from({ length: count }, () => operations.next().value)
}

/** Which queries a run of the shop's repositories builds. */
function watchQueries(shop: Shop): Set<string> {
  const built = new Set<string>()
  for (const { name } of CATALOGUE) {
    const [repository, method] = name.split('.') as ['customers', 'findById']
    const prototype = Object.getPrototypeOf(shop[repository]) as Shop['customers']
    const original = prototype[method]
    vi.spyOn(prototype, method).mockImplementation(function (this: Shop['customers'], ...values) {
      built.add(name)
      return original.apply(this, values)
    })
  }
  return built
}

describe('the traffic', () => {
  it('is the same for the same seed, and another for another', () => {
    const names = (seed: string) => take(seed, 500).map(({ name }) => name)
    expect(names('a')).toEqual(names('a'))
    expect(names('a')).not.toEqual(names('b'))
  })

  it('does the same to two shops, uses every query of the catalogue, and is mostly answered', async () => {
    const [one, other] = [await openShop('one'), await openShop('other')]
    const built = watchQueries(one)
    const answers: string[] = []
    for (const operation of take('test', OPERATIONS)) {
      const { equal, reference, subject } = await compare(operation, one, other)
      expect(equal, `${operation.name}: ${reference} / ${subject}`).toBe(true)
      answers.push(reference)
    }
    vi.restoreAllMocks()
    const unused = CATALOGUE.map(({ name }) => name).filter((name) => !built.has(name))
    // Only the opening of the shop inserts in bulk, and the watch began after it.
    expect(unused).toEqual(['customers.createMany', 'products.createMany'])
    expect(await differingTables(one.db, other.db)).toEqual([])
    const empty = answers.filter((answer) => ['null', '[]', 'nothing', '0'].includes(answer))
    const failed = answers.filter((answer) => /^\w*[eE]rror: /.test(answer))
    expect(empty.length).toBeLessThan(OPERATIONS / 5)
    expect(failed.length).toBeGreaterThan(0)
    expect(failed.length).toBeLessThan(OPERATIONS / 10)
  }, 60_000)

  it('is seen to differ when one shop answers otherwise', async () => {
    const [one, other] = [await openShop('right'), await openShop('wrong')]
    await other.db('customers').where({ id: 1 }).update({ name: 'Somebody Else' })
    const comparison = await compare(
      { name: 'see one', run: (shop) => shop.customers.findById(1) },
      one,
      other,
    )
    expect(comparison.equal).toBe(false)
    expect(comparison.subject).toContain('Somebody Else')
    expect(await differingTables(one.db, other.db)).toEqual(['customers'])
  }, 30_000)

  it('does not take a broken query for an answer', async () => {
    const shop = await openShop('broken')
    const broken = { name: 'break', run: ({ db }: Shop) => db('no_such_table') }
    await expect(compare(broken, shop, shop)).rejects.toThrow('"break" failed')
  }, 30_000)
})

describe('a checkout', () => {
  const basket = { customerId: 1, creditCents: 0, method: 'card', note: null, at: OPENING_DAY } as const

  it('keeps nothing of an order that cannot be served', async () => {
    const shop = await openShop('stock')
    const lines = [
      { productId: 1, quantity: 1 },
      { productId: 2, quantity: 100_000 },
    ]
    await expect(shop.checkout.checkout({ ...basket, lines })).rejects.toThrow('product 2 is out of stock')
    expect(await shop.orders.totalsByStatus()).toEqual([])
    expect(await shop.products.salesOfDay('2024-02-29')).toEqual([])
  }, 30_000)

  it('rolls back to its savepoint when only the credit is missing', async () => {
    const shop = await openShop('credit')
    const lines = [{ productId: 1, quantity: 1 }]
    const poor = await shop.checkout.checkout({ ...basket, lines, creditCents: 100 })
    await shop.customers.addCredit(1, 100)
    const rich = await shop.checkout.checkout({ ...basket, lines, creditCents: 100 })
    expect([poor.creditCents, rich.creditCents]).toEqual([0, Math.min(100, rich.totalCents)])
    expect(await shop.audit.subjectsOf('credit used')).toEqual(['customer 1'])
    expect((await shop.orders.totalsByStatus())[0]).toMatchObject({ status: 'paid', orders: '2' })
  }, 30_000)
})
