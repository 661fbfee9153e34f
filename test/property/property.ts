import { expect, it } from 'vitest'

import { Both, isRefused, queryOf } from './both.js'
import { chainsOf } from './chains/any.js'
import { ALL } from './dialects.js'
import type { Dialect } from './dialects.js'
import { differenceIn, tellDifference } from './difference.js'

/** Where chains begin unless told: the same everywhere, so that a change is judged by what it changes. */
const USUAL_SEED = 20_261_121

/** Chains in all, over all dialects; `CHAINS` asks for more, `CHAINS_SEED` for others: a number, or `random`. */
export const CHAINS = Math.ceil(Number(process.env['CHAINS'] ?? 50_000) / ALL.length)
export const SEED = seedOf(process.env['CHAINS_SEED'] ?? USUAL_SEED)

function seedOf(asked: string | number): number {
  return asked === 'random' ? (Math.random() * 0x7fffffff) | 0 : Number(asked)
}

/** What fast has to serve of these chains, which are odder than any application's. */
const LEAST_SERVED = 0.97

/** The property: random chains of one dialect agree in everything that an application can see. */
export function randomChainsAgree(dialect: Dialect): void {
  it(`agree in everything that can be seen (seed ${SEED})`, { timeout: 3_600_000 }, () => {
    const both = new Both(dialect)
    const chains = chainsOf(dialect, SEED)
    let valid = 0
    for (let left = CHAINS; left > 0; left--) {
      const chain = chains.next().value
      const query = queryOf(chain)
      const expected = both.plain(query)
      if (!isRefused(expected)) valid += 1
      if (differenceIn(both, query, expected) !== undefined) {
        expect.unreachable(`CHAINS_SEED=${SEED}, ${tellDifference(dialect, chain)}`)
      }
    }
    const { fastCalls, fastFallbacks, fallbackReasons } = both.adapter.getQueryBuilderMetrics()
    const served = fastCalls / (fastCalls + fastFallbacks)
    console.log(
      `${dialect}: ${CHAINS} chains, seed ${SEED}, ${percent(valid / CHAINS)} without error, fast served ${percent(served)} of those`,
      Object.fromEntries(Object.entries(fallbackReasons).filter(([, count]) => count > 0)),
    )
    expect(valid / CHAINS, 'chains that prove something').toBeGreaterThan(0.6)
    // What falls back proves nothing of fast.
    expect(served, 'served by fast').toBeGreaterThan(LEAST_SERVED)
  })
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
