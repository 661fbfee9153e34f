import { expect } from 'vitest'
import type { Knex } from 'knex'

import { createAdapter } from 'knexodus'
import type { Chain } from './chain.js'
import { makeKnex } from './dialects.js'
import type { Config, Dialect } from './dialects.js'
import { outcome, textOf } from './outcome.js'
import type { Outcome } from './outcome.js'

export type { Chain, Untyped } from './chain.js'
export { DIALECTS } from './dialects.js'
export type { Dialect } from './dialects.js'
export { outcome } from './outcome.js'

/** How both are set up; `fallback` lets legacy take what fast declines. */
export interface PairOptions extends Config {
  readonly fallback?: boolean
}

/** Equal bindings do not tell their places apart: then it takes three agreements to admit a plan. */
export const BUILDS = ['at first sight', 'again', 'and again', 'from the plan'] as const

/** What one Knex made of a chain, and what it warned of meanwhile. */
interface Seen {
  readonly result: Outcome
  readonly text: Outcome
  readonly warnings: readonly string[]
}

/** A plain Knex and one that is all fast, of the same configuration. */
export class Pair {
  readonly adapter: ReturnType<typeof createAdapter>
  readonly plain: Knex
  readonly fast: Knex
  private readonly warnings: string[] = []

  constructor(
    readonly dialect: Dialect,
    { fallback = false, ...config }: PairOptions = {},
  ) {
    const make = (): Knex => makeKnex(dialect, config, this.warnings)
    this.adapter = createAdapter({ percentage: 100, fallback, verifyPercentage: 0, logLevel: 'silent' })
    this.plain = make()
    this.fast = this.adapter.adaptKnex(make())
  }

  /**
   * Both build the chain, fast often enough to be seen at its admission and from its plan. Everything that an
   * application can see of the results is the same, and fast really served.
   */
  expectSame(chain: Chain): void {
    const legacy = this.see(this.plain, chain)
    for (const time of BUILDS) {
      const before = this.adapter.getQueryBuilderMetrics()
      const fast = this.see(this.fast, chain)
      const after = this.adapter.getQueryBuilderMetrics()
      expect(fast, time).toEqual(legacy)
      expect(after.fastErrors, 'a mistake of the user is no failure of fast').toBe(before.fastErrors)
      if (isBuilt(legacy)) expect(after.fastCalls, 'served by fast').toBe(before.fastCalls + 2)
    }
  }

  /** Both build the chain, and fast leaves it to legacy each time, for that reason: all of it that Knex can build. */
  expectDeclined(chain: Chain, reason: string): void {
    const legacy = this.see(this.plain, chain)
    for (const time of BUILDS) {
      const before = this.adapter.getQueryBuilderMetrics()
      expect(this.see(this.fast, chain), time).toEqual(legacy)
      const after = this.adapter.getQueryBuilderMetrics()
      const builds = isBuilt(legacy) ? 2 : 0
      const count = (metrics: typeof after): number => Number(Reflect.get(metrics.fallbackReasons, reason))
      expect(count(after) - count(before), `declined as ${reason}`).toBe(builds)
      expect(after.fastFallbacks - before.fastFallbacks, 'and for no other reason').toBe(builds)
    }
  }

  /** Builds the chain twice, each time anew: for its result, and for its text. */
  private see(knex: Knex, chain: Chain): Seen {
    this.warnings.length = 0
    const result = outcome(() => chain(knex))
    const text = textOf(() => chain(knex))
    return { result, text, warnings: [...this.warnings] }
  }
}

/** Whether Knex could build it, as a query: raws by themselves take no query compiler, in either Knex. */
function isBuilt({ result }: Seen): boolean {
  return !('error' in result) && (result['fields'] as Outcome)['method'] !== 'raw'
}
