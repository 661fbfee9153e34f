import type { Tier } from '../app/rows.js'
import type { Habit } from './operation.js'
import { CATEGORIES, CITIES } from './stock.js'

/** What people do in the shop before they buy, and after. */
export const BROWSING: readonly Habit[] = [
  {
    name: 'browse a category',
    weight: 14,
    draw: ({ random }) => {
      const [category, page] = [random.pick(CATEGORIES), random.between(0, 1)]
      return ({ products }) => products.page(category, page)
    },
  },
  {
    name: 'compare products',
    weight: 9,
    draw: ({ random, products: known }) => {
      const ids = random.several(random.between(1, 6), known)
      return ({ products }) => products.findMany(ids)
    },
  },
  {
    name: 'look for a price',
    weight: 5,
    draw: ({ random }) => {
      const low = random.between(1, 50) * 100
      return ({ products }) => products.priceBetween(low, low + 800)
    },
  },
  { name: 'list categories', weight: 5, draw: () => (shop) => shop.products.categories() },
  {
    name: 'show a price range',
    weight: 4,
    draw: ({ random }) => {
      const category = random.pick(CATEGORIES)
      return ({ products }) => products.priceRange(category)
    },
  },
  {
    name: 'log in',
    weight: 10,
    draw: (world) => {
      const id = world.customer()
      return async ({ customers }) => {
        const customer = await customers.findById(id)
        return [customer, await customers.findByEmail(customer?.email ?? 'nobody@example.com')]
      }
    },
  },
  {
    name: 'see my orders',
    weight: 8,
    draw: (world) => {
      const [customer, limit] = [world.customer(), world.random.pick([5, 10, 20])]
      return ({ orders }) => orders.historyOf(customer, limit)
    },
  },
  {
    name: 'open an order',
    weight: 10,
    draw: (world) => {
      const id = world.order()
      return async ({ orders, payments }) => ({
        order: await orders.findWithCustomer(id),
        lines: await orders.linesOf(id),
        payments: await payments.ofOrder(id),
        paid: await payments.paidFor(id),
      })
    },
  },
  {
    name: 'wish for a product',
    weight: 5,
    draw: (world) => {
      const [customer, product, at] = [world.customer(), world.product(), world.tick()]
      return async ({ products }) => {
        const { rowCount } = (await products.wish(customer, product, at)) as unknown as { rowCount: number }
        return { rowCount, wishes: await products.wishesOf(customer) }
      }
    },
  },
  {
    name: 'clear old wishes',
    weight: 1,
    draw: (world) => {
      const [customer, before] = [world.customer(), world.at(2)]
      return ({ products }) => products.forgetWishes(customer, before)
    },
  },
  {
    name: 'search customers',
    weight: 5,
    draw: ({ random }) => {
      const text = random.pick(['a', 'Hop', 'an', 'grace', 'radia.p', 'zz'])
      const tiers: Tier[] = random.chance(50) ? ['silver', 'gold'] : ['basic', 'silver', 'gold']
      const page = random.between(0, 2)
      return ({ customers }) => customers.search(text, tiers, page)
    },
  },
  {
    name: 'write to a city',
    weight: 2,
    draw: ({ random }) => {
      const city = random.pick(CITIES)
      return ({ customers }) => customers.emailsInCity(city)
    },
  },
]
