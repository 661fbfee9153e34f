import type { Random } from './random.js'
import { STOCK } from './stock.js'

const START = Date.UTC(2024, 2, 1, 8)
const DAY_MS = 24 * 60 * 60 * 1000

/** How many customers and orders a shop has had so far, which is what their newest numbers are. */
export interface Scene {
  readonly customers: number
  readonly orders: number
}

/** A shop that has just been stocked. */
export const OPENING: Scene = { customers: STOCK.customers, orders: 0 }

/**
 * What the traffic believes about the shop: enough to ask for customers and orders that probably exist. It never looks
 * at an answer, so that two shops get the same traffic even when one of them answers wrongly.
 */
export class World {
  customers: number
  readonly products: number = STOCK.products
  orders: number
  private now = START

  constructor(
    readonly random: Random,
    { customers, orders }: Scene = OPENING,
  ) {
    this.customers = customers
    this.orders = orders
  }

  /** Lets a little time go by, and says what time it is: the shop's clock, not the machine's. */
  tick(): string {
    this.now += this.random.between(20, 240) * 1000
    return this.at()
  }

  /** The time, `daysAgo` days before now. */
  at(daysAgo = 0): string {
    return new Date(this.now - daysAgo * DAY_MS).toISOString()
  }

  customer(): number {
    return this.random.between(1, this.customers)
  }

  product(): number {
    return this.random.between(1, this.products)
  }

  /** An order, most likely one of the last hundred. */
  order(): number {
    const oldest = this.random.chance(85) ? Math.max(1, this.orders - 100) : 1
    return this.random.between(oldest, Math.max(1, this.orders))
  }
}
