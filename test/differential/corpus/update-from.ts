import { chains } from '../chain.js'

export const UPDATE_FROM = chains({
  'a table': (k) => k('t').updateFrom('u').update({ a: 1 }).whereColumn('t.id', 'u.id'),
  'a table with an alias': (k) =>
    k('t')
      .updateFrom('u as x')
      .update({ a: k.ref('x.a') })
      .where('x.b', 1),
  'an object': (k) => k('t').updateFrom({ x: 'u' }).update({ a: 1 }).whereColumn('t.id', 'x.id'),
  'a raw': (k) =>
    k('t')
      .updateFrom(k.raw('(values (?, ?)) as x(id, v)', [1, 2]))
      .update({ a: k.raw('x.v') }),
  'a query': (k) => k('t').updateFrom(k('u').where('a', 1).as('x')).update({ b: 2 }).where('c', 3),
  'a callback': (k) =>
    k('t')
      .updateFrom((q) => q.from('u').where('a', 1).as('x'))
      .update({ b: 2 }),
  'and a schema': (k) => k('t').withSchema('s').updateFrom('u').update({ a: 1 }),
  returning: (k) =>
    k('t').updateFrom('u').update({ a: 1 }).whereColumn('t.id', 'u.id').returning(['t.id', 'u.b']),
  'under a CTE': (k) =>
    k('t')
      .with('x', k('u').where('a', 1))
      .updateFrom('x')
      .update({ b: k.ref('x.b') })
      .whereColumn('t.id', 'x.id'),
  'with counters': (k) => k('t').updateFrom('u').increment('a', 2).where('u.b', 1),
  only: (k) => k('t', { only: true }).updateFrom('u').update({ a: 1 }),
  'with a join, which Knex ignores': (k) => k('t').updateFrom('u').join('v', 'v.id', 'u.id').update({ a: 1 }),
  nothing: (k) => k('t').updateFrom('').update({ a: 1 }),
})
