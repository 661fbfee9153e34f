import { chains } from '../chain.js'

export const HAVING = chains({
  forms: (k) =>
    k('t')
      .groupBy('a')
      .having('a', '>', 1)
      .orHaving('b', '<', 2)
      .havingIn('c', [3, 4])
      .havingNotIn('d', [5])
      .havingBetween('e', [6, 7])
      .havingNull('f')
      .havingNotNull('g')
      .havingRaw('count(*) > ?', [8]),
  groups: (k) =>
    k('t')
      .groupBy('a')
      .having((q) => q.where('b', 1).orWhere('c', 2)),
  exists: (k) =>
    k('t')
      .groupBy('a')
      .havingExists(k('u').where('x', 1))
      .havingNotExists((q) => q.from('v')),
  not: (k) => k('t').groupBy('a').havingNotBetween('b', [1, 2]).orHavingNotIn('c', [3]),
  or: (k) =>
    k('t')
      .groupBy('a')
      .orHavingNull('b')
      .orHavingNotNull('c')
      .orHavingBetween('d', [1, 2])
      .orHavingNotBetween('e', [3, 4])
      .orHavingIn('f', [5])
      .orHavingExists(k('u'))
      .orHavingNotExists((q) => q.from('v').where('x', 6))
      .orHavingRaw('g > ?', [7]),
  and: (k) =>
    k('t')
      .groupBy('a')
      .andHaving('b', '=', 1)
      .andHavingIn('c', [2])
      .andHavingNotIn('d', [3])
      .andHavingNull('e')
      .andHavingBetween('f', [4, 5]),
  'or of an object, which Knex makes a group': (k) =>
    k('t').groupBy('a').having('b', '>', 1).orHaving({ c: 2 }),
  'or of a callback': (k) =>
    k('t')
      .groupBy('a')
      .having('b', '>', 1)
      .orHaving((q) => q.where('c', 2)),
  'a raw': (k) =>
    k('t')
      .groupBy('a')
      .having(k.raw('count(*) > ?', [1]))
      .havingRaw(k.raw('b = ?', [2])),
  'a raw column': (k) =>
    k('t')
      .groupBy('a')
      .having(k.raw('count(??)', ['b']), '>', 1),
  'a raw with names': (k) => k('t').groupBy('a').havingRaw('sum(:c:) > :v', { c: 't.b', v: 1 }),
  'a raw value and a query': (k) =>
    k('t')
      .groupBy('a')
      .having('b', '>', k.raw('? * 2', [1]))
      .having('c', '=', k('u').max('x').where('y', 3)),
  'a ref value': (k) => k('t').groupBy('a').having('b', '>', k.ref('t.c')),
  'in nothing, which Knex makes a where': (k) => k('t').groupBy('a').havingIn('b', []).having('c', '>', 1),
  'not in nothing': (k) => k('t').groupBy('a').havingNotIn('b', []),
  'in raws among values': (k) =>
    k('t')
      .groupBy('a')
      .havingIn('b', [1, k.raw('?', [2]), k('u').max('x')]),
  'in a query': (k) => k('t').groupBy('a').havingIn('b', k('u').select('c')),
  'in a raw': (k) =>
    k('t')
      .groupBy('a')
      .havingIn('b', k.raw('select ?', [1])),
  'between raws': (k) =>
    k('t')
      .groupBy('a')
      .havingBetween('b', [k.raw('now()'), k('u').max('x')]),
  'null as a value': (k) => k('t').groupBy('a').having('b', '=', null),
  'an undefined value': (k) => k('t').groupBy('a').having('b', '=', undefined),
  'values of every kind': (k) =>
    k('t')
      .groupBy('a')
      .having('b', '=', new Date(0))
      .having('c', '=', 'x')
      .having('d', '=', true)
      .having('e', '=', 5n),
  'an object value': (k) => k('t').groupBy('a').having('b', '=', { x: 1 }).having('c', '=', [1, 2]),
  'groups in groups': (k) =>
    k('t')
      .groupBy('a')
      .having((q) => q.where('b', 1).orWhere((r) => r.whereNull('c').whereIn('d', [2, 3])))
      .orHaving((q) => q.having('e', '>', 4)),
  'an empty group': (k) =>
    k('t')
      .groupBy('a')
      .having(() => {})
      .having('b', '>', 1),
  'without a group': (k) => k('t').count('* as n').having('n', '>', 1),
  'operators in capitals': (k) => k('t').groupBy('a').having('b', 'LIKE', 'x%').having('c', 'NOT LIKE', 'y%'),
  'after limit and order': (k) => k('t').limit(1).orderBy('a').groupBy('a').having('b', '>', 2).offset(3),
  cleared: (k) => k('t').groupBy('a').having('b', '>', 1).clearHaving().having('c', '>', 2),
})
