import type { Chain } from '../differential/pair.js'

interface Inside {
  readonly _statements: object[]
}

/** How fast names what it could not model. */
export const FOREIGN = 'of a plugin'

/**
 * Adds to a query what no Knex has: a statement of a kind that only some plugin knows. Knex passes over it. Fast cannot know
 * that, and declines: `unsupported_clause`.
 */
export function withForeignStatement<Query extends object>(query: Query): Query {
  ;(query as unknown as Inside)._statements.push({ grouping: FOREIGN })
  return query
}

/** Declined by fast once it has read the table: as many shapes as tables. */
export const declinedOn =
  (table: string): Chain =>
  (k) =>
    withForeignStatement(k(table).where('a', 1))
