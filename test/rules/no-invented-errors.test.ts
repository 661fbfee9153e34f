import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { DIALECTS, outcome } from '../differential/pair.js'
import { ALL_MISTAKES, buildsOf } from './mistakes.js'
import type { StageOptions } from './stage.js'
import { SOME_DIALECTS, Stage } from './stage.js'

/* Rule 3: a mistake of the application's is told by Knex, in Knex's words, whichever builder was chosen. */

const ROLLOUTS: Readonly<Record<string, StageOptions>> = {
  'all legacy': {},
  'all fast': { percentage: 100 },
  'all fast, no fallback': { percentage: 100, fallback: false },
  'all fast, all verified': { percentage: 100, verifyPercentage: 100 },
  'all shadowed': { shadowPercentage: 100 },
  'all shadowed, no fallback': { shadowPercentage: 100, fallback: false },
  'sticking to shapes': { percentage: 50, stickiness: 'shape' },
  'sticking to shapes, no fallback': { percentage: 50, stickiness: 'shape', fallback: false },
  'half fast': { percentage: 50 },
}

/** One of the mistakes is none where Knex was told what to do about missing values. */
const AS_KNEX_COMES = { useNullAsDefault: false }

/** Mistakes that look like a query that is fine, until their values are looked at. */
const LOOKALIKES: Readonly<Record<string, readonly [right: Chain, wrong: Chain]>> = {
  'an undefined value': [(k) => k('t').where('a', 1), (k) => k('t').where('a', undefined)],
  'an undefined value in a list': [
    (k) => k('t').whereIn('a', [1, 2]),
    (k) => k('t').whereIn('a', [1, undefined] as never),
  ],
  'an undefined bound': [
    (k) => k('t').whereBetween('a', [1, 2]),
    (k) => k('t').whereBetween('a', [1, undefined] as never),
  ],
  'an undefined value inside a value': [
    (k) => k('t').where('a', '=', { x: 1 }),
    (k) => k('t').where('a', '=', { x: undefined }),
  ],
  'a raw binding too many': [(k) => k('t').whereRaw('a = ?', [1]), (k) => k('t').whereRaw('a = ?', [1, 2])],
  'a raw binding that is undefined': [
    (k) => k('t').whereRaw('a = :x', { x: 1 }),
    (k) => k('t').whereRaw('a = :x', { x: undefined }),
  ],
  'an undefined value of a subquery': [
    (k) => k('t').whereIn('a', k('u').select('b').where('c', 1)),
    (k) => k('t').whereIn('a', k('u').select('b').where('c', undefined)),
  ],
  'a wrong operator': [(k) => k('t').where('a', '>', 1), (k) => k('t').where('a', '=>', 1)],
  'a callback that throws': [
    (k) => k('t').where((q: Knex.QueryBuilder) => void q.where('a', 1)),
    (k) =>
      k('t').where((q: Knex.QueryBuilder) => {
        void q.where('a', 1)
        throw new RangeError('the application')
      }),
  ],
  'a callback that throws nothing': [
    (k) => k('t').whereExists((q: Knex.QueryBuilder) => void q.from('u')),
    (k) =>
      k('t').whereExists(() => {
        throw undefined
      }),
  ],
  'an update of nothing': [(k) => k('t').update({ a: 1 }), (k) => k('t').update({ a: undefined })],
}

describe.each(DIALECTS)('the mistakes (%s)', (dialect) => {
  it('are made when building, most of them', () => {
    const { plain } = new Stage({ dialect })
    const chains = Object.values(ALL_MISTAKES)
    const built = chains.filter((chain) => buildsOf(plain, chain) === 1)
    expect(built.length).toBeGreaterThan(chains.length / 2)
  })
})

describe.each(SOME_DIALECTS)('a mistake (%s)', (dialect) => {
  describe.each(Object.entries(ROLLOUTS))('%s', (_, rollout) => {
    it.each(Object.entries(ALL_MISTAKES))('%s', (_, chain) => {
      const stage = new Stage({ dialect, ...rollout, knex: AS_KNEX_COMES })
      const wrong = outcome(() => chain(stage.plain))
      expect(wrong).toHaveProperty('error')
      for (let i = 0; i < 3; i++) expect(outcome(() => chain(stage.db))).toEqual(wrong)
      const builds = 3 * buildsOf(stage.plain, chain)
      expect(stage.metrics).toMatchObject({ fastErrors: 0, fastFallbacks: 0, fastCalls: 0 })
      expect(stage.metrics).toMatchObject({ legacyCalls: builds, totalCalls: builds, parityMismatches: 0 })
    })

    it.each(Object.entries(LOOKALIKES))('%s, among queries without it', async (_, [right, wrong]) => {
      const stage = new Stage({ dialect, ...rollout })
      const legacy = [right, wrong].map((chain) => outcome(() => chain(stage.plain)))
      for (let i = 0; i < 3; i++) {
        const fast = [right, wrong].map((chain) => outcome(() => chain(stage.db)))
        expect(fast).toEqual(legacy)
      }
      expect(stage.metrics).toMatchObject({
        fastErrors: 0,
        fastFallbacks: 0,
        totalCalls: 6,
        parityMismatches: 0,
      })
      expect(await stage.sample('query_builder_errors_total{builder_type="fast"}')).toBe(0)
      const errors = 'error' in legacy[1]! ? 3 : 0
      expect(await stage.sample('query_builder_errors_total{builder_type="legacy"}')).toBe(errors)
    })

    it('is the very error that the application’s callback threw', () => {
      const stage = new Stage({ dialect, ...rollout })
      const mine = Object.freeze(new Error('mine'))
      const thrower = (): never => {
        throw mine
      }
      for (let i = 0; i < 2; i++) {
        expect(() => stage.db('t').where(thrower).toSQL()).toThrow(mine)
        let thrown: unknown
        try {
          stage.db('t').whereIn('a', thrower).toSQL()
        } catch (error) {
          thrown = error
        }
        expect(thrown).toBe(mine)
      }
      expect(stage.lines.filter(({ event }) => event === 'knexodus.fell_back')).toEqual([])
      stage.db('fine').where('a', 1).toSQL()
      expect(stage.metrics).toMatchObject({ fastErrors: 0, totalCalls: 5 })
    })
  })
})

describe('a rejected query', () => {
  it.each(Object.entries(ROLLOUTS))('is rejected with Knex’s error: %s', async (_, rollout) => {
    const stage = new Stage({
      dialect: 'sqlite3',
      ...rollout,
      knex: { client: 'better-sqlite3', connection: ':memory:' },
    })
    const query = (k: Stage['db']): Promise<unknown> => Promise.resolve(k('t').where('a', undefined as never))
    const messageOf = (run: Promise<unknown>): Promise<unknown> => run.then(() => undefined, String)
    expect(await messageOf(query(stage.db))).toBe(await messageOf(query(stage.plain)))
    await Promise.all([stage.db.destroy(), stage.plain.destroy()])
  })
})
