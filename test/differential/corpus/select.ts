import type { Chain, Untyped } from '../pair.js'

export const SELECT: Readonly<Record<string, Chain>> = {
  'everything of a table': (k) => k('t'),
  'no table at all': (k) => k.queryBuilder(),
  'columns, aliases, qualified': (k) => k('t as x').select('x.*', 'x.a as b', { c: 'a', d: 'x.e' }, 'f AS g'),
  'columns by number and raw': (k) => k('t').select(1, k.raw('?? + ? as s', ['a', 5]), 'b'),
  'a column of a ref': (k) =>
    k('t').select(k.ref('a').as('z').withSchema('s')).where(k.ref('b'), '=', k.ref('t.c')),
  'table alias object': (k) => k({ x: 't', y: 's.u' }).select('x.a'),
  'schema and odd names': (k) =>
    k('t as odd name').withSchema('s').select('a"b', 'c`d', 'e.f[1]', ' g . h ', 'i.j.k.l'),
  only: (k) => k('t', { only: true }).select('a'),
  distinct: (k) => k('t').distinct('a', 'b').select('c'),
  aggregates: (k) =>
    k('t')
      .count()
      .count('a as n')
      .sum({ s: 'x', u: ['y', 'z'] })
      .avg('q', { as: 'w' })
      .min('t.z as mm')
      .max(k.raw('??', ['r'])),
  'distinct aggregates': (k) =>
    k('t').countDistinct('a', 'b').countDistinct('c as d').sumDistinct('e').avgDistinct({ f: 'g' }),
  'sub-select as column': (k) => k('t').select(k('u').count('*').where('x', 1).as('n'), 'a'),
  'callback as column': (k) =>
    k('t').select(function (this: Untyped) {
      void this.from('u').max('x').where('y', 2).as('m')
    }),
  'subquery of an alias object': (k) =>
    k('t').select({ n: k('u').select('id').where('z', 3), m: (q: Untyped) => void q.from('v').select('w') }),
  'from a subquery': (k) => k(k('u').where('a', 1).as('s')).where('b', 2),
  'from a callback': (k) =>
    k
      .from(function (this: Untyped) {
        void this.from('u').where('a', 1).as('s')
      })
      .select('s.a'),
  'from a raw': (k) => k.from(k.raw('generate_series(?, ?) as g(n)', [1, 9])).select('n'),
  first: (k) => k('t').where({ a: 1, b: null }).first('a', 'b'),
  pluck: (k) => k('t').pluck('t.a').where('b', 2),
  'group by': (k) => k('t').select('a').groupBy('a', 'b').groupBy(['c']).groupByRaw('d, ?', [1]),
  'order by': (k) =>
    k('t')
      .orderBy('a')
      .orderBy('b', 'DESC')
      .orderBy([{ column: 'c', order: 'desc', nulls: 'last' }, 'd'])
      .orderBy('e', 'asc', 'first')
      .orderByRaw('f = ? desc', [1]),
  'order by a subquery and a raw': (k) =>
    k('t')
      .orderBy(k('u').select('x').limit(1), 'desc')
      .orderBy(k.raw('??', ['g']), 'desc'),
  'limit and offset': (k) => k('t').limit(3).offset(5),
  'limit 0': (k) => k('t').limit(0),
  'offset without limit': (k) => k('t').offset(5),
  'literal limit': (k) => k('t').limit(3, { skipBinding: true }).offset(4, { skipBinding: true }),
  'raw offset': (k) =>
    k('t')
      .limit(1)
      .offset(k.raw('? + 1', [2])),
  'options, timeout and as': (k) =>
    k('t').options({ rowMode: 'array' }).options({ name: 'x' }).timeout(100).as('zz'),
}
