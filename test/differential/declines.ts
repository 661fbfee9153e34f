import type { FallbackReason } from '../../dist/core/fallback-reason.js'
import type { Dialect } from './dialects.js'

/** A query that fast leaves to Knex, on purpose. Whatever else it declines is a defect, and a test says so. */
export interface Declined {
  readonly feature: string
  /** What the queries show, as the corpus names them. */
  readonly titles: readonly string[]
  /** Where; everywhere unless said. */
  readonly dialects?: readonly Dialect[]
  readonly reason: FallbackReason
  /** Why a user would agree. */
  readonly why: string
}

export const DECLINED: readonly Declined[] = [
  {
    feature: 'what builders keep, changed by hand',
    titles: ['an unknown statement beside the others'],
    reason: 'unsupported_clause',
    why: 'A kind of statement that no Knex has: whoever put it there, a plugin say, may have Knex read it. Knex goes on building these.',
  },
  {
    feature: 'at the limits',
    titles: ['forty queries within each other'],
    reason: 'too_deep',
    why: 'No application was seen to nest queries more than 32 deep, and following them without end would be a way to exhaust it.',
  },
  {
    feature: 'at the limits',
    titles: ['a union with a text', 'a CTE of nothing', 'a column that is no number'],
    reason: 'suspect_query',
    why: 'A slip of the application, of which Knex makes SQL that no database takes.',
  },
  {
    feature: 'at the limits',
    titles: ['a query built by the method of another'],
    reason: 'unsupported_method',
    why: "Knex's builder can be told to build an insert as a select. Only code that reaches into Knex does so; Knex goes on building these.",
  },
]

/** What is said of one query, if anything is. */
export function declineOf(feature: string, title: string, dialect: Dialect): Declined | undefined {
  return DECLINED.find(
    (declined) =>
      declined.feature === feature &&
      declined.titles.includes(title) &&
      (declined.dialects ?? [dialect]).includes(dialect),
  )
}
