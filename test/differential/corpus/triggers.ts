import { chains } from '../chain.js'

const WITH_TRIGGERS = { includeTriggerModifications: true }

export const TRIGGERS = chains({
  'an insert': (k) => k('t').insert({ a: 1 }, ['id'], WITH_TRIGGERS),
  'an insert, one column': (k) => k('t').insert({ a: 1 }, 'id', WITH_TRIGGERS),
  'an insert, all columns': (k) => k('t').insert({ a: 1 }).returning('*', WITH_TRIGGERS),
  'an insert, several columns': (k) =>
    k('t').insert({ a: 1 }).returning(['id', 't.a', 'b as c'], WITH_TRIGGERS),
  'an insert, a raw': (k) => k('t').insert({ a: 1 }).returning(k.raw('x'), WITH_TRIGGERS),
  'an insert, raws in a list': (k) =>
    k('t')
      .insert({ a: 1 })
      .returning([k.raw('?? + ?', ['a', 1])], WITH_TRIGGERS),
  'an insert of rows': (k) =>
    k('t')
      .insert([{ a: 1 }, { b: 2 }])
      .returning(['id'], WITH_TRIGGERS),
  'an insert of defaults': (k) => k('t').insert({}).returning(['id'], WITH_TRIGGERS),
  'an insert of defaults in an array': (k) => k('t').insert([{}]).returning(['id'], WITH_TRIGGERS),
  'an insert of no rows': (k) => k('t').insert([]).returning(['id'], WITH_TRIGGERS),
  'an insert from a select': (k) =>
    k('t').insert(k('u').select('a').where('b', 1)).returning(['id'], WITH_TRIGGERS),
  'an insert that returns nothing': (k) => k('t').insert({ a: 1 }).returning(undefined, WITH_TRIGGERS),
  'an insert that returns an empty list': (k) => k('t').insert({ a: 1 }).returning([], WITH_TRIGGERS),
  'an insert under a CTE': (k) =>
    k('t').with('x', k('u').where('a', 1)).insert({ b: 2 }).returning('id', WITH_TRIGGERS),
  'an update': (k) => k('t').where('a', 1).update({ b: 2 }, ['id'], WITH_TRIGGERS),
  'an update, one column': (k) => k('t').where('a', 1).update({ b: 2 }).returning('id', WITH_TRIGGERS),
  'an update of a key': (k) =>
    k('t').where('a', 1).update('b', 2, ['id']).returning(['id', 'b'], WITH_TRIGGERS),
  'an update that returns nothing': (k) =>
    k('t').where('a', 1).update({ b: 2 }).returning(undefined, WITH_TRIGGERS),
  'an update with a join, an order, a limit': (k) =>
    k('t')
      .join('u', (j) => j.on('u.id', 't.id').onVal('u.x', 1))
      .where('u.y', 2)
      .orderBy('t.a')
      .limit(3)
      .update({ b: 4 })
      .returning(['t.id'], WITH_TRIGGERS),
  counters: (k) => k('t').where('a', 1).increment('b').returning(['b'], WITH_TRIGGERS),
  'a delete': (k) => k('t').where('a', 1).del(['id'], WITH_TRIGGERS),
  'a delete, all columns': (k) => k('t').where('a', 1).del().returning('*', WITH_TRIGGERS),
  'a delete that returns nothing': (k) => k('t').where('a', 1).del().returning(undefined, WITH_TRIGGERS),
  'a delete with a join': (k) =>
    k('t').join('u', 'u.id', 't.id').where('u.a', 1).del().returning(['t.id'], WITH_TRIGGERS),
  'with a schema': (k) => k('t').withSchema('s').insert({ a: 1 }).returning(['id'], WITH_TRIGGERS),
  'an alias': (k) => k('t as x').where('x.a', 1).update({ b: 2 }).returning(['id'], WITH_TRIGGERS),
  'said to be false': (k) =>
    k('t').insert({ a: 1 }).returning(['id'], { includeTriggerModifications: false }),
  'a conflict': (k) => k('t').insert({ a: 1 }).onConflict('a').merge().returning(['id'], WITH_TRIGGERS),
})
