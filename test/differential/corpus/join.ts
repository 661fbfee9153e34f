import type { Chain, Untyped } from '../pair.js'

export const JOIN: Readonly<Record<string, Chain>> = {
  'inner, left, right, cross': (k) =>
    k('t')
      .join('u', 'u.id', 't.id')
      .leftJoin('v as w', 'w.a', '=', 't.a')
      .rightJoin('x', 'x.b', '>', 't.b')
      .crossJoin('y'),
  'outer kinds': (k) =>
    k('t')
      .leftOuterJoin('u', 'u.id', 't.id')
      .rightOuterJoin('v', 'v.id', 't.id')
      .fullOuterJoin('w', 'w.id', 't.id')
      .outerJoin('x', 'x.id', 't.id'),
  'an object of columns': (k) => k('t').join('u', { 'u.a': 't.a', 'u.b': 't.b' }),
  'a raw condition and a raw join': (k) =>
    k('t')
      .join('u', k.raw('u.id = ?', [1]))
      .joinRaw('natural join ?? where x = ?', ['z', 2]),
  'a callback': (k) =>
    k('t').join('u', function (this: Untyped) {
      this.on('u.id', 't.id')
        .andOn('u.a', '>', 't.a')
        .orOn((g: Untyped) => void g.on('u.b', 't.b').orOn('u.c', 't.c'))
    }),
  'values in a join': (k) =>
    k('t').leftJoin('u', function (this: Untyped) {
      this.on('u.id', '=', 't.id')
        .onVal('u.a', 1)
        .onIn('u.b', [2, 3])
        .onNotIn('u.c', ['x'])
        .onBetween('u.d', [4, 5])
        .onNull('u.e')
        .onNotNull('u.f')
      this.onExists(k('v').where('q', 6)).orOnVal('u.g', '<>', 7)
    }),
  using: (k) =>
    k('t').join('u', function (this: Untyped) {
      void this.using(['a', 'b'])
    }),
  'a subquery': (k) => k('t').join(k('u').where('a', 1).as('s'), 's.id', 't.id').where('t.b', 2),
  'a subquery as the right side': (k) => k('t').join('u', 'u.id', '=', k('v').max('id').where('w', 1)),
  'a schema': (k) => k('t').withSchema('s').join('u', 'u.id', 't.id').where('t.a', 1),
  'bindings out of order': (k) =>
    k('t')
      .where('t.a', 1)
      .having('n', '>', 2)
      .groupBy('t.b')
      .limit(3)
      .join('u', (j: Untyped) => void j.on('u.id', 't.id').onVal('u.x', 4))
      .select(k.raw('? as five', [5]))
      .orderByRaw('?', [6]),
}

export const HAVING: Readonly<Record<string, Chain>> = {
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
      .having((q: Untyped) => void q.where('b', 1).orWhere('c', 2)),
  exists: (k) =>
    k('t')
      .groupBy('a')
      .havingExists(k('u').where('x', 1))
      .havingNotExists((q: Untyped) => void q.from('v')),
  not: (k) => k('t').groupBy('a').havingNotBetween('b', [1, 2]).orHavingNotIn('c', [3]),
}
