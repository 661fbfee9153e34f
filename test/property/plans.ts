import { isRefused } from './both.js'
import type { Both, Query } from './both.js'
import { BUILDS } from './difference.js'
import type { Difference } from './difference.js'
import { isSame } from './outcome.js'

/* Whether two queries share a plan, and whether they may. */

/** Builds a query until fast serves it from its plan. `false`: Knex refuses it, or fast does not serve it. */
export function isAdmitted(both: Both, query: Query): boolean {
  if (isRefused(both.plain(query))) return false
  for (const _ of BUILDS.slice(1)) both.fast(query)
  const before = proofs(both)
  both.fast(query)
  return isSame(proofs(both), before)
}

/** What counts up when a query is taken for a new one. */
export function proofs(both: Both): object {
  const { plans, parityChecks, fastFallbacks } = both.adapter.getQueryBuilderMetrics()
  return { plans, parityChecks, fastFallbacks }
}

/** Where fast does not make of a query, right after another, what Knex makes of it. */
export function confusion(both: Both, query: Query): Difference | undefined {
  const expected = both.plain(query)
  for (const when of BUILDS.slice(0, 2)) {
    const got = both.fast(query)
    if (!isSame(got, expected)) return { when, expected, got }
  }
  return undefined
}
