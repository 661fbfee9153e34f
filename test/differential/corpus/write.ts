import type { Chain, Untyped } from '../pair.js'

export const WRITE: Readonly<Record<string, Chain>> = {
  'insert a row': (k) => k('t').insert({ b: 1, a: 2 }),
  'insert a row of an array': (k) => k('t').insert([{ b: 1, a: 2 }]),
  'insert rows': (k) =>
    k('t').insert([
      { b: 1, a: 2 },
      { b: 3, a: 4 },
      { a: 6, b: 5 },
    ]),
  'insert rows with different keys': (k) => k('t').insert([{ a: 1 }, { b: 2 }, { a: 3, b: 4, c: null }]),
  'insert defaults': (k) => k('t').insert({}),
  'insert undefined': (k) => k('t').insert({ a: undefined, b: 1 }),
  'insert values of every kind': (k) =>
    k('t').insert({
      d: new Date(0),
      o: { x: 1 },
      r: [1, { y: 2 }],
      u: Buffer.from('q'),
      n: null,
      t: true,
      g: 9n,
    }),
  'insert objects in several rows': (k) => k('t').insert([{ o: { x: 1 } }, { o: { x: 2 } }]),
  'insert raws, subqueries, callbacks': (k) =>
    k('t').insert({
      a: k.raw('? + 1', [1]),
      b: k('u').max('x').where('y', 2),
      c(this: Untyped) {
        void this.from('u').select('z').where('w', 3)
      },
    }),
  'insert from a select': (k) => k('t').insert(k('u').select('a').where('b', 1)),
  'insert from a select, with an alias that Knex ignores': (k) => k('t').insert(k('u').select('a')).as('x'),
  'update with an alias that Knex ignores': (k) => k('t').where('a', 1).as('x').update({ b: 2 }),
  'insert into a schema': (k) => k('t').withSchema('s').insert({ a: 1 }),
  'insert into raw columns': (k) =>
    k(k.raw('?? (??, ??)', ['t', 'a', 'b'])).insert(k('u').select('a', 'b').where('c', 1)),
  'insert returning': (k) => k('t').insert({ a: 1 }).returning(['id', 'a as z']),
  'insert returning all': (k) => k('t').insert([{ a: 1 }, { a: 2 }], '*'),
  'insert returning a raw': (k) =>
    k('t')
      .insert({ a: 1 })
      .returning(k.raw('?? + ? as c', ['a', 5])),
  'conflict ignored': (k) => k('t').insert({ a: 1 }).onConflict('a').ignore(),
  'any conflict ignored': (k) => k('t').insert({ a: 1 }).onConflict().ignore(),
  'conflict of several columns ignored, several rows': (k) =>
    k('t')
      .insert([{ a: 1 }, { a: 2 }])
      .onConflict(['a', 'b'])
      .ignore()
      .returning('id'),
  'conflict merged': (k) => k('t').insert({ a: 1, b: 2 }).onConflict('a').merge(),
  'any conflict merged, for which Knex makes up a column': (k) =>
    k('t').insert({ a: 1 }).onConflict().merge(),
  'conflict merged, some columns': (k) =>
    k('t')
      .insert([
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ])
      .onConflict('a')
      .merge(['b', 't.c']),
  'conflict merged, other values': (k) =>
    k('t')
      .insert([
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ])
      .onConflict(k.raw('(a) where b'))
      .merge({ b: 5, c: k.raw('x + ?', [1]), d: undefined }),
  'conflict merged where': (k) =>
    k('t').insert({ a: 1, b: 2 }).onConflict('a').merge().where('t.b', '>', 3).returning('a'),
  'conflict merged where, several rows': (k) =>
    k('t')
      .insert([{ a: 1 }, { a: 2 }])
      .onConflict('a')
      .merge(['a'])
      .whereIn('t.b', [3, 4]),
  'defaults, a conflict merged where, returning': (k) =>
    k('t')
      .insert([{}])
      .onConflict('a')
      .merge(['b'])
      .where('a', 'x')
      .returning(k.raw('?? > ?', ['a', 'y'])),
  'a raw join of a raw, whose values Knex writes out': (k) =>
    k('t')
      .joinRaw(k.raw('join u on u.a = ?', ["it's"]))
      .where('b', 1),
  update: (k) =>
    k('t')
      .where('id', 1)
      .update({ b: 1, c: null, d: k.raw('d + ?', [2]), e: undefined }),
  'update a key': (k) => k('t').update('a', 5).where('b', 6),
  'update an object': (k) => k('t').update({ a: { x: 1 }, b: [1, 2] }),
  'update from a subquery': (k) =>
    k('t')
      .update({ a: k('u').max('x').where('y', 1) })
      .where('b', 2),
  'update returning': (k) => k('t').where({ a: 1 }).update({ b: 2 }, ['id', 'b']),
  'update with a join': (k) => k('t').join('u', 'u.id', 't.id').update({ a: 1 }).where('u.x', 1),
  'update under order and limit': (k) => k('t').update({ a: 1 }).orderBy('a').limit(2),
  counters: (k) => k('t').where('id', 1).increment('a').decrement({ b: 2, c: -3 }),
  'counters beside values': (k) => k('t').where('id', 1).update({ d: 1 }).increment('a', 5).returning('a'),
  delete: (k) => k('t').where('a', 1).orWhereIn('b', [2, 3]).del(),
  'delete all': (k) => k('t').del(),
  'delete returning': (k) => k('t').where('a', 1).del(['id']),
}

/** Mistakes: Knex has a word for each, and it is Knex's word that the application must see. */
export const MISTAKES: Readonly<Record<string, Chain>> = {
  'an undefined value': (k) => k('t').where('a', undefined),
  'an undefined value in an object': (k) => k('t').where({ a: 1, b: undefined }),
  'an undefined value in a list': (k) => k('t').whereIn('a', [1, undefined]),
  'an undefined value in a group': (k) => k('t').where((q: Untyped) => void q.where('a', undefined)),
  'an undefined value deep inside': (k) => k('t').where('a', '=', { x: [undefined] }),
  'an unknown operator': (k) => k('t').where('a', '=>', 1),
  'too few raw bindings': (k) => k('t').whereRaw('a = ? and b = ?', [1]),
  'an undefined raw binding': (k) => k('t').whereRaw('a = ?', [undefined]),
  'an undefined named binding': (k) => k('t').whereRaw('a = :x', { x: undefined }),
  'an update of nothing': (k) => k('t').update({}),
  'an update of undefined only': (k) => k('t').update({ a: undefined }),
  'a delete with a limit': (k) => k('t').limit(1).del(),
  'a delete with having': (k) => k('t').having('a', '>', 1).del(),
  'two aliases': (k) => k('t').count('a as b', { as: 'c' }),
  'a callback that throws': (k) =>
    k('t').where(() => {
      throw new RangeError('mine')
    }),
}
