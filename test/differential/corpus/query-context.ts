import { chains } from '../chain.js'

/** Built under a `wrapIdentifier` that writes what it is given: name, context and all. */
export const QUERY_CONTEXT = chains({
  'no context': (k) => k('userAccounts').select('firstName as given', 't.lastName').where('isActive', true),
  'a context': (k) => k('t').queryContext({ tenant: 'x' }).select('a as b').where('c', 1).orderBy('d'),
  'another context, the same query': (k) =>
    k('t').queryContext({ tenant: 'y' }).select('a as b').where('c', 1).orderBy('d'),
  'a context that is no object': (k) => k('t').queryContext('x').select('a'),
  'joins and aliases': (k) =>
    k('t as x')
      .queryContext({ tenant: 'x' })
      .join('u as y', 'y.id', 'x.id')
      .leftJoin('v', (j) => j.on('v.a', 'x.b').onVal('v.c', 1)),
  'a subquery with another context': (k) =>
    k('t')
      .queryContext({ tenant: 'x' })
      .whereIn('a', k('u').queryContext({ tenant: 'y' }).select('id').where('b', 1)),
  'a subquery without': (k) =>
    k('t').queryContext({ tenant: 'x' }).whereIn('a', k('u').select('id').where('b', 1)),
  'a callback, which does not inherit': (k) =>
    k('t')
      .queryContext({ tenant: 'x' })
      .where((q) => q.where('a', 1).orWhere('b', 2))
      .whereExists((q) => q.from('u')),
  'a callback that sets its own': (k) =>
    k('t')
      .queryContext({ tenant: 'x' })
      .whereIn('a', (q) => q.queryContext({ tenant: 'z' }).from('u').select('b')),
  'a raw inherits': (k) =>
    k('t')
      .queryContext({ tenant: 'x' })
      .select(k.raw('?? as c', ['a']))
      .whereRaw('?? = ?', ['b', 1]),
  'a raw with its own': (k) =>
    k('t')
      .select(k.raw('?? as c', ['a']).queryContext({ tenant: 'r' }))
      .where('b', 1),
  'a ref inherits': (k) =>
    k('t').queryContext({ tenant: 'x' }).select(k.ref('a').as('b')).where('c', k.ref('t.d')),
  'a CTE': (k) => k('x').queryContext({ tenant: 'x' }).with('x', ['a'], k('u').select('b')).select('a'),
  'aggregates, groups, having': (k) =>
    k('t').queryContext({ tenant: 'x' }).count('a as n').sum({ s: 'b' }).groupBy('c').having('d', '>', 1),
  'analytic and JSON': (k) =>
    k('t').queryContext({ tenant: 'x' }).rowNumber('n', 'a', 'b').jsonExtract('c', '$.d', 'e'),
  'an insert': (k) =>
    k('t')
      .queryContext({ tenant: 'x' })
      .insert([{ a: 1 }, { b: 2 }])
      .returning(['id', 'a as z']),
  'a conflict': (k) =>
    k('t').queryContext({ tenant: 'x' }).insert({ a: 1 }).onConflict('a').merge(['a', 't.b']),
  'an update with counters': (k) =>
    k('t').queryContext({ tenant: 'x' }).where('a', 1).update({ b: 2 }).increment('c', 3),
  'a delete': (k) => k('t').queryContext({ tenant: 'x' }).where('a', 1).del().returning('id'),
  locks: (k) => k('t').queryContext({ tenant: 'x' }).forUpdate('t'),
  'a union': (k) =>
    k('t')
      .queryContext({ tenant: 'x' })
      .union(k('u').queryContext({ tenant: 'y' }).select('a')),
  'column info': (k) => k('t').withSchema('s').queryContext({ tenant: 'x' }).columnInfo(),
  truncate: (k) => k('t').queryContext({ tenant: 'x' }).truncate(),
  'stars and odd names': (k) => k('t').queryContext({ tenant: 'x' }).select('*', 't.*', 'a b', 'c"d', ''),
  'a context of a clone': (k) => k('t').queryContext({ tenant: 'x' }).select('a').clone().where('b', 1),
  'a context that is falsy': (k) => k('t').queryContext(0).select('a').where('b', 1),
})
