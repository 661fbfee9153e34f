import { chains } from '../chain.js'

export const WITH = chains({
  'a query': (k) => k('x').with('x', k('u').where('a', 1)).where('b', 2),
  'a callback': (k) => k('x').with('x', (q) => q.from('u').select('a').where('b', 1)),
  'a callback with this': (k) =>
    k('x').with('x', function () {
      this.from('u').select('a').where('b', 1)
    }),
  'a raw': (k) =>
    k('x')
      .with('x', k.raw('select ? as n', [1]))
      .select('n'),
  'a raw with names': (k) => k('x').with('x', k.raw('select * from :t: where a = :v', { t: 'u', v: 1 })),
  'several, in order': (k) =>
    k('z')
      .with('x', k('u').where('a', 1))
      .with('y', k('x').where('b', 2))
      .with('z', (q) => q.from('y').where('c', 3))
      .where('d', 4),
  'a list of columns': (k) => k('x').with('x', ['a', 'b'], k('u').select('c', 'd').where('e', 1)),
  'a list of columns and a callback': (k) => k('x').with('x', ['a'], (q) => q.from('u').select('b')),
  'a list of columns and a raw': (k) => k('x').with('x', ['a'], k.raw('values (?), (?)', [1, 2])),
  'an alias in an odd name': (k) => k('odd name').with('odd name', k('u').select('a')),
  'an alias with a dot': (k) => k('s.x').with('s.x', k('u').select('a')),
  recursive: (k) =>
    k('tree')
      .withRecursive('tree', (q) =>
        q
          .from('nodes')
          .where('parent', null)
          .unionAll((r) => r.select('n.*').from('nodes as n').join('tree as p', 'p.id', 'n.parent')),
      )
      .select('id'),
  'recursive with columns': (k) =>
    k('n').withRecursive('n', ['i'], k.raw('select 1 union all select i + 1 from n where i < ?', [10])),
  'recursive and not': (k) =>
    k('y')
      .with('x', k('u').where('a', 1))
      .withRecursive('y', (q) => q.from('x').unionAll((r) => r.from('y').where('b', '<', 2)))
      .where('c', 3),
  materialized: (k) => k('x').withMaterialized('x', k('u').where('a', 1)),
  'not materialized': (k) => k('x').withNotMaterialized('x', (q) => q.from('u').where('a', 1)),
  'materialized with columns': (k) => k('x').withMaterialized('x', ['a', 'b'], k('u').select('c', 'd')),
  'materialized beside plain': (k) =>
    k('y').with('x', k('u')).withMaterialized('y', k('x').where('a', 1)).withNotMaterialized('z', k('v')),
  'wrapped by hand': (k) => k('x').withWrapped('x', k('u').where('a', 1)),
  'wrapped by hand, recursive': (k) => k('x').withRecursiveWrapped('x', k('u').where('a', 1)),
  'a with inside a with': (k) => k('y').with('y', k('x').with('x', k('u').where('a', 1)).where('b', 2)),
  'a with inside a subquery': (k) =>
    k('t')
      .whereIn('id', k('x').with('x', k('u').where('a', 1)).select('id'))
      .where('b', 2),
  'a with of an insert that returns': (k) =>
    k('x')
      .with('x', k('u').insert({ a: 1 }).returning('id'))
      .select('id'),
  'a with of an update that returns': (k) =>
    k('x').with('x', k('u').where('a', 1).update({ b: 2 }).returning(['id', 'b'])),
  'a with of a delete that returns, moved': (k) =>
    k('archive')
      .with('gone', k('t').where('a', '<', 1).del().returning('*'))
      .insert(k('gone').select('*')),
  'before an insert': (k) => k('t').with('x', k('u').where('a', 1)).insert({ b: 2 }),
  'before an insert of a query': (k) => k('t').with('x', k('u').where('a', 1)).insert(k('x').select('b')),
  'before an update': (k) =>
    k('t').with('x', k('u').where('a', 1)).whereIn('id', k('x').select('id')).update({ b: 2 }),
  'before a delete': (k) => k('t').with('x', k('u').where('a', 1)).whereIn('id', k('x').select('id')).del(),
  'before a union': (k) =>
    k('x').with('x', k('u').where('a', 1)).select('b').union(k('x').select('c').where('d', 2)),
  'with an empty query': (k) =>
    k('x')
      .with('x', (q) => q)
      .select('a'),
  'with values everywhere': (k) =>
    k('x')
      .where('a', 1)
      .with('x', k('u').where('b', 2).limit(3))
      .join('y', (j) => j.on('y.id', 'x.id').onVal('y.c', 4))
      .having('d', '>', 5)
      .limit(6),
})
