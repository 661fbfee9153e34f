import type { Habit, Operation } from './operation.js'
import { CATEGORIES, TIERS } from './stock.js'

/** What the office wants to know, and what runs at night. */
export const REPORTING: readonly Habit[] = [
  {
    name: 'look at the dashboard',
    weight: 2,
    draw: (world) => {
      const [from, to] = [world.at(3), world.at()]
      return ({ backOffice }) => backOffice.dashboard(from, to)
    },
  },
  {
    name: 'list waiting orders',
    weight: 3,
    draw: (world) => {
      const before = world.at(world.random.between(0, 1))
      return ({ orders }) => orders.waiting(['open', 'paid'], before)
    },
  },
  {
    name: 'rank products',
    weight: 2,
    draw: ({ random }) => {
      const [minimum, limit] = [random.between(1, 8), random.pick([5, 10])]
      return ({ products }) => products.bestSellers(minimum, limit)
    },
  },
  {
    name: 'rank customers',
    weight: 2,
    draw: ({ random }) => {
      const since = random.between(1, 20) * 1000
      return ({ customers }) => customers.bestByTurnover(since, 5)
    },
  },
  { name: 'find shelf warmers', weight: 1, draw: () => (shop) => shop.products.neverOrdered() },
  {
    name: 'find scarce products',
    weight: 2,
    draw: (world) => {
      const [stock, before] = [world.random.between(5, 40), world.at()]
      return ({ products }) => products.scarceOrOld(stock, before)
    },
  },
  {
    name: 'plan the window',
    weight: 1,
    draw: ({ random }) => {
      const dearerThan = random.between(45, 58) * 100
      return ({ products }) => products.neighbours(dearerThan)
    },
  },
  {
    name: 'ask who bought it',
    weight: 2,
    draw: (world) => {
      const product = world.product()
      return ({ customers }) => customers.whoBought(product)
    },
  },
  {
    name: 'count customers by city',
    weight: 2,
    draw: ({ random }) => {
      const minimum = random.between(5, 25)
      return ({ customers }) => customers.countPerCity(minimum)
    },
  },
  {
    name: 'find missing phone numbers',
    weight: 1,
    draw: ({ random }) => {
      const tier = random.pick(TIERS)
      return ({ customers }) => customers.withoutPhone(tier)
    },
  },
  {
    name: 'read notes',
    weight: 2,
    draw: ({ random }) => {
      const [text, low] = [random.pick(['GIFT', 'door', '%', 'ring']), random.between(1, 20) * 100]
      return async ({ orders }) => [await orders.notesLike(text), await orders.outsideOf(low, low * 4)]
    },
  },
  {
    name: 'see what sells today',
    weight: 3,
    draw: (world) => {
      const day = world.at().slice(0, 10)
      return ({ products }) => products.salesOfDay(day)
    },
  },
  {
    name: 'read the audit trail',
    weight: 3,
    draw: ({ random }) => {
      const [limit, action] = [random.pick([10, 20]), random.pick(['placed', 'shipped', 'cancelled'])]
      return async ({ audit }) => [await audit.latest(limit), await audit.subjectsOf(action)]
    },
  },
  {
    name: 'value the stock',
    weight: 1,
    draw: ({ random }) => {
      const categories = [random.pick(CATEGORIES), random.pick(CATEGORIES)]
      return ({ backOffice }) => backOffice.stockWorth(categories)
    },
  },
  {
    name: 'promote the best',
    weight: 1,
    draw: ({ random }) => {
      const since = random.between(5, 40) * 1000
      return ({ backOffice }) => backOffice.promoteBestCustomers(since)
    },
  },
  {
    name: 'discontinue a product',
    weight: 1,
    draw: (world) => {
      const [id, at] = [world.random.chance(20) ? world.product() : 1, world.tick()]
      return ({ products }) => products.discontinue(id, at)
    },
  },
  {
    name: 'tidy up at night',
    weight: 1,
    draw: (world) => {
      const before = world.at(2)
      return ({ backOffice }) => backOffice.tidyUp(before)
    },
  },
]

const NAMES = new Set(REPORTING.map(({ name }) => name))

/** Whether an operation is one of the office's. */
export function isReporting({ name }: Operation): boolean {
  return NAMES.has(name)
}
