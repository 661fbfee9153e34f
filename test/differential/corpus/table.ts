import { chains } from '../chain.js'

export const TABLE = chains({
  'an alias': (k) => k('t as x').select('x.a'),
  'an alias in capitals and spaces': (k) => k('t  AS  x').select('x.a'),
  'an object of aliases': (k) => k({ x: 't', y: 's.u' }).select('x.a'),
  'an object with a query, a raw, a ref': (k) =>
    k.from({ x: k('u').where('a', 1), y: k.raw('unnest(?)', [[1]]), z: k.ref('v') }).select('x.a'),
  'an object with a callback': (k) => k.from({ x: (q) => q.from('u').where('a', 1) }).select('x.a'),
  'a schema': (k) => k('t').withSchema('s').select('a'),
  'a schema and an alias': (k) => k('t as x').withSchema('s').where('x.a', 1),
  'a schema in the name': (k) => k('s.t as x').select('x.a'),
  'a schema, and a schema in the name': (k) => k('r.t').withSchema('s'),
  'a schema set last': (k) => k.select('a').from('t').where('b', 1).withSchema('s'),
  'a schema on knex itself': (k) => k.withSchema('s').from('t').select('a'),
  'a schema beside an object': (k) => k({ x: 't' }).withSchema('s').select('x.a'),
  'a schema beside a raw': (k) => k(k.raw('t')).withSchema('s').select('a'),
  'a schema beside a query': (k) => k(k('u').as('x')).withSchema('s').select('a'),
  'a schema beside a ref': (k) => k(k.ref('t')).withSchema('s').select('a'),
  'a schema taken back': (k) => k('t').withSchema('s').withSchema(null),
  'a name with a dot and odd characters': (k) =>
    k('t as odd name').withSchema('s').select('a"b', 'c`d', 'e.f[1]', ' g . h ', 'i.j.k.l'),
  only: (k) => k('t', { only: true }).select('a'),
  'only with an alias, a schema and a join': (k) =>
    k('t as x', { only: true }).withSchema('s').join('u', 'u.id', 'x.id').where('x.a', 1),
  'only, updated': (k) => k('t', { only: true }).where('a', 1).update({ b: 2 }),
  'only, deleted': (k) => k('t', { only: true }).where('a', 1).del(),
  'only, inserted': (k) => k('t', { only: true }).insert({ a: 1 }),
  'only of a query': (k) => k.from(k('u').as('x'), { only: true }),
  'only, said to be false': (k) => k('t', { only: false }).select('a'),
  'a subquery': (k) => k(k('u').where('a', 1).as('s')).where('b', 2),
  'a subquery without an alias': (k) => k(k('u').where('a', 1)).where('b', 2),
  'a subquery of a subquery': (k) =>
    k(k(k('u').where('a', 1).as('x')).where('b', 2).as('y'))
      .where('c', 3)
      .select('y.d'),
  'a callback': (k) =>
    k
      .from(function () {
        this.from('u').where('a', 1).as('s')
      })
      .select('s.a'),
  'a callback without an alias': (k) => k.from((q) => q.from('u').select('a')).where('b', 1),
  'a raw': (k) => k.from(k.raw('generate_series(?, ?) as g(n)', [1, 9])).select('n'),
  'fromRaw with values and names': (k) => k.fromRaw('?? as x, unnest(?) as y', ['t', [1, 2]]).where('x.a', 1),
  'fromRaw of a raw': (k) =>
    k
      .select('a')
      .fromRaw(k.raw('t tablesample system (?)', [10]))
      .where('b', 2),
  'fromRaw with names': (k) => k.fromRaw(':t: as x where x.a = :v', { t: 's.t', v: 1 }),
  'a ref with an alias and a schema': (k) => k(k.ref('t').withSchema('s').as('x')).select('x.a'),
  lateral: (k) =>
    k('t')
      .select('t.id', 'l.n')
      .joinRaw('cross join lateral (select count(*) as n from u where u.t = t.id) l'),
  'lateral with values, and more joins': (k) =>
    k('t as x')
      .joinRaw('left join lateral (select * from u where u.t = x.id and u.a > ? limit ?) l on true', [1, 2])
      .leftJoin('v', 'v.id', 'l.v')
      .where('x.b', 3),
  'lateral as a raw table of a join': (k) =>
    k('t').leftJoin(
      k.raw('lateral (?) as l', [k('u').whereColumn('u.t', 't.id').where('a', 1)]),
      k.raw('true'),
    ),
  'a union as a table': (k) => k(k('u').select('a').union(k('v').select('a')).as('x')).where('x.a', 1),
  'a CTE and a table of its name': (k) => k('x').with('x', k('u').where('a', 1)).select('x.b'),
  'the empty name': (k) => k('').select('a'),
  'a number for a name': (k) => k(7).select('a'),
})
