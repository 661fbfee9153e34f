import type { Knex } from 'knexodus'
import type { NewCustomer } from './rows.js'
import { Shop } from './shop.js'

/** One query of the application, as its repository builds it. */
export interface CataloguedQuery {
  /** Repository and method: `orders.ship`. */
  readonly name: string
  /** Builds the query, with sample values; nothing is run. */
  readonly build: (db: Knex) => { toSQL(): Knex.Sql }
}

const AT = '2024-03-01T12:00:00.000Z'
const LATER = '2024-03-31T12:00:00.000Z'

const CUSTOMER: NewCustomer = {
  name: 'Ada Byron',
  email: 'ada@example.com',
  city: 'London',
  tier: 'gold',
  phone: null,
  created_at: AT,
}
const PRODUCT = { sku: 'TEA-1', name: 'Green tea', category: 'tea', price_cents: 450, stock: 10 }
const SECOND_PRODUCT = { sku: 'TEA-2', name: 'Black tea', category: 'tea', price_cents: 350, stock: 20 }
const LINE = { order_id: 9, product_id: 3, quantity: 2, unit_cents: 450 }
const SECOND_LINE = { order_id: 9, product_id: 4, quantity: 1, unit_cents: 350 }
const AUDIT_ENTRY = { subject: 'order 9', action: 'placed', at: AT }

const QUERIES: Record<string, (shop: Shop) => { toSQL(): Knex.Sql }> = {
  'customers.findById': ({ customers }) => customers.findById(7),
  'customers.findByEmail': ({ customers }) => customers.findByEmail('ada@example.com'),
  'customers.emailsInCity': ({ customers }) => customers.emailsInCity('London'),
  'customers.search': ({ customers }) => customers.search('ad', ['silver', 'gold'], 2),
  'customers.withoutPhone': ({ customers }) => customers.withoutPhone('basic'),
  'customers.countPerCity': ({ customers }) => customers.countPerCity(3),
  'customers.whoBought': ({ customers }) => customers.whoBought(3),
  'customers.bestByTurnover': ({ customers }) => customers.bestByTurnover(10_000, 5),
  'customers.create': ({ customers }) => customers.create(CUSTOMER),
  'customers.createMany': ({ customers }) =>
    customers.createMany([CUSTOMER, { ...CUSTOMER, email: 'b@example.com' }]),
  'customers.importFromPartner': ({ customers }) => customers.importFromPartner(CUSTOMER),
  'customers.changeContact': ({ customers }) => customers.changeContact(7, '+44 20', 'Leeds'),
  'customers.promote': ({ customers }) => customers.promote(7, 'gold'),
  'customers.addCredit': ({ customers }) => customers.addCredit(7, 500),
  'customers.useCredit': ({ customers }) => customers.useCredit(7, 250),

  'products.page': ({ products }) => products.page('tea', 1),
  'products.findMany': ({ products }) => products.findMany([3, 4, 5]),
  'products.priceBetween': ({ products }) => products.priceBetween(100, 900),
  'products.categories': ({ products }) => products.categories(),
  'products.priceRange': ({ products }) => products.priceRange('tea'),
  'products.bestSellers': ({ products }) => products.bestSellers(5, 10),
  'products.neverOrdered': ({ products }) => products.neverOrdered(),
  'products.scarceOrOld': ({ products }) => products.scarceOrOld(3, AT),
  'products.neighbours': ({ products }) => products.neighbours(900),
  'products.createMany': ({ products }) => products.createMany([PRODUCT, SECOND_PRODUCT]),
  'products.takeStock': ({ products }) => products.takeStock(3, 2),
  'products.restock': ({ products }) => products.restock([3, 4], 50),
  'products.discontinue': ({ products }) => products.discontinue(3, AT),
  'products.wish': ({ products }) => products.wish(7, 3, AT),
  'products.wishesOf': ({ products }) => products.wishesOf(7),
  'products.forgetWishes': ({ products }) => products.forgetWishes(7, AT),
  'products.recordSale': ({ products }) =>
    products.recordSale({ day: '2024-03-01', product_id: 3, units: 2 }),
  'products.salesOfDay': ({ products }) => products.salesOfDay('2024-03-01'),

  'orders.findWithCustomer': ({ orders }) => orders.findWithCustomer(9),
  'orders.linesOf': ({ orders }) => orders.linesOf(9),
  'orders.historyOf': ({ orders }) => orders.historyOf(7, 10),
  'orders.waiting': ({ orders }) => orders.waiting(['open', 'paid'], LATER),
  'orders.totalsByStatus': ({ orders }) => orders.totalsByStatus(),
  'orders.customersServed': ({ orders }) => orders.customersServed(AT, LATER),
  'orders.revenueByDay': ({ orders }) => orders.revenueByDay(AT, LATER),
  'orders.notesLike': ({ orders }) => orders.notesLike('gift'),
  'orders.outsideOf': ({ orders }) => orders.outsideOf(1_000, 9_000),
  'orders.place': ({ orders }) =>
    orders.place({ customer_id: 7, status: 'open', total_cents: 1250, placed_at: AT, note: null }),
  'orders.addLines': ({ orders }) => orders.addLines([LINE, SECOND_LINE]),
  'orders.setStatus': ({ orders }) => orders.setStatus(9, ['open'], 'paid'),
  'orders.ship': ({ orders }) => orders.ship(9, LATER),
  'orders.appendNote': ({ orders }) => orders.appendNote(9, 'gift'),
  'orders.removeCancelled': ({ orders }) => orders.removeCancelled(AT),

  'payments.record': ({ payments }) =>
    payments.record({ order_id: 9, method: 'card', amount_cents: 1250, paid_at: AT }),
  'payments.ofOrder': ({ payments }) => payments.ofOrder(9),
  'payments.paidFor': ({ payments }) => payments.paidFor(9),
  'payments.totalsByMethod': ({ payments }) => payments.totalsByMethod(1),
  'payments.refund': ({ payments }) => payments.refund(9),

  'audit.write': ({ audit }) => audit.write([AUDIT_ENTRY, { ...AUDIT_ENTRY, action: 'paid by card' }]),
  'audit.latest': ({ audit }) => audit.latest(20),
  'audit.subjectsOf': ({ audit }) => audit.subjectsOf('placed'),
  'audit.forget': ({ audit }) => audit.forget(AT),
}

/** Every query of the application, the way its repositories build it. */
export const CATALOGUE: readonly CataloguedQuery[] = Object.entries(QUERIES).map(([name, query]) => ({
  name,
  build: (db) => query(new Shop(db)),
}))
