import { chains } from '../chain.js'

export const LOCKS = chains({
  'for update': (k) => k('t').where('a', 1).forUpdate(),
  'for update of tables': (k) => k('t').join('u', 'u.id', 't.id').forUpdate('t', 'u'),
  'for update of a list': (k) => k('t').forUpdate(['t', 's.u']),
  'for update of nothing': (k) => k('t').forUpdate([]).where('a', 1),
  'for update of null': (k) => k('t').forUpdate(null, 't'),
  'for update of a raw': (k) => k('t').forUpdate(k.raw('??', ['t'])),
  'for share': (k) => k('t').forShare().where('a', 1),
  'for share of tables': (k) => k('t').forShare('t', 'u'),
  'for no key update': (k) => k('t').forNoKeyUpdate(),
  'for no key update of tables': (k) => k('t').forNoKeyUpdate('t'),
  'for key share': (k) => k('t').forKeyShare(),
  'for key share of tables': (k) => k('t').forKeyShare('t', 'u'),
  'skip locked': (k) => k('t').forUpdate().skipLocked().limit(1),
  'skip locked, shared': (k) => k('t').forShare('t').skipLocked(),
  'no wait': (k) => k('t').forUpdate('t').noWait(),
  'no wait, shared': (k) => k('t').forShare().noWait().where('a', 1).limit(2).offset(3),
  'skip locked of a first': (k) => k('t').forUpdate().skipLocked().first(),
  'a lock, then another': (k) => k('t').forUpdate('t').forShare(),
  'a lock within a subquery': (k) =>
    k('t').whereIn('id', k('t').select('id').where('a', 1).forUpdate().skipLocked().limit(1)),
  'a lock within a CTE': (k) =>
    k('t')
      .with('x', k('t').select('id').where('a', 1).forUpdate().skipLocked())
      .update({ b: 2 })
      .whereIn('id', k('x').select('id')),
  'a lock, values everywhere': (k) =>
    k('t')
      .join('u', (j) => j.on('u.id', 't.id').onVal('u.a', 1))
      .where('t.b', 2)
      .groupBy('c')
      .having('d', '>', 3)
      .orderBy('e')
      .limit(4)
      .forUpdate(),
  'a lock of an update': (k) => k('t').forUpdate().where('a', 1).update({ b: 2 }),
  'a lock of a delete': (k) => k('t').forUpdate().where('a', 1).del(),
  'a lock with a schema': (k) => k('t').withSchema('s').forUpdate('t'),
  'a lock of a joined query': (k) => k('t').join(k('u').forUpdate().as('x'), 'x.id', 't.id').forShare(),
})
