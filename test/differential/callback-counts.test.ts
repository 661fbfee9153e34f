import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'

import type { Loose } from './chain.js'
import { DIALECTS } from './dialects.js'
import { outcome } from './outcome.js'
import type { Outcome } from './outcome.js'
import { BUILDS, Pair } from './pair.js'

/*
 * An application's callbacks are its own code: they read clocks, count, and push to lists. Each runs as often as Knex runs it,
 * which is once for a build; that two builders look at a new shape is no reason to run one twice. Knex runs them in the order of
 * SQL and fast in that of the chain, and where Knex refuses a query it may not come to all of them.
 */

/** A query whose callbacks note that they ran. */
type Noting = (k: Loose, note: (name: string) => void) => unknown

const NOTING: Readonly<Record<string, Noting>> = {
  'a group': (k, note) =>
    k('t').where((q) => {
      note('group')
      q.where('a', 1).orWhere('b', 2)
    }),
  'groups in a group': (k, note) =>
    k('t').where((q) => {
      note('outer')
      q.where('a', 1).orWhere((r) => {
        note('inner')
        r.where('b', 2).where((s) => {
          note('innermost')
          s.where('c', 3)
        })
      })
    }),
  'two groups and a condition': (k, note) =>
    k('t')
      .where((q) => {
        note('first')
        q.where('a', 1)
      })
      .where('b', 2)
      .orWhere((q) => {
        note('second')
        q.where('c', 3)
      }),
  'an empty group': (k, note) =>
    k('t')
      .where(() => note('empty'))
      .where('a', 1),
  'in and exists': (k, note) =>
    k('t')
      .whereIn('a', (q) => {
        note('in')
        q.from('u').select('id')
      })
      .whereExists((q) => {
        note('exists')
        q.from('v').where('b', 1)
      }),
  'a value': (k, note) =>
    k('t').where('a', (q) => {
      note('value')
      q.from('u').max('x')
    }),
  'a column, an object of columns and a table': (k, note) =>
    k
      .from((q) => {
        note('table')
        q.from('u').as('x')
      })
      .select((q) => {
        note('column')
        q.from('v').max('a').as('m')
      })
      .select({
        n: (q) => {
          note('object')
          q.from('w').max('b')
        },
      }),
  'a CTE, a recursive one': (k, note) =>
    k('x')
      .with('y', (q) => {
        note('with')
        q.from('u').where('a', 1)
      })
      .withRecursive('x', (q) => {
        note('recursive')
        q.from('y').unionAll((r) => {
          note('union')
          r.from('x').where('b', 2)
        })
      }),
  'a join: at once; its groups: when built': (k, note) =>
    k('t').join('u', (j) => {
      note('join')
      j.on('u.id', 't.id').andOn((g) => {
        note('on')
        g.on('u.a', 't.a').orOnExists((q) => {
          note('exists')
          q.from('v').where('b', 1)
        })
      })
    }),
  'a joined table': (k, note) =>
    k('t').join(
      (q) => {
        note('joined')
        q.from('u').as('x')
      },
      'x.id',
      't.id',
    ),
  having: (k, note) =>
    k('t')
      .groupBy('a')
      .having((q) => {
        note('having')
        q.where('b', 1).orWhere('c', 2)
      })
      .havingExists((q) => {
        note('exists')
        q.from('u')
      }),
  unions: (k, note) =>
    k('t')
      .union((q) => {
        note('first')
        q.from('u').where('a', 1)
      })
      .unionAll([
        (q) => {
          note('second')
          q.from('v')
        },
      ]),
  'an order': (k, note) =>
    k('t').orderBy((q) => {
      note('order')
      q.from('u').max('x')
    }),
  'an analytic function: at once': (k, note) =>
    k('t').rowNumber('n', (w) => {
      note('window')
      w.orderBy('a').partitionBy('b')
    }),
  'an inserted value': (k, note) =>
    k('t').insert([
      {
        a: (q) => {
          note('value')
          q.from('u').max('x')
        },
        b: 1,
      },
    ]),
  'an inserted query': (k, note) =>
    k('t').insert((q) => {
      note('query')
      q.from('u').select('a')
    }),
  'an inserted value, merged': (k, note) =>
    k('t')
      .insert({
        a: (q) => {
          note('value')
          q.from('u').max('x')
        },
      })
      .onConflict('a')
      .merge(),
  'a merged value': (k, note) =>
    k('t')
      .insert({ a: 1 })
      .onConflict('a')
      .merge({
        b: (q) => {
          note('merged')
          q.from('u').max('x')
        },
      }),
  'an updated value and a condition': (k, note) =>
    k('t')
      .where((q) => {
        note('where')
        q.where('a', 1)
      })
      .update({
        b: (q) => {
          note('value')
          q.from('u').max('x')
        },
      }),
  'conditions of a delete': (k, note) =>
    k('t')
      .where((q) => {
        note('where')
        q.whereIn('a', (r) => {
          note('in')
          r.from('u').select('id')
        })
      })
      .del(),
  'a subquery with callbacks': (k, note) =>
    k('t').whereIn(
      'a',
      k('u').where((q) => {
        note('sub')
        q.where('b', 1)
      }),
    ),
  'a value in a raw': (k, note) =>
    k('t').whereRaw('a in ?', [
      k('u').where((q) => {
        note('sub')
        q.where('b', 1)
      }),
    ]),
  'modify: at once': (k, note) =>
    k('t').modify((q) => {
      note('modify')
      q.where('a', 1)
    }),
  'a delete that Knex refuses': (k, note) =>
    k('t')
      .having('a', '>', 1)
      .where((q) => {
        note('where')
        q.where('b', 1)
      })
      .del(),
  'an operator that Knex refuses, between two': (k, note) =>
    k('t')
      .where((q) => {
        note('before')
        q.where('b', 1)
      })
      .where('a', '=>', 1)
      .where((q) => {
        note('after')
        q.where('c', 1)
      }),
  'an update of nothing, under a condition': (k, note) =>
    k('t')
      .where((q) => {
        note('where')
        q.where('b', 1)
      })
      .update({ a: undefined }),
  'a lock of another dialect, after a condition': (k, note) =>
    k('t')
      .distinctOn('a')
      .forKeyShare()
      .where((q) => {
        note('where')
        q.where('b', 1)
      }),
  'JSON of another dialect, between two': (k, note) =>
    k('t')
      .where((q) => {
        note('before')
        q.where('b', 1)
      })
      .whereJsonSupersetOf('a', { x: 1 })
      .where((q) => {
        note('after')
        q.where('c', 1)
      }),
  'every clause of a select, the other way round': (k, note) => {
    const sub = (name: string) => (q: Loose) => {
      note(name)
      q.from('u').select('x').where('y', 1)
    }
    return k
      .orderBy(sub('order'))
      .having('h', '>', sub('having'))
      .groupBy(sub('group'))
      .union(sub('union'))
      .where('a', sub('where'))
      .join(sub('join'), 'b', 'c')
      .select(sub('column'))
      .from(sub('table'))
      .with('w', sub('with'))
  },
  'a callback that throws': (k, note) =>
    k('t').where(() => {
      note('thrown')
      throw new Error('mine')
    }),
  'an undefined value beside one': (k, note) =>
    k('t')
      .where('a', undefined)
      .where((q) => {
        note('group')
        q.where('b', 1)
      }),
  'a callback that gives other values each time': (k, note) => {
    let n = 0
    return k('t').where((q) => {
      note('other')
      q.where('a', ++n)
    })
  },
  'a callback that asks for another shape each time': (k, note) => {
    let n = 0
    return k('t').where((q) => {
      note('other')
      q.where(`c${++n % 3}`, 1)
    })
  },
}

interface Run {
  readonly time: string
  readonly notes: readonly string[]
  readonly result: Outcome
}

/** What each of the builds ran, however ordered, and made: of one query after the other, or of one query again and again. */
function notesOf(knex: Knex, noting: Noting, isSameQuery: boolean): Run[] {
  let notes: string[] = []
  const make = (): unknown => noting(knex as unknown as Loose, (name) => void notes.push(name))
  const known = isSameQuery ? outcomeOfChain(make) : undefined
  return BUILDS.map((time) => {
    notes = []
    const result = outcome(() => (known === undefined ? make() : known()))
    return { time, notes: notes.toSorted(), result }
  })
}

/** The query, or whatever making it throws: made once. */
function outcomeOfChain(make: () => unknown): () => unknown {
  try {
    const query = make()
    return () => query
  } catch (error) {
    return () => {
      throw error
    }
  }
}

function expectSameNotes(pair: Pair, noting: Noting, isSameQuery: boolean): void {
  const plain = notesOf(pair.plain, noting, isSameQuery)
  for (const [i, fast] of notesOf(pair.fast, noting, isSameQuery).entries()) {
    const { notes, result } = plain[i]!
    expect(fast.result, fast.time).toEqual(result)
    if ('error' in result) expect(new Set(fast.notes).size, 'none of them twice').toBe(fast.notes.length)
    else expect(fast.notes, fast.time).toEqual(notes)
  }
}

describe.each(DIALECTS)('callbacks run as often as in Knex, on %s', (dialect) => {
  it.each(Object.entries(NOTING))('%s', (_, noting) => {
    const pair = new Pair(dialect, { fallback: true })
    for (const isSameQuery of [false, true]) expectSameNotes(pair, noting, isSameQuery)
  })

  it.each(Object.entries(NOTING))('when verified each time: %s', (_, noting) => {
    const pair = new Pair(dialect, { fallback: true })
    pair.adapter.setRollout({ verifyPercentage: 100 }, { by: 'a test', reason: 'to see' })
    expectSameNotes(pair, noting, false)
  })
})
