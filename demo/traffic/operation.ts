import type { Shop } from '../app/shop.js'
import type { World } from './world.js'

/** One thing a user of the shop does, with its values fixed: it can be done to two shops. */
export interface Operation {
  readonly name: string
  readonly run: (shop: Shop) => PromiseLike<unknown>
}

/** Something users do, how often compared with the rest, and how its values are drawn. */
export interface Habit {
  readonly name: string
  readonly weight: number
  readonly draw: (world: World) => (shop: Shop) => PromiseLike<unknown>
}
