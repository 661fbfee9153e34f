import { chains } from '../chain.js'

export const JOIN = chains({
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
      .outerJoin('x', 'x.id', 't.id')
      .innerJoin('y', 'y.id', 't.id'),
  'a kind set in the callback': (k) => k('t').join('u', (j) => j.type('left').on('u.id', 't.id')),
  'a kind of its own': (k) => k('t').join('u', (j) => j.type('natural full').on('u.id', '=', 't.id')),
  'an object of columns': (k) => k('t').join('u', { 'u.a': 't.a', 'u.b': 't.b' }),
  'an object of columns, left': (k) => k('t').leftJoin('u as x', { 'x.a': 't.a', 'x.b': k.raw('?', [1]) }),
  'no condition at all': (k) => k('t').join('u').leftJoin('v'),
  'a cross join with a condition': (k) => k('t').crossJoin('u', 'u.id', 't.id'),
  'a raw condition and a raw join': (k) =>
    k('t')
      .join('u', k.raw('u.id = ?', [1]))
      .joinRaw('natural join ?? where x = ?', ['z', 2]),
  'a raw value': (k) => k('t').join('u', 'u.id', k.raw('? + t.a', [1])),
  'a raw value under an operator': (k) =>
    k('t').join('u', 'u.id', '>=', k.raw('coalesce(??, ?)', ['t.a', 0])),
  'a raw column': (k) => k('t').join('u', k.raw('lower(u.a)'), '=', k.raw('lower(t.a)')),
  'a raw table': (k) => k('t').join(k.raw('?? as x', ['u']), 'x.id', 't.id'),
  'a raw table with values': (k) => k('t').join(k.raw('(values (?, ?)) as x(a, b)', [1, 2]), 'x.a', 't.a'),
  'a ref table': (k) => k('t').join(k.ref('u').as('x'), 'x.id', 't.id'),
  'a ref on either side': (k) => k('t').join('u', k.ref('u.id'), '=', k.ref('id').withSchema('t')),
  'an object of tables': (k) => k('t').join({ x: 'u' }, 'x.id', 't.id'),
  'an object with a query': (k) => k('t').leftJoin({ x: k('u').where('a', 1) }, 'x.id', 't.id'),
  'joinRaw of a raw': (k) => k('t').joinRaw(k.raw('join u on u.a = t.a and u.b = 1')).where('b', 1),
  'a raw join of a raw, whose values Knex writes out': (k) =>
    k('t')
      .joinRaw(k.raw('join u on u.a = ?', ["it's"]))
      .where('b', 1),
  'joinRaw with names': (k) => k('t').joinRaw('left join :u: as x on x.id = :v', { u: 's.u', v: 3 }),
  'a subquery': (k) => k('t').join(k('u').where('a', 1).as('s'), 's.id', 't.id').where('t.b', 2),
  'a subquery without an alias': (k) => k('t').join(k('u').where('a', 1), 'u.id', 't.id'),
  'a callback as table': (k) => k('t').join((q) => q.from('u').where('a', 1).as('s'), 's.id', 't.id'),
  'a callback as table and as condition': (k) =>
    k('t').leftJoin(
      function () {
        this.from('u').select('id').where('a', 1).as('s')
      },
      function () {
        this.on('s.id', 't.id').orOnNull('s.id')
      },
    ),
  'a subquery as the right side': (k) => k('t').join('u', 'u.id', '=', k('v').max('id').where('w', 1)),
  'a subquery as the right side, two arguments': (k) => k('t').join('u', 'u.id', k('v').max('id')),
  'a callback as the right side': (k) => k('t').join('u', 'u.id', '=', (q) => q.from('v').max('id')),
  'a schema': (k) => k('t').withSchema('s').join('u', 'u.id', 't.id').where('t.a', 1),
  'a schema set after the join': (k) => k('t').join('u', 'u.id', 't.id').withSchema('s'),
  'a schema and a joined subquery': (k) => k('t').withSchema('s').join(k('u').as('x'), 'x.id', 't.id'),
  'a schema and a raw table': (k) => k('t').withSchema('s').join(k.raw('u'), 'u.id', 't.id'),
  'a schema and an alias': (k) => k('t as x').withSchema('s').leftJoin('u as y', 'y.id', 'x.id'),
  'a table joined twice': (k) => k('t').join('u as a', 'a.id', 't.a').join('u as b', 'b.id', 't.b'),
  'bindings out of order': (k) =>
    k('t')
      .where('t.a', 1)
      .having('n', '>', 2)
      .groupBy('t.b')
      .limit(3)
      .join('u', (j) => j.on('u.id', 't.id').onVal('u.x', 4))
      .select(k.raw('? as five', [5]))
      .orderByRaw('?', [6]),
  'eight tables': (k) =>
    Array.from({ length: 8 }, (_, i) => i).reduce(
      (q, i) => q.leftJoin(`u${i}`, `u${i}.id`, `t.u${i}`),
      k('t'),
    ),
})
