import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { BUILDS, DIALECTS, Pair, outcome } from '../differential/pair.js'
import { anyChain, run } from './chains.js'

/** Chains per dialect; `CHAINS` asks for more, `CHAINS_SEED` for the same again. */
const CHAINS = Number(process.env['CHAINS'] ?? 10_000)
const SEED = Number(process.env['CHAINS_SEED'] ?? (Math.random() * 0x7fffffff) | 0)

/** What fast may decline of these chains, which are odder than any application's. */
const MOST_DECLINED = 0.06

describe.each(DIALECTS)('random chains on %s', (dialect) => {
  it(`agree on SQL, bindings, fields and errors (seed ${SEED})`, { timeout: 600_000 }, () => {
    // Falling back is on: what fast declines is legacy's, and counted below. A difference is never declined.
    const pair = new Pair(dialect, { fallback: true })
    const faults = (): object => {
      const { parityMismatches, fastErrors, fallbackReasons } = pair.adapter.getQueryBuilderMetrics()
      return { parityMismatches, fastErrors, inconclusive: fallbackReasons.inconclusive }
    }
    fc.assert(
      fc.property(anyChain, (chain) => {
        const before = faults()
        const legacy = outcome(() => run(pair.plain, chain))
        for (const time of BUILDS)
          expect(
            outcome(() => run(pair.fast, chain)),
            time,
          ).toEqual(legacy)
        expect(faults(), 'nothing amiss').toEqual(before)
      }),
      { numRuns: CHAINS, seed: SEED },
    )
    const { fastCalls, fastFallbacks } = pair.adapter.getQueryBuilderMetrics()
    const declined = fastFallbacks / (fastCalls + fastFallbacks)
    console.log(`${dialect}: ${CHAINS} chains, seed ${SEED}, fast declined ${(declined * 100).toFixed(1)} %`)
    expect(declined).toBeLessThan(MOST_DECLINED)
  })
})
