import { chains } from '../chain.js'

export const UPSERT = chains({
  'a row': (k) => k('t').upsert({ a: 1, b: 2 }),
  rows: (k) => k('t').upsert([{ a: 1 }, { a: 2 }]),
  'rows with different keys': (k) => k('t').upsert([{ a: 1 }, { b: 2 }]),
  returning: (k) => k('t').upsert({ a: 1 }, ['a', 'b']),
  'returning, called after': (k) => k('t').upsert({ a: 1 }).returning('*'),
  'returning a raw': (k) =>
    k('t')
      .upsert({ a: 1 })
      .returning(k.raw('? as x', [2])),
  defaults: (k) => k('t').upsert({}),
  'no rows': (k) => k('t').upsert([]),
  undefined: (k) => k('t').upsert({ a: undefined, b: 1 }),
  'values of every kind': (k) =>
    k('t').upsert({ a: { x: 1 }, b: [2], c: new Date(0), d: k.raw('now()'), e: null }),
  'a subquery among values': (k) => k('t').upsert({ a: k('u').max('x').where('y', 1), b: 2 }),
  'from a select': (k) => k('t').upsert(k('u').select('a').where('b', 1)),
  'with a schema': (k) => k('t').withSchema('s').upsert({ a: 1 }),
  'under a CTE': (k) => k('t').with('x', k('u').where('a', 1)).upsert({ b: 2 }),
  'with a comment and conditions': (k) => k('t').comment('c').where('a', 1).upsert({ b: 2 }),
  'with a conflict': (k) => k('t').upsert({ a: 1 }).onConflict('a').merge(),
})
