import { isDeepStrictEqual } from 'node:util'

import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { MISTAKES } from '../differential/corpus/mistakes.js'
import { FEATURES } from '../differential/features.js'
import type { Feature } from '../differential/features.js'
import { outcome } from '../differential/pair.js'
import type { StageOptions } from '../rules/stage.js'
import { SOME_DIALECTS, Stage } from '../rules/stage.js'
import { describeBuilder } from './builder-anatomy.js'

/*
 * A build changes its builder now and then, and applications build twice, clone what they have built, and share parts. Whatever
 * Knex leaves behind, the adapted one leaves behind. That fast alone does so in every dialect is for `test/differential` to
 * show; here both build.
 */

const ROLLOUTS: Readonly<Record<string, StageOptions>> = {
  fast: { percentage: 100 },
  'fast, verified': { percentage: 100, verifyPercentage: 100 },
  shadowed: { shadowPercentage: 100 },
}
/** Where Knex changes most while it builds. */
const CHANGING = ['sqlite3', 'mssql'] as const
const BOTH_BUILD = Object.entries(ROLLOUTS).slice(1)

/** Does the same with either Knex, and compares all there is to see. The third time all plans are known. */
function expectSame(stage: Stage, scenario: (knex: Knex) => unknown, title = ''): void {
  const plain = scenario(stage.plain)
  for (const time of ['first', 'second', 'third']) {
    const routed = scenario(stage.db)
    // What is deeply equal is not worth the words of a matcher.
    if (!isDeepStrictEqual(routed, plain)) expect(routed, `${title}, ${time}`).toEqual(plain)
  }
}

/** A build, and the builder after it. */
function built(knex: Knex, builder: Knex.QueryBuilder): unknown {
  return [outcome(() => builder), describeBuilder(knex, builder)]
}

/** What becomes of a query. */
const LIVES: Readonly<Record<string, (k: Knex, builder: Knex.QueryBuilder) => unknown>> = {
  'each build of one builder leaves it as Knex does': (k, builder) => [1, 2, 3].map(() => built(k, builder)),
  'a clone of what was built is built as Knex builds it': (k, builder) => {
    const before = builder.clone()
    const first = outcome(() => builder)
    const after = builder.clone()
    return [first, built(k, after), built(k, before), built(k, builder)]
  },
  'what is chained on after a build is built': (k, builder) => {
    const first = outcome(() => builder)
    return [first, attempt(() => built(k, builder.where('later', 1).limit(7)))]
  },
}

function attempt(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return String(error)
  }
}

/** Lives that life with what the chain makes; other things than builders are only built. */
function livesOf(life: (k: Knex, builder: Knex.QueryBuilder) => unknown, chain: Chain) {
  return (k: Knex): unknown => {
    const made: unknown = attempt(() => chain(k))
    const isBuilder = made instanceof k.queryBuilder().constructor
    return isBuilder ? life(k, made as Knex.QueryBuilder) : outcome(() => made)
  }
}

const CORPUS: readonly Feature[] = [
  ...FEATURES,
  { name: 'mistakes', chains: MISTAKES, configs: { plain: {} } },
]
const ROWS = CORPUS.flatMap(({ name, chains, configs }) =>
  Object.entries(configs).map(([how, config]) => ({ name, how, chains: Object.entries(chains), config })),
)

describe.each(CHANGING)('%s', (dialect) => {
  describe.each(BOTH_BUILD)('%s', (_, rollout) => {
    it.each(ROWS)('$name ($how)', ({ chains, config }) => {
      for (const [what, life] of Object.entries(LIVES)) {
        const stage = new Stage({ dialect, ...rollout, knex: { useNullAsDefault: false, ...config } })
        for (const [title, chain] of chains) expectSame(stage, livesOf(life, chain), `${what}: ${title}`)
        expect(stage.metrics.parityMismatches).toBe(0)
      }
    })
  })
})

const SCENARIOS: Readonly<Record<string, (k: Knex) => unknown>> = {
  'a subquery shared between two queries': (k) => {
    const sub = k('u')
      .select('id')
      .where('a', k.raw('? + 1', [1]))
    const queries = [k('t').whereIn('b', sub), k('v').where('c', 2).whereNotIn('d', sub), sub]
    return queries.map((query) => built(k, query))
  },
  'a subquery that changes between two builds': (k) => {
    const sub = k('u').select('id')
    const outer = k('t').whereIn('b', sub)
    const first = built(k, outer)
    void sub.where('x', 3)
    return [first, built(k, outer)]
  },
  'a raw shared between two queries': (k) => {
    const raw = k.raw('lower(??) = ?', ['a', 'x'])
    return [
      k('t').whereRaw(raw),
      k('u')
        .select(raw)
        .orderBy(raw as never),
    ].map((query) => built(k, query))
  },
  'a raw, a ref and a query of another Knex': (k) => {
    const other = new Stage().plain
    const raw = other.raw('? > ??', [1, 'a'])
    const ref = other.ref('t.b')
    const query = k('t').whereRaw(raw).where('c', ref as never).whereIn('d', other('u').select('x').where('y', 1)) // prettier-ignore
    return [
      built(k, query),
      (raw as unknown as Owned).client === k.client,
      (ref as unknown as Owned).client === k.client,
    ]
  },
  'a raw of another Knex that an undefined value precedes': (k) => {
    const raw = new Stage().plain.raw('? + 1', [1])
    return [
      built(
        k,
        k('t')
          .where('a', undefined as never)
          .where('b', raw),
      ),
      (raw as unknown as Owned).client === k.client,
    ]
  },
  'an offset without a limit, then a limit': (k) => {
    const query = k('t').offset(5)
    return [built(k, query), built(k, query), built(k, query.clone().limit(3)), built(k, query.offset(0))]
  },
  'an offset without a limit in a subquery': (k) => {
    const sub = k('u').select('id').offset(5)
    return [built(k, k('t').whereIn('a', sub)), built(k, sub)]
  },
  'counters, built twice': (k) => {
    const query = k('t').where('id', 1).update({ x: 1 }).increment('a', 2).decrement('b', 3)
    return [built(k, query), built(k, query)]
  },
  'counters alone, built twice': (k) => {
    const query = k('t').where('id', 1).increment({ a: 2, b: -3 })
    return [built(k, query), built(k, query), built(k, query.clone())]
  },
  'counters, cloned after a build and counted on': (k) => {
    const query = k('t').update({ x: 1 }).increment('a', 2)
    const first = built(k, query)
    return [first, built(k, query.clone().increment('c', 1)), built(k, query.increment('a', 5))]
  },
  'rows that the application keeps': (k) => {
    const rows = [{ a: 1, b: undefined }, { b: 2 }]
    const row = { a: 1, b: undefined, c: { d: 1 } }
    const queries = [k('t').insert(rows), k('t').insert(row), k('t').update(row)]
    return [queries.map((query) => built(k, query)), rows, row]
  },
  'another method of the same query': (k) => {
    const query = k('t').where('a', 1)
    const first = built(k, query)
    return [
      first,
      built(k, query.clone().del()),
      built(k, query.clone().update({ b: 2 })),
      built(k, query.first('c')),
    ]
  },
  'first and clear': (k) => {
    const query = k('t').select('a').where('b', 1).orderBy('c').limit(3)
    const first = built(k, query)
    return [first, built(k, query.clear('where')), built(k, query.clear('limit').clear('order'))]
  },
  'toQuery between builds': (k) => {
    const query = k('t').where('a', "it's").offset(2)
    return [query.toQuery(), built(k, query), query.toQuery(), built(k, query)]
  },
  'a query with a context': (k) => {
    const query = k('t').queryContext({ tenant: 1 }).where('a', 1)
    return [built(k, query), built(k, query.clone()), query.queryContext()]
  },
}

interface Owned {
  readonly client: object
}

describe.each(SOME_DIALECTS)('by hand (%s)', (dialect) => {
  describe.each(Object.entries(ROLLOUTS))('%s', (_, rollout) => {
    it.each(Object.entries(SCENARIOS))('%s', (_, scenario) => {
      const stage = new Stage({ dialect, ...rollout })
      expectSame(stage, scenario)
      expect(stage.metrics).toMatchObject({ fastErrors: 0, parityMismatches: 0 })
    })

    it('Knex warns as often as ever', () => {
      const warned: string[][] = [[], []]
      const make = (which: number): Stage => {
        const log = {
          warn: (message: string) => void warned[which]!.push(message),
          error() {},
          debug() {},
          deprecate() {},
        }
        return new Stage({ dialect, ...rollout, knex: { log } })
      }
      const scenario = (k: Knex): void => {
        const query = k('t').where('id', 1).update({ x: 1 }).increment('a', 2)
        for (let i = 0; i < 3; i++) query.toSQL()
        query.clone().toSQL()
        k('t').update({ a: 1 }).increment('a', 2).toSQL()
        k('t')
          .limit('nonsense' as never)
          .toSQL()
      }
      scenario(make(0).plain)
      const { db } = make(1)
      scenario(db)
      expect(warned[0]!.length).toBeGreaterThan(2)
      expect(warned[1]).toEqual(warned[0])
      scenario(db)
      expect(warned[1]).toEqual([...warned[0]!, ...warned[0]!])
    })
  })
})
