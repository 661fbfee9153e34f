import type { Knex } from 'knex'
import { afterEach, describe, expect, it } from 'vitest'

import { describeBuilder } from '../adapter/builder-anatomy.js'
import type { Chain, Loose } from '../differential/chain.js'
import { outcome } from '../differential/outcome.js'
import { learn } from '../shortcuts/learning.js'
import { heal, plantThrowAt } from './plant.js'
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
  'the query is given another table': (k, meddles) => {
    const query = k('t')
    return query.where((q) => {
      q.where('a', 1)
      if (meddles()) query.from('u')
    })
  },
  'the query is given a schema': (k, meddles) => {
    const query = k('t').where('b', 2)
    return query.where((q) => {
      q.where('a', 1)
      if (meddles()) query.withSchema('s')
    })
  },
  'a delete is given another table': (k, meddles) => {
    const query = k('t').del()
    return query.where((q) => {
      q.where('a', 1)
      if (meddles()) query.from('u')
    })
  },
  'the query becomes another': (k, meddles) => {
    const query = k('t')
    return query.where((q) => {
      q.where('a', 1)
      if (meddles()) query.first()
    })
  },
  'the query is given a comment, a timeout and an option': (k, meddles) => {
    const query = k('t')
    return query.where((q) => {
      q.where('a', 1)
      if (meddles()) query.comment('c').timeout(100).options({ x: 1 })
    })
  },
  'an update is given what to return': (k, meddles) => {
    const query = k('t').update({ c: 1 })
    return query.where((q) => {
      q.where('a', 1)
      if (meddles()) query.returning('id')
    })
  },
  'a subquery before the callback is added to': (k, meddles) => {
    const inner = k('o').select('uid')
    return k('t')
      .whereIn('id', inner)
      .whereExists((q) => {
        q.from((meddles() ? inner.where('open', true) : k('o')).as('s'))
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
}

const THROWING: Readonly<Record<string, Meddling>> = {
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
  'another text': (raw) => Object.assign(raw, { sql: 'g(?, ??, ?)' }),
  'a wrap': (raw) => raw.wrap('(', ')'),
  'a toSQL of its own': (raw) => Object.assign(raw, { toSQL: () => ({ sql: 'own', bindings: [] }) }),
}

const ALL: readonly (readonly [string, Meddling])[] = [
  ...Object.entries(MEDDLING),
  ...Object.entries(THROWING),
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

  it.each(ALL)(
    'is run once where it changes nothing, and once more by Knex where it does: %s',
    (_, meddling) => {
      const runsOf = (knex: Knex, isMeddling: boolean): number => {
        let runs = 0
        const meddles = (): boolean => {
          runs += 1
          return isMeddling
        }
        outcome(() => meddling(knex as unknown as Loose, meddles))
        return runs
      }
      const stage = new Stage({ dialect, percentage: 100 })
      for (const isMeddling of [false, true, false, false, false, false, true]) {
        const [fast, plain] = [runsOf(stage.db, isMeddling), runsOf(stage.plain, isMeddling)]
        if (isMeddling) expect([plain, plain * 2]).toContain(fast)
        else expect(fast).toBe(plain)
      }
    },
  )
})

describe.each(SOME_DIALECTS)(
  'a callback that changes the query around it, among alike queries (%s)',
  (dialect) => {
    it('is run once more by Knex, not by each of their shortcuts', () => {
      const stage = new Stage({ dialect, percentage: 100, verifyPercentage: 0 })
      let runs = 0
      const alike =
        (column: string, isMeddling = false): Chain =>
        (k: Loose) => {
          const query = k('t')
          return query
            .where((q) => {
              runs += 1
              q.where(column, 1)
              if (isMeddling) query.where('b', 2)
            })
            .where('d', 3)
        }
      for (const column of ['e', 'f', 'g', 'h']) learn(stage, alike(column))
      runs = 0
      outcome(() => alike('i', true)(stage.db))
      expect(runs).toBe(2)
    })
  },
)

describe.each(SOME_DIALECTS)('a walk that is cut short behind such a callback (%s)', (dialect) => {
  const expectAsKnex = (stage: Stage, chain: Chain): void => {
    expect(lifeOf(stage.db, chain)).toEqual(lifeOf(stage.plain, chain))
  }

  afterEach(heal)

  it.each(Object.entries(MEDDLING))(
    'by a fault of fast leaves Knex the query as it was: %s',
    (_, meddling) => {
      const stage = new Stage({ dialect, percentage: 100 })
      const chain: Chain = (k: Loose) => (meddling(k, () => true) as Loose).where('z', 'the last')
      plantThrowAt('the last', () => new Error('boom'))
      for (let i = 1; i <= 3; i++) expectAsKnex(stage, chain)
      // When they are built again, some do not come to that value any more.
      expect(stage.metrics.fastErrors).toBeGreaterThanOrEqual(3)
    },
  )

  it('by a callback that Knex comes to before leaves the query as it was', () => {
    const stage = new Stage({ dialect, percentage: 100 })
    const chain: Chain = (k: Loose) => {
      const query = k('t')
      return query
        .where((q) => {
          q.where('a', 1)
          query.where('b', 2)
        })
        .select(() => {
          throw new Error('from a callback')
        })
    }
    for (let i = 1; i <= 3; i++) expectAsKnex(stage, chain)
  })
})

/** What is not watched: Knex and Knexodus may differ in such a query, but not in others. */
const UNWATCHED: Readonly<Record<string, Meddling>> = {
  'the conditions of a join': (k, meddles) => {
    let join: Loose | undefined
    return k('t')
      .join('u', (j) => {
        join = j
        j.on('a', 'b')
      })
      .where((q) => {
        q.where('a', 1)
        if (meddles()) join!.on('c', 'd')
      })
  },
  'a subquery behind the callback': (k, meddles) => {
    const inner = k('u').select('id')
    return k('t')
      .where((q) => {
        q.where('a', 1)
        if (meddles()) inner.whereNull('d').from('v')
      })
      .select(inner.as('y'))
  },
  'the list of a condition': (k, meddles) => {
    const ids = [1, 2]
    return k('t')
      .whereIn('id', ids)
      .where((q) => {
        q.where('a', 1)
        if (meddles()) ids[1] = 3
      })
  },
  'named bindings': (k, meddles) => {
    const named = { a: 1, b: 2 }
    return k('t')
      .whereRaw('f(:a, :b)', named)
      .where((q) => {
        q.where('a', 1)
        if (meddles()) named.b = 3
      })
  },
  'an assignment': (k, meddles) => {
    const query = k('t').update({ c: 1 })
    return query.where((q) => {
      q.where('a', 1)
      if (meddles()) query.update({ c: 2, d: 3 })
    })
  },
}

describe.each(SOME_DIALECTS)('a callback that changes what is not watched (%s)', (dialect) => {
  it.each([...ALL, ...Object.entries(UNWATCHED)])('leaves other queries alone: %s', (_, meddling) => {
    const stage = new Stage({ dialect, percentage: 100 })
    const of =
      (isMeddling: boolean): Chain =>
      (k: Loose) =>
        meddling(k, () => isMeddling)
    const expectSame = (): void => {
      expect(lifeOf(stage.db, of(false))).toEqual(lifeOf(stage.plain, of(false)))
    }
    for (let i = 0; i < 3; i++) {
      outcome(() => of(true)(stage.db))
      expectSame()
    }
    learn(stage, of(false))
    outcome(() => of(true)(stage.db))
    expectSame()
  })
})

describe('a ref', () => {
  it('may be compiled by a callback: that is no change', () => {
    const stage = new Stage({ percentage: 100 })
    let runs = 0
    const chain: Chain = (k) => {
      const ref = k.ref('a.b')
      return k('a')
        .select(ref)
        .where((q: Loose) => {
          runs += 1
          q.where('c', String(ref))
        })
    }
    for (let i = 1; i <= 8; i++) {
      const fast = outcome(() => chain(stage.db))
      expect(runs).toBe(2 * i - 1)
      expect(fast).toEqual(outcome(() => chain(stage.plain)))
    }
    expect(stage.metrics).toMatchObject({ fastCalls: 8, fastFallbacks: 0 })
  })
})

describe('bindings that nobody changes', () => {
  it('may be made by a getter, and be frozen', () => {
    const stage = new Stage({ percentage: 100 })
    let [runs, reads] = [0, 0]
    const chain: Chain = (k) =>
      k('t')
        .whereRaw('a > :now', {
          get now() {
            return new Date((reads += 1))
          },
        })
        .whereRaw('b > :b and c > ?', Object.freeze({ b: 1 }))
        .where((q: Loose) => {
          runs += 1
          q.where('a', 1)
        })
    for (let i = 1; i <= 8; i++) {
      expect(outcome(() => chain(stage.db))).not.toHaveProperty('error')
      expect(runs).toBe(i)
    }
    expect(stage.metrics.fastErrors).toBe(0)
  })
})
