import { chains } from '../chain.js'

const INHERITING = Object.create({ y: 1 })

export const INSERT = chains({
  'a row': (k) => k('t').insert({ b: 1, a: 2 }),
  'a row of an array': (k) => k('t').insert([{ b: 1, a: 2 }]),
  rows: (k) =>
    k('t').insert([
      { b: 1, a: 2 },
      { b: 3, a: 4 },
      { a: 6, b: 5 },
    ]),
  'rows with different keys': (k) => k('t').insert([{ a: 1 }, { b: 2 }, { a: 3, b: 4, c: null }]),
  'rows with fewer keys': (k) => k('t').insert([{ a: 1, b: 2 }, { a: 3 }]),
  'rows with more keys': (k) => k('t').insert([{ a: 1 }, { a: 2, b: 3 }]),
  defaults: (k) => k('t').insert({}),
  'defaults in an array': (k) => k('t').insert([{}]),
  'defaults twice': (k) => k('t').insert([{}, {}]),
  'defaults beside a row': (k) => k('t').insert([{}, { a: 1 }]),
  'a row beside defaults': (k) => k('t').insert([{ a: 1 }, {}]),
  'no rows': (k) => k('t').insert([]),
  'no rows, returning': (k) => k('t').insert([]).returning('id'),
  'null for a row': (k) => k('t').insert([{ a: 1 }, null, { a: 2 }]),
  'null first': (k) => k('t').insert([null, { a: 2 }]),
  'null alone': (k) => k('t').insert(null),
  'nothing at all': (k) => k('t').insert(),
  undefined: (k) => k('t').insert({ a: undefined, b: 1 }),
  'undefined only': (k) => k('t').insert({ a: undefined }),
  'undefined in rows': (k) =>
    k('t').insert([
      { a: undefined, b: 1 },
      { a: 2, b: undefined },
    ]),
  'values of every kind': (k) =>
    k('t').insert({
      d: new Date(0),
      o: { x: 1 },
      r: [1, { y: 2 }],
      u: Buffer.from('q'),
      n: null,
      t: true,
      g: 9n,
    }),
  'objects in several rows': (k) => k('t').insert([{ o: { x: 1 } }, { o: { x: 2 } }]),
  'objects and texts, row by row': (k) =>
    k('t').insert([{ a: { x: 1 } }, { a: 'y' }, { a: [2] }, { a: null }]),
  'a map, a class, an empty object': (k) => k('t').insert({ a: new Map([[1, 2]]), b: INHERITING, c: {} }),
  'raws, subqueries, callbacks': (k) =>
    k('t').insert({
      a: k.raw('? + 1', [1]),
      b: k('u').max('x').where('y', 2),
      c() {
        this.from('u').select('z').where('w', 3)
      },
    }),
  'raws in some rows': (k) => k('t').insert([{ a: 1 }, { a: k.raw('now()') }, { a: k.raw('? + ?', [2, 3]) }]),
  'a ref and knex.fn': (k) => k('t').insert({ a: k.ref('u.b'), c: k.fn.now() }),
  'from a select': (k) => k('t').insert(k('u').select('a').where('b', 1)),
  'from a callback': (k) => k('t').insert((q) => q.from('u').select('a').where('b', 1)),
  'from a raw': (k) => k('t').insert(k.raw('select ?, ?', [1, 2])),
  'from a raw of defaults': (k) => k('t').insert(k.raw('default values')),
  'from a select, with an alias that Knex ignores': (k) => k('t').insert(k('u').select('a')).as('x'),
  'from a select that has an alias': (k) => k('t').insert(k('u').select('a').as('x')),
  'from a union': (k) => k('t').insert(k('u').select('a').unionAll(k('v').select('a').where('b', 1))),
  'from a select, into named columns': (k) => k(k.raw('t (a, b)')).insert(k('u').select('c', 'd')),
  'into a schema': (k) => k('t').withSchema('s').insert({ a: 1 }),
  'into a dotted name': (k) => k('s.t').insert({ 'x.a': 1 }),
  'into raw columns': (k) =>
    k(k.raw('?? (??, ??)', ['t', 'a', 'b'])).insert(k('u').select('a', 'b').where('c', 1)),
  'into, called after': (k) => k.insert({ a: 1 }).into('t'),
  'into an alias': (k) => k('t as x').insert({ a: 1 }),
  twice: (k) => k('t').insert({ a: 1 }).insert({ b: 2 }),
  'with conditions that Knex ignores': (k) => k('t').where('a', 1).orderBy('b').limit(2).insert({ c: 3 }),
  'odd names': (k) => k('t').insert({ 'a b': 1, 'c"d': 2, 'e`f': 3, 'g]h': 4, 'i as j': 5, '*': 6 }),
  'names in an order that is not theirs': (k) => k('t').insert({ b: 1, A: 2, a: 3, _: 4, 10: 5, 9: 6 }),
  'a hundred rows': (k) => k('t').insert(Array.from({ length: 100 }, (_, i) => ({ id: i, name: `n${i}` }))),
  'thirty columns': (k) =>
    k('t').insert(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, i]))),
  'an instance of a class': (k) =>
    k('t').insert(
      new (class Row {
        a = 1
        b = 'x'
      })(),
    ),
  'a row with a prototype': (k) => k('t').insert(Object.assign(Object.create({ inherited: 1 }), { a: 2 })),
  'a list in a list': (k) => k('t').insert([[{ a: 1 }]]),
  'a map': (k) => k('t').insert(new Map([['a', 1]])),
  'a text': (k) => k('t').insert('x'),
})
