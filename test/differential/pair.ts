import { expect } from 'vitest'
import knexFactory from 'knex'
import type { Knex } from 'knex'

import { createAdapter } from 'knexodus'

/** The dialects that the fast builder speaks, by Knex's name for each. */
export const DIALECTS = ['pg', 'sqlite3'] as const
export type Dialect = (typeof DIALECTS)[number]

/** Knex without its types: it takes more than they say, and so do applications. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- that is the point of it
export type Untyped = any

/** A query, written once and built by both. */
export type Chain = (knex: Untyped) => Untyped

const SILENT = { warn() {}, error() {}, debug() {}, deprecate() {} }

/** How both are set up; `fallback` lets legacy take what fast declines. */
export interface PairOptions extends Partial<Knex.Config> {
  readonly fallback?: boolean
}

/** Equal bindings do not tell their places apart: then it takes three agreements to admit a plan. */
export const BUILDS = ['at first sight', 'again', 'and again', 'from the plan'] as const

/** A plain Knex and one that is all fast, of the same configuration. */
export class Pair {
  readonly adapter: ReturnType<typeof createAdapter>
  readonly plain: Knex
  readonly fast: Knex

  constructor(
    readonly dialect: Dialect,
    { fallback = false, ...config }: PairOptions = {},
  ) {
    const make = (): Knex => knexFactory({ client: dialect, log: SILENT, useNullAsDefault: true, ...config })
    this.adapter = createAdapter({ percentage: 100, fallback, verifyPercentage: 0, logLevel: 'silent' })
    this.plain = make()
    this.fast = this.adapter.adaptKnex(make())
  }

  /**
   * Both build the chain, fast often enough to be seen at its admission and from its plan. Everything that an
   * application can see of the results is the same, and fast really served.
   */
  expectSame(chain: Chain): void {
    const legacy = outcome(() => chain(this.plain))
    for (const time of BUILDS) {
      const before = this.adapter.getQueryBuilderMetrics()
      const fast = outcome(() => chain(this.fast))
      const after = this.adapter.getQueryBuilderMetrics()
      expect(fast, time).toEqual(legacy)
      if ('error' in legacy)
        expect(after.fastErrors, 'a mistake of the user is no failure of fast').toBe(before.fastErrors)
      else expect(after.fastCalls, 'served by fast').toBe(before.fastCalls + 1)
    }
  }
}

/** All that an application can see of one build, less the id that is new for each. */
export function outcome(build: () => Untyped): Record<string, unknown> {
  try {
    const query = build().toSQL()
    const native = query.toNative()
    const { __knexQueryUid: uid, ...fields } = { ...query } as Record<string, unknown>
    expect(uid).toMatch(/^[\w-]{21}$/)
    // A raw given to `returning` comes back as it is: another object for each Knex.
    const { returning } = fields
    if (returning instanceof Object && 'toQuery' in returning) fields['returning'] = `${returning as Untyped}`
    return { keys: Object.keys(query), fields, native: { ...native } }
  } catch (error) {
    return { error: error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error) }
  }
}
