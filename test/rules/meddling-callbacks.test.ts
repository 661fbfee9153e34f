import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'

import { describeBuilder } from '../adapter/builder-anatomy.js'
import type { Chain, Loose } from '../differential/chain.js'
import { outcome } from '../differential/outcome.js'
import { learn } from '../shortcuts/learning.js'
import { BY, SOME_DIALECTS, Stage } from './stage.js'

/*
 * Callbacks that change the query around them. Mostly by mistake: `query.where(() => query.where(…))` adds to the outer query what was
 * meant for the group, which Knex has sorted by then. What Knex makes of it is what is to come of it, whoever has a look at
 * the query, and runs its callbacks, before Knex does.
 */

/** @param meddles asked by the callback: whether it is to change something this time */
type Meddling = (k: Loose, meddles: () => boolean) => unknown

const MEDDLING: Readonly<Record<string, Meddling>> = {
  'the query itself is added to': (k, meddles) => {
    const query = k('t')
    return query
      .where((q) => {
        q.where('a', 1)
        if (meddles()) query.where('b', 2).orderBy('c')
      })
      .where('d', 3)
  },
  'only the query itself is added to': (k, meddles) => {
    const query = k('t')
    return query
      .where('d', 3)
      .where((q) => void (meddles() ? query : q).where('a', 1))
      .orderBy('e')
  },
  'a query is added to by a callback within a callback': (k, meddles) => {
    const query = k('t')
    return query.where((q) => {
      q.where('a', 1).where((r) => {
        r.where('b', 2)
        if (meddles()) query.where('c', 3)
      })
    })
  },
  'a group is added to by a callback in it': (k, meddles) =>
    k('t').where((q) => {
      q.where((r) => {
        r.where('b', 2)
        if (meddles()) q.where('c', 3)
      }).where('d', 4)
    }),
  'a subquery is added to by a callback in it': (k, meddles) =>
    k('t').whereIn('id', (q) => {
      q.select('id')
        .from('u')
        .where((r) => {
          r.where('b', 2)
          if (meddles()) q.where('c', 3)
        })
    }),
  'a subquery is limited by a callback in it': (k, meddles) =>
    k('t').whereIn('id', (q) => {
      q.select('id')
        .from('u')
        .where((r) => {
          r.where('b', 2)
          if (meddles()) q.limit(5)
        })
    }),
  'conditions are cleared': (k, meddles) => {
    const query = k('t')
    return query
      .where('d', 3)
      .where((q) => {
        q.where('a', 1)
        if (meddles()) query.clear('where')
      })
      .where('e', 4)
  },
  'the query is limited': (k, meddles) => {
    const query = k('t')
    return query.where((q) => {
      q.where('a', 1)
      if (meddles()) query.limit(5)
    })
  },
  'a value of a group is changed behind the callback': (k, meddles) =>
    k('t').where((q) => {
      q.where('z', 1)
        .where((r) => {
          r.where('c', 2)
          if (meddles()) Object.assign(statementsOf(q)[2]!, { value: 99 })
        })
        .where('e', 1)
    }),
  'bindings of a raw are changed by a callback among them': (k, meddles) => {
    const bindings: unknown[] = [
      1,
      (q: Loose) => {
        if (meddles()) bindings[0] = 5
        q.from('u').where('a', 2)
      },
      3,
    ]
    return k('t').where(k.raw('? + (?) + ?', bindings))
  },
  'a query is added to, and the callback throws': (k, meddles) => {
    const query = k('t')
    return query.where((q) => {
      q.where('a', 1)
      if (!meddles()) return
      query.where('b', 2)
      throw new Error('from a callback')
    })
  },
}

const RAWS: Readonly<Record<string, (k: Loose, raw: Loose, meddle: () => void) => unknown>> = {
  'behind the callback': (k, raw, meddle) =>
    k('t')
      .where((q) => {
        meddle()
        q.where('a', 1)
      })
      .whereRaw(raw),
  'before the callback': (k, raw, meddle) =>
    k('t')
      .whereRaw(raw)
      .where((q) => {
        meddle()
        q.where('a', 1)
      }),
  'compiled before the callback, and written behind it': (k, raw, meddle) =>
    k('t')
      .where((q) => {
        meddle()
        q.where('a', 1)
      })
      .select('b', raw),
  'compiled behind the callback, and written before it': (k, raw, meddle) =>
    k('t')
      .havingRaw(raw)
      .where((q) => {
        meddle()
        q.where('a', 1)
      }),
  'as the table, beside a common table expression': (k, raw, meddle) =>
    k(raw).with('w', (q) => {
      meddle()
      q.from('u').where('a', 1)
    }),
  'in the group around a nested callback': (k, raw, meddle) =>
    k('t').where((q) => {
      q.where((r) => {
        meddle()
        r.where('c', 1)
      }).where(raw)
    }),
  'between two callbacks': (k, raw, meddle) =>
    k('t')
      .where((q) => void q.where('a', 1))
      .whereRaw(raw)
      .where((q) => {
        meddle()
        q.where('b', 2)
      }),
  'beside a callback whose query is another the next time': (k, raw, meddle) =>
    k('t')
      .whereRaw(raw)
      .where((q) => {
        const before = String(raw)
        meddle()
        q.where('a', 1)
        if (String(raw) !== before) q.where('b', 2)
      }),
}

const CHANGES: Readonly<Record<string, (raw: Loose) => unknown>> = {
  'other bindings': (raw) => Object.assign(raw, { bindings: [2, ['x', 'z'], 'a'] }),
  'a binding put in their place': (raw) => bindingsOf(raw).splice(0, 1, 5),
  'a name put in a list': (raw) => (bindingsOf(raw)[1] as string[]).splice(0, 1, 'w'),
  'another text': (raw) => Object.assign(raw, { sql: 'g(?, ??, ?)' }),
  'a wrap': (raw) => raw.wrap('(', ')'),
  'a toSQL of its own': (raw) => Object.assign(raw, { toSQL: () => ({ sql: 'own', bindings: [] }) }),
}

const ALL: readonly (readonly [string, Meddling])[] = [
  ...Object.entries(MEDDLING),
  ...Object.entries(RAWS).flatMap(([where, chain]) =>
    Object.entries(CHANGES).map(([what, change]): [string, Meddling] => [
      `a raw ${where} is given ${what}`,
      (k, meddles) => {
        const raw = k.raw('f(?, ??, ?)', [1, ['x', 'y'], 'z'])
        return chain(k, raw, () => {
          if (meddles()) change(raw)
        })
      },
    ]),
  ),
  ...Object.entries(RAWS).map(([where, chain]): [string, Meddling] => [
    `a raw ${where} is given another binding by its name`,
    (k, meddles) => {
      const named: Record<string, unknown> = { a: 1, b: 2 }
      return chain(k, k.raw('f(:a, :b)', named), () => {
        if (meddles()) named['b'] = 3
      })
    },
  ]),
]

function bindingsOf(raw: unknown): unknown[] {
  return (raw as { readonly bindings: unknown[] }).bindings
}

function statementsOf(builder: unknown): readonly object[] {
  return (builder as { readonly _statements: object[] })._statements
}

/** What becomes of a query that is built, looked at, and built once more. */
function lifeOf(knex: Knex, chain: Chain): unknown {
  const query = chain(knex) as object
  return [0, 1].map(() => [outcome(() => query), describeBuilder(knex, query)])
}

describe.each(SOME_DIALECTS)('a callback that changes the query around it (%s)', (dialect) => {
  it.each(ALL)('does what it does under Knex: %s', (_, meddling) => {
    const stage = new Stage({ dialect, percentage: 100, verifyPercentage: 0 })
    const of =
      (isMeddling: boolean): Chain =>
      (k: Loose) =>
        meddling(k, () => isMeddling)
    const expectSame = (isMeddling: boolean): void => {
      expect(lifeOf(stage.db, of(isMeddling))).toEqual(lifeOf(stage.plain, of(isMeddling)))
    }
    const turns = [true, true, false, true, false]
    // At first sight, when there are plans, and when there are shortcuts; and beside legacy, in shadow.
    turns.forEach(expectSame)
    learn(stage, of(false))
    turns.forEach(expectSame)
    stage.adapter.setRollout({ percentage: 0, shadowPercentage: 100 }, BY)
    turns.forEach(expectSame)
    expect(stage.metrics.parityMismatches).toBe(0)
  })

  it.each(ALL)('is run once for each build: %s', (_, meddling) => {
    const runsOf = (knex: Knex): unknown => {
      let runs = 0
      outcome(() => meddling(knex as unknown as Loose, () => (runs += 1) > 0))
      return runs
    }
    const stage = new Stage({ dialect, percentage: 100 })
    const runs = [1, 2].map(() => runsOf(stage.db))
    expect(runs).toEqual([1, 2].map(() => runsOf(stage.plain)))
  })
})
