import { chains } from '../chain.js'

export const RETURNING = chains({
  'of an insert': (k) => k('t').insert({ a: 1 }).returning(['id', 'a as z']),
  'of an insert, all': (k) => k('t').insert([{ a: 1 }, { a: 2 }], '*'),
  'of an insert, one': (k) => k('t').insert({ a: 1 }, 'id'),
  'of an insert, a list of one': (k) => k('t').insert({ a: 1 }, ['id']),
  'of an insert, a raw': (k) =>
    k('t')
      .insert({ a: 1 })
      .returning(k.raw('?? + ? as c', ['a', 5])),
  'of an insert, raws among names': (k) =>
    k('t')
      .insert({ a: 1 })
      .returning(['id', k.raw('? as x', [2]), k.ref('t.b')]),
  'of an insert, an object': (k) => k('t').insert({ a: 1 }).returning({ x: 'a', y: 'b' }),
  'of an insert, qualified': (k) => k('t').insert({ a: 1 }).returning(['t.id', 's.t.a as b', 't.*']),
  'of an insert, nothing': (k) => k('t').insert({ a: 1 }).returning([]),
  'of an insert, null and the empty text': (k) => k('t').insert({ a: 1 }).returning(null).returning(''),
  'of an insert, an empty list as argument': (k) => k('t').insert({ a: 1 }, []),
  'of defaults': (k) => k('t').insert({}).returning('id'),
  'of defaults in an array': (k) => k('t').insert([{}]).returning(['id', 'a']),
  'of two defaults': (k) => k('t').insert([{}, {}]).returning('id'),
  'of rows': (k) =>
    k('t')
      .insert([{ a: 1 }, { b: 2 }])
      .returning(['id', 'b']),
  'of an insert from a select': (k) => k('t').insert(k('u').select('a').where('b', 1)).returning('id'),
  'of an insert from a raw': (k) =>
    k('t')
      .insert(k.raw('select ?', [1]))
      .returning('*'),
  'before the insert': (k) => k('t').returning('id').insert({ a: 1 }),
  'of an update': (k) => k('t').where({ a: 1 }).update({ b: 2 }, ['id', 'b']),
  'of an update, one': (k) => k('t').where({ a: 1 }).update({ b: 2 }, 'id'),
  'of an update, all': (k) => k('t').where('a', 1).update({ b: 2 }).returning('*'),
  'of an update of a key': (k) => k('t').where('a', 1).update('b', 2, ['id']),
  'of an update, a raw': (k) =>
    k('t')
      .where('a', 1)
      .update({ b: 2 })
      .returning(k.raw('? as x', [3])),
  'of counters': (k) => k('t').where('a', 1).increment('b', 2).returning(['b']),
  'of an update with a join': (k) => k('t').join('u', 'u.id', 't.id').update({ a: 1 }).returning('t.id'),
  'of a delete': (k) => k('t').where('a', 1).del(['id']),
  'of a delete, one': (k) => k('t').where('a', 1).del('id'),
  'of a delete, all': (k) => k('t').del().returning('*'),
  'of a delete, before it': (k) => k('t').returning(['id', 'a']).where('a', 1).delete(),
  'of a delete, a raw': (k) =>
    k('t')
      .where('a', 1)
      .del()
      .returning(k.raw('? as x', [2])),
  'of a delete with a join': (k) => k('t').join('u', 'u.id', 't.id').where('u.a', 1).del().returning('t.id'),
  'of a select, which Knex ignores': (k) => k('t').select('a').returning('id').where('b', 1),
  'of a truncate, which Knex ignores': (k) => k('t').returning('id').truncate(),
  'with a schema': (k) => k('t').withSchema('s').insert({ a: 1 }).returning('s.t.id'),
  'odd names': (k) => k('t').insert({ a: 1 }).returning(['a"b', 'c`d', 'e]f', 'g h', 'i.j.k']),
  'after a conflict': (k) => k('t').insert({ a: 1 }).onConflict('a').merge().returning(['id']),
})
