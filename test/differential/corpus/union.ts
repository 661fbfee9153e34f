import { chains } from '../chain.js'

export const UNION = chains({
  'a query': (k) => k('t').where('a', 1).union(k('u').where('b', 2)),
  'a callback': (k) => k('t').union((q) => q.from('u').where('b', 2)),
  'a raw': (k) =>
    k('t')
      .select('a')
      .union(k.raw('select ? as a', [1])),
  'all, intersect, except': (k) => k('t').unionAll(k('u')).intersect(k('v').where('a', 1)).except(k('w')),
  'a list': (k) => k('t').union([k('u').where('a', 1), (q) => q.from('v').where('b', 2), k.raw('select 3')]),
  'several arguments': (k) => k('t').unionAll(k('u').where('a', 1), k('v').where('b', 2)),
  'several arguments, wrapped': (k) => k('t').unionAll(k('u').where('a', 1), k('v').where('b', 2), true),
  wrapped: (k) => k('t').where('a', 1).union(k('u').where('b', 2), true),
  'a list, wrapped': (k) =>
    k('t')
      .where('a', 1)
      .union([k('u'), k('v').limit(2)], true),
  'a callback, wrapped': (k) => k('t').intersect((q) => q.from('u').limit(1), true),
  'wrapped and not': (k) =>
    k('t').where('a', 1).union(k('u').where('b', 2)).unionAll(k('v').where('c', 3), true),
  'not wrapped, said so': (k) =>
    k('t')
      .union([k('u')], false)
      .except(k('v'), false),
  'order, limit and offset of the whole': (k) =>
    k('t').select('a').union(k('u').select('a')).orderBy('a', 'desc').limit(5).offset(6),
  'order and limit of the whole, wrapped': (k) =>
    k('t').select('a').where('b', 1).unionAll(k('u').select('a').where('c', 2), true).orderBy('a').limit(3),
  'order and limit of the parts': (k) =>
    k('t')
      .select('a')
      .union(k('u').select('a').orderBy('b').limit(1), true)
      .union((q) => q.from('v').limit(2), true),
  'group and having of the whole': (k) =>
    k('t').select('a').union(k('u').select('a').where('b', 1)).groupBy('a').having('a', '>', 2),
  'only unions': (k) => k.queryBuilder().union([k('t').where('a', 1), k('u').where('b', 2)]),
  'only unions, wrapped, ordered': (k) =>
    k
      .queryBuilder()
      .union([k('t'), k('u').limit(1)], true)
      .orderBy('x'),
  'only unions, one after the other': (k) =>
    k.union(k('t').where('a', 1)).unionAll((q) => q.from('u').where('b', 2)),
  'only unions, with a limit': (k) =>
    k
      .unionAll([k('t').select('a'), k('u').select('a')], true)
      .limit(5)
      .offset(1),
  'only unions, with columns': (k) => k.select('x').union([k('t').select('a'), k('u').select('b')]),
  'only unions, with a where': (k) =>
    k
      .queryBuilder()
      .where('z', 1)
      .union([k('t').select('a'), k('u')]),
  'only unions of raws': (k) => k.union([k.raw('select ?', [1]), k.raw('select ?', [2])]),
  'an aggregate and no table': (k) => k.count('*').union(k('t').select('a')),
  'within a subquery': (k) =>
    k('t').whereIn('a', k('u').select('id').where('b', 1).union(k('v').select('id'))),
  'within a callback': (k) =>
    k('t').whereIn('a', (q) => q.from('u').select('id').unionAll(k('v').select('id'), true)),
  'within a union': (k) =>
    k('t')
      .union(k('u').union(k('v').where('a', 1)).where('b', 2))
      .where('c', 3),
  'of queries with joins and values': (k) =>
    k('t')
      .join('x', (j) => j.on('x.id', 't.id').onVal('x.a', 1))
      .where('t.b', 2)
      .union(k('u').leftJoin('y', 'y.id', 'u.id').where('u.c', 3).groupBy('u.d').having('u.e', '>', 4))
      .limit(5),
  'of queries with CTEs': (k) => k('t').union(k('x').with('x', k('u').where('a', 1)).select('b')),
  'a first of a union': (k) => k('t').select('a').union(k('u').select('a')).first(),
  'a query with an alias': (k) => k('t').union(k('u').as('x')).as('y'),
  'locks of the whole': (k) => k('t').union(k('u').where('a', 1)).forUpdate(),
  'no queries': (k) => k('t').where('a', 1).union([]),
  'a callback that does nothing': (k) => k('t').union(() => {}),
  cleared: (k) => k('t').union(k('u')).clear('union').where('a', 1),
})
