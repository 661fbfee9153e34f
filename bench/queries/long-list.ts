import { inArray, sql } from 'drizzle-orm'

import { orders } from '../drizzle-tables.js'
import type { BenchQuery } from './query.js'

/** So many lengths of list take turns, from one value to a thousand. */
const LENGTHS = 100

/** 37 and 100 have no common divisor: every length has its turn, and neighbours differ much. */
const LISTS: readonly number[][] = Array.from({ length: LENGTHS }, (_, turn) => {
  const nth = (turn * 37) % LENGTHS
  return Array.from({ length: Math.round(1 + (nth * 999) / (LENGTHS - 1)) }, (__, index) => turn + index)
})

const listOf = (n: number): number[] => LISTS[n % LENGTHS]!

/** `$1, $2, …` up to a thousand, and where the text of so many placeholders ends. */
const PLACEHOLDERS = Array.from({ length: 1000 }, (_, index) => `$${index + 1}`)
const ALL = PLACEHOLDERS.join(', ')
const ENDS = PLACEHOLDERS.map((_, index) => PLACEHOLDERS.slice(0, index + 1).join(', ').length)

/** A list of another length every time. */
export const longList: BenchQuery = {
  name: 'whereIn of 1 to 1,000 values',
  batch: LENGTHS,
  knex: (db, n) => db('orders').whereIn('id', listOf(n)),
  kysely: (db, n) => db.selectFrom('orders').selectAll().where('id', 'in', listOf(n)),
  drizzle: (db, n) =>
    db
      .select({ all: sql`*` })
      .from(orders)
      .where(inArray(orders.id, listOf(n))),
  byHand: (n) => {
    const list = listOf(n)
    return {
      sql: `select * from "orders" where "id" in (${ALL.slice(0, ENDS[list.length - 1])})`,
      bindings: [...list],
    }
  },
}
