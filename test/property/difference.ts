import { inspect } from 'node:util'

import { Both, queryOf } from './both.js'
import type { Query } from './both.js'
import type { Chain } from './chain.js'
import type { Dialect } from './dialects.js'
import { at, isSame, placeOfDifference } from './outcome.js'
import { printed } from './print.js'
import { shrunk } from './shrink.js'

/** Equal bindings do not tell their places apart: then it takes three agreements to admit a plan. */
export const BUILDS = ['at first sight', 'again', 'and again', 'from the plan'] as const

/** Where a query came out differently. */
export interface Difference {
  readonly when: (typeof BUILDS)[number] | 'amiss'
  readonly expected: unknown
  readonly got: unknown
}

/** Builds a query by both, fast until it must be served from its plan. */
export function differenceIn(
  both: Both,
  query: Query,
  expected: unknown = both.plain(query),
): Difference | undefined {
  const faults = both.faults()
  for (const when of BUILDS) {
    const got = both.fast(query)
    if (!isSame(got, expected)) return { when, expected, got }
  }
  const faultsNow = both.faults()
  return isSame(faultsNow, faults) ? undefined : { when: 'amiss', expected, got: both.lastFault }
}

/** Tells of a difference, with the smallest chain that shows it. */
export function tellDifference(dialect: Dialect, chain: Chain): string {
  // A fresh pair for each try: what was learned of one chain must not hide the next.
  const differs = (smaller: Chain): Difference | undefined =>
    differenceIn(new Both(dialect), queryOf(smaller))
  const smallest = shrunk(chain, (smaller) => differs(smaller) !== undefined)
  const difference = differs(smallest)
  if (difference === undefined) return `${dialect}, only after other chains:\n${printed(smallest)}`
  return `${dialect}, ${tell(difference)}\n${printed(smallest)}`
}

/** When it differs, where, and what is there. */
export function tell({ when, expected, got }: Difference): string {
  if (when === 'amiss') return `fast went amiss: ${inspect(got, { breakLength: 160 })}`
  const place = placeOfDifference(got, expected) ?? ''
  const show = (outcome: unknown): string => inspect(at(outcome, place), { depth: 9, breakLength: 160 })
  return [`${when}${place}`, `Knex: ${show(expected)}`, `fast: ${show(got)}`].join('\n')
}
