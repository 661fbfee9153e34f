import { chains } from '../chain.js'

export const QUIRKS_SELECT = chains({
  'select none / star / t.* / alias': (k) =>
    k('t as x').select('x.*', 'x.a as b', { c: 'a' }, 'd.e', 'f AS g'),
  'table alias object': (k) => k({ x: 't', y: 'u' }).select({ b: 'x.a', n: 1 }),
  'select number, null, empty': (k) => k('t').select(1).select(null).select([]).select('a'),
  'identifier escaping': (k) => k('a"b').select('c`d', 'e[f]', 'g.h[1]'),
  'dotted schema': (k) => k('s.t').select('s.t.a as q'),
  'withSchema+join': (k) => k('t').withSchema('s').join('u', 'u.id', 't.id'),
  'join types no clause': (k) =>
    k('t')
      .crossJoin('u')
      .join('z', function () {
        this.type('natural full').on(k.raw('?', [1]))
      }),
  'join onIn/onBetween/onNull/onExists/using': (k) =>
    k('t')
      .join('u', (j) =>
        j
          .on('u.id', 't.id')
          .onIn('u.x', [1, 2])
          .onNotBetween('u.y', [3, 4])
          .onNull('u.z')
          .onExists((q) => q.from('v').where('q', 9))
          .orOn((g) => g.on('a', 'b').onVal('c', 'd')),
      )
      .leftJoin('w', (j) => j.using(['a', 'b'])),
  'join onIn raw': (k) => k('t').join('u', (j) => j.onIn('a', k.raw('(?,?)', [1, 2]))),
  'join onVal null': (k) => k('t').join('u', (j) => j.onVal('a', null)),
  'limit 0': (k) => k('t').limit(0),
  'offset only': (k) => k('t').offset(5),
  'limit+offset': (k) => k('t').limit(3).offset(5),
  'limit skipBinding': (k) => k('t').limit(3, { skipBinding: true }).offset(5, { skipBinding: true }),
  'limit string/NaN': (k) => k('t').limit('7').limit('x'),
  'offset 0': (k) => k('t').offset(0),
  'limit null then': (k) => k('t').limit(null),
  first: (k) => k('t').first('a'),
  pluck: (k) => k('t').pluck('t.a'),
  'order by variants': (k) =>
    k('t')
      .orderBy('a')
      .orderBy('b', 'DESC')
      .orderBy('c', 'bogus')
      .orderBy([{ column: 'd', order: 'desc', nulls: 'last' }, 'e'])
      .orderByRaw('f = ? desc', [1]),
  'order by nulls first': (k) => k('t').orderBy('a', 'desc', 'first'),
  'order by qb': (k) => k('t').orderBy(k('u').select('x').limit(1), 'desc'),
  'group by variants': (k) => k('t').groupBy('a', 'b').groupByRaw('c, ?', [1]).groupBy(k.raw('d')),
  'having variants': (k) =>
    k('t')
      .having('a', '>', 1)
      .orHavingRaw('count(*) > ?', [2])
      .havingBetween('x', [1, 2])
      .havingNotNull('z')
      .havingIn('r', [1, 2])
      .havingNotExists((q) => q.from('u')),
  'with/recursive/materialized': (k) =>
    k('b')
      .with('a', ['x'], k('u').where('q', 1))
      .withRecursive('b', (q) => q.from('a').unionAll((r) => r.from('b').where('n', '<', 2)))
      .where('c', 3),
  withMaterialized: (k) => k('a').withMaterialized('a', k.raw('select ?', [1])),
  'union variants': (k) =>
    k('t')
      .where('a', 1)
      .union((q) => q.from('u').where('b', 2))
      .unionAll([k('v')], true)
      .limit(4),
  'only unions': (k) =>
    k
      .queryBuilder()
      .union([k('a'), k('b').limit(1)], true)
      .orderBy('x'),
  'intersect/except': (k) => k('t').intersect(k('u')).except(k('v')),
  'subquery from as': (k) => k(k('u').where('a', 1).as('s')).where('b', 2),
  'from callback': (k) => k.from((q) => q.from('u').as('s')),
  'select subquery': (k) => k('t').select(k('u').count('*').where('x', 1).as('n'), 'a'),
  aggregates: (k) =>
    k('t')
      .count()
      .count('a as n')
      .countDistinct('a', 'b')
      .sum({ s: 'x', m: ['y', 'z'] })
      .avgDistinct('q')
      .min('z as mm')
      .max(k.raw('??', ['r'])),
  distinct: (k) => k('t').distinct('a', 'b').select('c'),
  distinctOn: (k) => k('t').distinctOn('a').select('b'),
  locks: (k) => k('t').forUpdate('t').skipLocked(),
  'forShare noWait': (k) => k('t').forShare().noWait(),
  forNoKeyUpdate: (k) => k('t').forNoKeyUpdate(),
  'comments/hints': (k) => k('t').select('a').comment('c1').hintComment('H(x)').hintComment(['A', 'B']),
  'jsonExtract/Set': (k) =>
    k('t')
      .jsonExtract('a', '$.b', 'c')
      .jsonSet('d', '$.e', 1, 'f')
      .jsonInsert('g', '$.h', 'i')
      .jsonRemove('j', '$.k', 'l'),
  'jsonExtract alone': (k) => k.queryBuilder().jsonExtract('a', '$.b', 'c'),
  analytic: (k) =>
    k('t')
      .rowNumber('rn', 'a', ['b', 'c'])
      .rank('rk', (w) => w.partitionBy('y').orderBy('x', 'desc'))
      .denseRank(null, 'z'),
  'analytic raw bindings': (k) => k('t').rank('r', k.raw('partition by ?? order by ?', ['a', 1])),
  only: (k) => k('t', { only: true }).where('a', 1),
  columnInfo: (k) => k('t').withSchema('s').columnInfo(),
  ref: (k) => k('t').select(k.ref('a').withSchema('s').as('z')).where('b', k.ref('t.c')),
  'as on first, used nested': (k) => k('t').select('a').where('z', k('u').first('id').as('q')),
  clear: (k) =>
    k('t').select('a').where('b', 1).limit(2).clear('select').clear('where').clear('limit').orderBy('c'),
  'no table': (k) => k.select(k.raw('1 as x')),
  'empty qb': (k) => k.queryBuilder(),
})
