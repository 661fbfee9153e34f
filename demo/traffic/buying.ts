import type { Habit } from './operation.js'
import { CITIES, newCustomer } from './stock.js'

/** What changes the shop: orders, registrations, and what the office does to them. */
export const BUYING: readonly Habit[] = [
  {
    name: 'check out',
    weight: 8,
    draw: (world) => {
      const { random } = world
      world.orders += 1
      const lines = random
        .several(random.between(1, 3), world.products)
        .map((productId) => ({ productId, quantity: random.between(1, 4) }))
      const basket = {
        customerId: world.customer(),
        lines,
        creditCents: random.chance(40) ? random.between(1, 12) * 100 : 0,
        method: random.pick(['card', 'card', 'invoice', 'voucher'] as const),
        note: random.chance(25)
          ? random.pick(['a gift, please wrap', 'ring twice', 'leave at the door'])
          : null,
        at: world.tick(),
      }
      return ({ checkout }) => checkout.checkout(basket)
    },
  },
  {
    name: 'register',
    weight: 2,
    draw: (world) => {
      // Numbers are given even to those who fail below, as a sequence of the database does.
      world.customers += 1
      const customer = newCustomer(world.random, world.customers, world.tick())
      return ({ registration }) => registration.register(customer)
    },
  },
  {
    name: 'register with a taken address',
    weight: 1,
    draw: (world) => {
      world.customers += 1
      const [customer, taken] = [newCustomer(world.random, 0, world.tick()), world.random.between(1, 100)]
      return async ({ customers, registration }) => {
        const someone = await customers.findById(taken)
        return registration.register({ ...customer, email: someone.email })
      }
    },
  },
  {
    name: 'import from a partner',
    weight: 2,
    draw: (world) => {
      world.customers += 1
      const email = `partner.${world.random.between(1, 40)}@example.com`
      const customer = { ...newCustomer(world.random, 0, world.tick()), email }
      return ({ customers }) => customers.importFromPartner(customer)
    },
  },
  {
    name: 'move house',
    weight: 3,
    draw: (world) => {
      const [id, city] = [world.customer(), world.random.pick(CITIES)]
      const phone = world.random.chance(30) ? null : `+44 ${world.random.between(10_000, 99_999)}`
      return ({ customers }) => customers.changeContact(id, phone, city)
    },
  },
  {
    name: 'ship an order',
    weight: 5,
    draw: (world) => {
      const [id, at] = [world.order(), world.tick()]
      return ({ backOffice }) => backOffice.ship(id, at)
    },
  },
  {
    name: 'cancel an order',
    weight: 2,
    draw: (world) => {
      const [id, at] = [world.order(), world.tick()]
      const reason = world.random.pick(['changed my mind', 'found it cheaper', 'a gift nobody wants'])
      return ({ backOffice }) => backOffice.cancel(id, reason, at)
    },
  },
  {
    name: 'refill the shelves',
    weight: 2,
    draw: ({ random, products }) => {
      const [ids, quantity] = [random.several(8, products), random.between(10, 60)]
      return ({ backOffice }) => backOffice.refill(ids, quantity)
    },
  },
]
