import { describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { declinedOn } from './declined.js'
import type { StageOptions } from './stage.js'
import { Stage } from './stage.js'

/* Rule 3: fast answers or declines, by a reason from the list; then the query is legacy's, and that is said. */

interface Declined {
  readonly chain: Chain
  readonly detail: string
  readonly options?: StageOptions
}

const DEEPEST = 32
const nested =
  (levels: number): Chain =>
  (k) => {
    let query = k('t')
    for (let level = 0; level < levels; level++) query = k('t').whereIn('a', query)
    return query
  }

const DECLINED: Readonly<Record<string, Declined>> = {
  unsupported_dialect: {
    chain: (k) => k('t').where('a', 1),
    detail: 'Oracledb_Compiler',
    options: { knex: { client: 'oracledb' } },
  },
  unsupported_method: {
    chain: (k) => asDelete(k('t').where('a', 1)),
    detail: "a method that is not the query's own",
  },
  unsupported_clause: { chain: declinedOn('t'), detail: 'of a plugin' },
  unsupported_value: {
    chain: (k) => k('t').where('a', ofAnotherKind(k.raw('? + 1', [1]))),
    detail: 'a raw of another kind',
  },
  too_large: { chain: (k) => k('t').whereRaw('a'.repeat(16_384)), detail: 'a long text, or too many parts' },
  too_deep: { chain: nested(DEEPEST + 1), detail: 'more than 32 levels' },
}

/** Built by another method than its own, which Knex allows. */
function asDelete(query: { toSQL(method: string): object }): object {
  return { toSQL: () => query.toSQL('del') }
}

/** Of a class that extends Knex's, which may mean anything. */
function ofAnotherKind(raw: object): object {
  const Raw = raw.constructor as new () => object
  return Object.setPrototypeOf(raw, class extends Raw {}.prototype) as object
}

describe.each(Object.entries(DECLINED))('%s', (reason, { chain, detail, options = {} }) => {
  it('is legacy’s at every build, counted each time and logged once', async () => {
    const stage = new Stage({ ...options, percentage: 100 })
    const legacy = outcome(() => chain(stage.plain))
    expect(legacy).not.toHaveProperty('error')
    for (let i = 0; i < 4; i++) expect(outcome(() => chain(stage.db))).toEqual(legacy)
    expect(stage.metrics).toMatchObject({ legacyCalls: 4, fastCalls: 0, fastErrors: 0, parityChecks: 0 })
    expect(await stage.sample(`query_builder_fallbacks_total{reason="${reason}"}`)).toBe(4)
    expect(stage.linesOf('fell_back')).toMatchObject([{ level: 'info', reason, detail }])
  })

  it('is told to whoever asked for no fallback', () => {
    const stage = new Stage({ ...options, percentage: 100, fallback: false })
    const { error } = outcome(() => chain(stage.db))
    expect(error).toMatch(/^KnexodusError: /)
    expect(error).toContain(`${reason} (${detail})`)
  })

  it('is no matter to a shadow', () => {
    const stage = new Stage({ ...options, shadowPercentage: 100, fallback: false })
    expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
    expect(stage.metrics).toMatchObject({ fastFallbacks: 0, fastErrors: 0, parityChecks: 0 })
  })
})

describe('not declined', () => {
  it('is a query as deep as fast follows', () => {
    const stage = new Stage({ percentage: 100, fallback: false })
    expect(outcome(() => nested(DEEPEST)(stage.db))).toEqual(outcome(() => nested(DEEPEST)(stage.plain)))
    expect(stage.metrics.fastCalls).toBe(1)
  })

  it('is a text as long as fast keeps', () => {
    const stage = new Stage({ percentage: 100, fallback: false })
    const chain: Chain = (k) => k('t').whereRaw('a'.repeat(16_383))
    expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
    expect(stage.metrics.fastCalls).toBe(1)
  })
})
