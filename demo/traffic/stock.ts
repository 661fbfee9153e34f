import type { NewCustomer, NewProduct, Tier } from '../app/rows.js'
import type { Shop } from '../app/shop.js'
import type { Random } from './random.js'

export const CITIES = ['Aarhus', 'Bergen', 'Delft', 'Ghent', 'Graz', 'Leeds', 'Lyon', 'Porto'] as const
export const CATEGORIES = ['books', 'coffee', 'kitchen', 'paper', 'tea', 'toys'] as const
export const TIERS: readonly Tier[] = ['basic', 'silver', 'gold']

const FIRST_NAMES = [
  'Ada',
  'Alan',
  'Barbara',
  'Edsger',
  'Grace',
  'Hedy',
  'John',
  'Katherine',
  'Niklaus',
  'Radia',
]
const LAST_NAMES = [
  'Byron',
  'Dijkstra',
  'Hamilton',
  'Hopper',
  'Johnson',
  'Lamarr',
  'Liskov',
  'Perlman',
  'Wirth',
]
const THINGS = ['basket', 'box', 'jar', 'kit', 'press', 'sampler', 'set', 'tin']

/** How many customers and products there are when the traffic begins. */
export const STOCK = { customers: 150, products: 90 } as const

/** A customer nobody has seen before; `number` makes the e-mail address unique. */
export function newCustomer(random: Random, number: number, at: string): NewCustomer {
  const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`
  return {
    name,
    email: `${name.toLowerCase().replace(' ', '.')}.${number}@example.com`,
    city: random.pick(CITIES),
    tier: random.chance(70) ? 'basic' : random.pick(TIERS),
    phone: random.chance(60) ? `+44 ${random.between(10_000, 99_999)}` : null,
    created_at: at,
  }
}

/** A product with its article number. */
export function newProduct(random: Random, number: number): NewProduct {
  const category = random.pick(CATEGORIES)
  return {
    sku: `${category.slice(0, 3).toUpperCase()}-${String(number).padStart(4, '0')}`,
    name: `${category} ${random.pick(THINGS)} no. ${number}`,
    category,
    price_cents: random.between(2, 120) * 50 - 1,
    stock: random.between(20, 200),
  }
}

/** Opens the shop with its first customers and products. */
export async function stockShop(shop: Shop, random: Random, at: string): Promise<void> {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
  await shop.customers.createMany(numbers(STOCK.customers).map((number) => newCustomer(random, number, at)))
  await shop.products.createMany(numbers(STOCK.products).map((number) => newProduct(random, number)))
}
