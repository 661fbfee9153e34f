import { chains } from '../chain.js'

const ROWS = [
  { a: 1, b: 2 },
  { a: 3, b: 4 },
]

export const ON_CONFLICT = chains({
  ignored: (k) => k('t').insert({ a: 1 }).onConflict('a').ignore(),
  'any ignored': (k) => k('t').insert({ a: 1 }).onConflict().ignore(),
  'of several columns ignored, several rows': (k) =>
    k('t')
      .insert([{ a: 1 }, { a: 2 }])
      .onConflict(['a', 'b'])
      .ignore()
      .returning('id'),
  'of a raw ignored': (k) =>
    k('t')
      .insert(ROWS)
      .onConflict(k.raw('on constraint ??', ['t_pk']))
      .ignore(),
  'of a raw with values ignored': (k) =>
    k('t')
      .insert({ a: 1 })
      .onConflict(k.raw('(a) where b = ?', [2]))
      .ignore(),
  'of an empty list': (k) => k('t').insert({ a: 1 }).onConflict([]).ignore(),
  'of an empty text': (k) => k('t').insert({ a: 1 }).onConflict('').ignore(),
  merged: (k) => k('t').insert({ a: 1, b: 2 }).onConflict('a').merge(),
  'merged, qualified': (k) => k('t').insert({ 't.a': 1, 't.b': 2 }).onConflict('t.a').merge(),
  'any merged, for which Knex makes up a column': (k) => k('t').insert({ a: 1 }).onConflict().merge(),
  'merged, rows with different keys': (k) =>
    k('t')
      .insert([{ a: 1 }, { a: 2, b: 3 }])
      .onConflict('a')
      .merge(),
  'merged, undefined values': (k) => k('t').insert({ a: 1, b: undefined }).onConflict('a').merge(),
  'merged, some columns': (k) => k('t').insert(ROWS).onConflict('a').merge(['b', 't.c']),
  'merged, no columns': (k) => k('t').insert({ a: 1 }).onConflict('a').merge([]),
  'merged, other values': (k) =>
    k('t')
      .insert(ROWS)
      .onConflict(k.raw('(a) where b'))
      .merge({ b: 5, c: k.raw('x + ?', [1]), d: undefined }),
  'merged, values of every kind': (k) =>
    k('t')
      .insert({ a: 1 })
      .onConflict('a')
      .merge({
        b: null,
        c: new Date(0),
        d: { x: 1 },
        e: [2],
        f: k('u').max('y').where('z', 3),
        g: k.ref('t.h'),
      }),
  'merged, excluded by hand': (k) =>
    k('t')
      .insert({ a: 1 })
      .onConflict('a')
      .merge({ b: k.raw('excluded.b'), n: k.raw('?? + 1', ['t.n']) }),
  'merged, an empty object': (k) => k('t').insert({ a: 1 }).onConflict('a').merge({}),
  'merged where': (k) =>
    k('t').insert({ a: 1, b: 2 }).onConflict('a').merge().where('t.b', '>', 3).returning('a'),
  'merged where, several rows': (k) =>
    k('t')
      .insert([{ a: 1 }, { a: 2 }])
      .onConflict('a')
      .merge(['a'])
      .whereIn('t.b', [3, 4]),
  'merged where, all at once': (k) =>
    k('t')
      .insert(ROWS)
      .onConflict(['a', 'b'])
      .merge({ c: 5 })
      .where({ d: 6 })
      .orWhereNull('e')
      .returning(['a', 'b']),
  'merged where undefined': (k) => k('t').insert({ a: 1 }).onConflict('a').merge().where('b', undefined),
  'a where before the merge': (k) => k('t').where('b', 1).insert({ a: 1 }).onConflict('a').merge(),
  'ignored, with a where that Knex ignores': (k) =>
    k('t').insert({ a: 1 }).onConflict('a').ignore().where('b', 1),
  'ignored, then merged': (k) => k('t').insert({ a: 1 }).onConflict('a').ignore().onConflict('b').merge(),
  'defaults, ignored': (k) => k('t').insert({}).onConflict('a').ignore(),
  'defaults, merged': (k) => k('t').insert({}).onConflict('a').merge({ b: 1 }),
  'defaults, a conflict merged where, returning': (k) =>
    k('t')
      .insert([{}])
      .onConflict('a')
      .merge(['b'])
      .where('a', 'x')
      .returning(k.raw('?? > ?', ['a', 'y'])),
  'no rows': (k) => k('t').insert([]).onConflict('a').merge(),
  'a query, ignored': (k) => k('t').insert(k('u').select('a').where('b', 1)).onConflict('a').ignore(),
  'a query, merged into columns': (k) => k('t').insert(k('u').select('a')).onConflict('a').merge(['a']),
  'a query, merged into values': (k) =>
    k('t').insert(k('u').select('a').where('x', 1)).onConflict('a').merge({ b: 2 }),
  'a query, merged into nothing said': (k) => k('t').insert(k('u').select('a')).onConflict('a').merge(),
  'a raw, ignored': (k) =>
    k('t')
      .insert(k.raw('select ?', [1]))
      .onConflict('a')
      .ignore(),
  'with a schema and a CTE': (k) =>
    k('t')
      .withSchema('s')
      .with('x', k('u').where('a', 1))
      .insert({ b: 2 })
      .onConflict('b')
      .merge(['b'])
      .returning('*'),
  'odd names': (k) => k('t').insert({ 'a b': 1, 'c"d': 2 }).onConflict(['a b']).merge(),
  'then made an update': (k) =>
    k('t').insert({ a: 1 }).onConflict('a').merge().where('b', 2).update({ c: 3 }),
  'then made a delete': (k) => k('t').insert({ a: 1 }).onConflict('a').ignore().where('b', 2).del(),
  'odd names, chosen': (k) => k('t').insert({ a: 1 }).onConflict('a').merge(['x.y.z', 'a as b', ' c ']),
})
