import { chains } from '../chain.js'

export const UPDATE = chains({
  values: (k) =>
    k('t')
      .where('id', 1)
      .update({ b: 1, c: null, d: k.raw('d + ?', [2]), e: undefined }),
  'a key': (k) => k('t').update('a', 5).where('b', 6),
  'a key, null': (k) => k('t').update('a', null).where('b', 6),
  'a key, an object': (k) => k('t').update('a', { x: 1 }).where('b', 6),
  'a key, a list': (k) => k('t').update('a', [1, { x: 2 }]),
  'a key, undefined beside another': (k) => k('t').update({ b: 1 }).update('a', undefined),
  'keys one by one': (k) => k('t').update('a', 1).update('b', 2).update({ c: 3 }),
  'objects one by one': (k) => k('t').update({ a: 1 }).update({ b: 2, a: 3 }),
  'an object': (k) => k('t').update({ a: { x: 1 }, b: [1, 2] }),
  'values of every kind': (k) =>
    k('t').update({
      a: new Date(0),
      b: Buffer.from('q'),
      c: true,
      d: 9n,
      e: '',
      f: -0,
      g: NaN,
      h: new Map(),
    }),
  'from a subquery': (k) =>
    k('t')
      .update({ a: k('u').max('x').where('y', 1) })
      .where('b', 2),
  'from a callback': (k) =>
    k('t').update({
      a() {
        this.from('u').max('x').where('y', 1)
      },
    }),
  'from a ref and knex.fn': (k) => k('t').update({ a: k.ref('t.b'), c: k.fn.now() }),
  'from a subquery with an alias': (k) => k('t').update({ a: k('u').max('x').as('z') }),
  'from a raw column': (k) =>
    k('t')
      .update({ a: k.raw('?? || ?', ['b', 'c']) })
      .whereRaw('d = ?', [1]),
  'with an alias that Knex ignores': (k) => k('t').where('a', 1).as('x').update({ b: 2 }),
  'of an alias': (k) => k('t as x').where('x.a', 1).update({ 'x.b': 2 }),
  'of a schema': (k) => k('t').withSchema('s').where('a', 1).update({ b: 2 }),
  'with a join': (k) => k('t').join('u', 'u.id', 't.id').update({ a: 1 }).where('u.x', 1),
  'with joins and values in them': (k) =>
    k('t')
      .join('u', (j) => j.on('u.id', 't.id').onVal('u.x', 1))
      .leftJoin('v', 'v.id', 'u.id')
      .where('v.y', 2)
      .update({ 't.a': 3, b: k.ref('u.b') }),
  'with a raw join': (k) => k('t').joinRaw('join u on u.id = ?', [1]).update({ a: 2 }),
  'with a joined subquery': (k) => k('t').join(k('u').where('a', 1).as('x'), 'x.id', 't.id').update({ b: 2 }),
  'under order and limit': (k) => k('t').update({ a: 1 }).orderBy('a').limit(2),
  'under a limit and an offset': (k) => k('t').update({ a: 1 }).limit(2).offset(3),
  'under an offset': (k) => k('t').update({ a: 1 }).offset(3),
  'under a literal limit': (k) => k('t').update({ a: 1 }).where('b', 2).limit(3, { skipBinding: true }),
  'under limit 0': (k) => k('t').update({ a: 1 }).limit(0),
  'under an order by a raw and nulls': (k) =>
    k('t').update({ a: 1 }).orderByRaw('? desc', [2]).orderBy('b', 'asc', 'last'),
  'with group, having and union, which Knex ignores': (k) =>
    k('t').groupBy('a').having('b', '>', 1).union(k('u')).update({ c: 2 }),
  'where everything': (k) =>
    k('t')
      .where({ a: 1 })
      .whereIn('b', [2, 3])
      .orWhereNull('c')
      .whereExists(k('u').where('d', 4))
      .where((q) => q.where('e', 5).orWhereBetween('f', [6, 7]))
      .update({ g: 8 }),
  'where in nothing': (k) => k('t').whereIn('a', []).update({ b: 1 }),
  'odd names': (k) => k('t').update({ 'a b': 1, 'c"d': 2, 'e.f': 3, 'g as h': 4, ' i ': 5 }),
  'an instance of a class': (k) =>
    k('t').update(
      new (class Row {
        a = 1
        b = { x: 2 }
      })(),
    ),
  'JSON as text': (k) => k('t').update({ a: JSON.stringify({ x: 1 }) }),
  'select before it': (k) => k('t').select('a').where('b', 1).update({ c: 2 }),
  'many columns': (k) =>
    k('t')
      .where('id', 1)
      .update(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, i]))),
})
