import type { Knex } from 'knexodus'
import { TABLES } from './app/schema.js'
import type { Shop } from './app/shop.js'
import { isPartOfLife } from './part-of-life.js'
import type { Operation } from './traffic/operation.js'

/** What one operation did in both shops. */
export interface Comparison {
  readonly equal: boolean
  /** What each shop answered, as text; for the report of a difference. */
  readonly reference: string
  readonly subject: string
}

/**
 * Does one operation to both shops and compares the answers, row for row. Errors that belong to the shop's life (a
 * taken e-mail address, an empty shelf) are answers too, their messages included.
 *
 * @throws any other error, with the operation's name.
 */
export async function compare(operation: Operation, reference: Shop, subject: Shop): Promise<Comparison> {
  const [left, right] = await Promise.all([answer(operation, reference), answer(operation, subject)])
  return { equal: left === right, reference: left, subject: right }
}

async function answer(operation: Operation, shop: Shop): Promise<string> {
  try {
    return JSON.stringify(await operation.run(shop)) ?? 'nothing'
  } catch (error) {
    if (isPartOfLife(error)) return `${error.name}: ${error.message}`
    throw new Error(`"${operation.name}" failed: ${String(error)}`, { cause: error })
  }
}

/** The tables whose contents differ between two databases. */
export async function differingTables(reference: Knex, subject: Knex): Promise<string[]> {
  const differing: string[] = []
  for (const [table, key] of Object.entries(TABLES)) {
    const [left, right] = await Promise.all([digest(reference, table, key), digest(subject, table, key)])
    if (left !== right) differing.push(table)
  }
  return differing
}

/** Count and checksum of a table. Both sides are asked by Knex's raw, which no builder translates. */
async function digest(db: Knex, table: string, key: readonly string[]): Promise<string> {
  const order = key.map(() => '??').join(', ')
  const result = await db.raw(
    `select count(*) as count, md5(coalesce(string_agg(t::text, '|' order by ${order}), '')) as sum from ?? as t`,
    [...key, table],
  )
  return JSON.stringify(result.rows)
}
