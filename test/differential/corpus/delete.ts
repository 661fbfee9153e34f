import { chains } from '../chain.js'

export const DELETE = chains({
  'where and or': (k) => k('t').where('a', 1).orWhereIn('b', [2, 3]).del(),
  all: (k) => k('t').del(),
  'by its other name': (k) => k('t').where('a', 1).delete(),
  'of an alias': (k) => k('t as x').where('x.a', 1).del(),
  'of a schema': (k) => k('t').withSchema('s').where('a', 1).del(),
  'with a limit': (k) => k('t').limit(1).del(),
  'with a limit and a condition': (k) => k('t').where('a', 1).limit(2).del(),
  'with limit 0': (k) => k('t').where('a', 1).limit(0).del(),
  'with an offset': (k) => k('t').where('a', 1).offset(2).del(),
  'with a limit and an offset': (k) => k('t').limit(1).offset(2).del(),
  'with an order, which Knex ignores': (k) => k('t').where('a', 1).orderBy('b').del(),
  'with a group and a union, which Knex ignores': (k) =>
    k('t').groupBy('a').union(k('u')).where('b', 1).del(),
  'with a join': (k) => k('t').join('u', 'u.id', 't.id').where('u.x', 1).del(),
  'with a join and no condition': (k) => k('t').join('u', 'u.id', 't.id').del(),
  'with a left join': (k) => k('t').leftJoin('u as x', 'x.id', '=', 't.id').whereNull('x.id').del(),
  'with two joins': (k) => k('t').join('u', 'u.id', 't.id').join('v', 'v.id', 'u.id').where('v.a', 1).del(),
  'with a join of values': (k) =>
    k('t')
      .join('u', (j) => j.on('u.id', 't.id').onVal('u.a', 1).onIn('u.b', [2, 3]))
      .where('t.c', 4)
      .del(),
  'with a join of a raw': (k) =>
    k('t')
      .join('u', 'u.id', k.raw('? + t.a', [1]))
      .where('t.b', 2)
      .del(),
  'with a join of a query': (k) =>
    k('t').join(k('u').where('a', 1).as('x'), 'x.id', 't.id').where('b', 2).del(),
  'with a join using': (k) =>
    k('t')
      .join('u', (j) => j.using('id'))
      .del(),
  'with a raw join': (k) => k('t').joinRaw('join u on u.id = ?', [1]).where('t.a', 2).del(),
  'with a join and a schema': (k) => k('t').withSchema('s').join('u', 'u.id', 't.id').where('u.a', 1).del(),
  'with other operators in a join': (k) => k('t').join('u', 'u.a', '>', 't.a').where('u.b', 1).del(),
  using: (k) => k('t').using('u').whereColumn('u.id', 't.id').del(),
  'using several': (k) => k('t').using(['u', 'v as x']).whereColumn('u.id', 't.id').where('x.a', 1).del(),
  'using a raw': (k) =>
    k('t')
      .using(k.raw('unnest(?) as x', [[1, 2]]))
      .whereRaw('x = t.id')
      .del(),
  'using a query': (k) => k('t').using(k('u').where('a', 1).as('x')).whereColumn('x.id', 't.id').del(),
  'using, and a join': (k) => k('t').using('u').join('v', 'v.id', 't.id').where('u.a', 1).del(),
  'using, returning': (k) => k('t').using('u').whereColumn('u.id', 't.id').del().returning(['t.id']),
  'under a CTE': (k) => k('t').with('x', k('u').where('a', 1)).whereIn('id', k('x').select('id')).del(),
  'under a recursive CTE': (k) =>
    k('t')
      .withRecursive(
        'x',
        k('u')
          .where('a', 1)
          .unionAll((q) => q.from('x')),
      )
      .whereIn('id', k('x').select('id'))
      .del(),
  'where everything': (k) =>
    k('t')
      .where({ a: 1, b: null })
      .whereNotIn('c', k('u').select('id').where('d', 2))
      .where((q) => q.where('e', '<', new Date(0)).orWhereRaw('f = ?', [3]))
      .del(),
  'where in nothing': (k) => k('t').whereIn('a', []).del(),
  'select before it': (k) => k('t').select('a').first().where('b', 1).clear('limit').del(),
})
