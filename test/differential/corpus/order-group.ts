import { chains } from '../chain.js'

export const ORDER_GROUP = chains({
  'group by': (k) => k('t').select('a').groupBy('a', 'b').groupBy(['c']).groupByRaw('d, ?', [1]),
  'group by raws': (k) =>
    k('t')
      .groupBy(k.raw('date_trunc(?, ??)', ['day', 'a']))
      .groupByRaw(k.raw('b')),
  'group by names': (k) => k('t').groupByRaw(':a:, :v', { a: 't.a', v: 1 }),
  'group by a raw among names': (k) => k('t').groupBy('a', k.raw('lower(??)', ['b'])),
  'group by a ref, a number': (k) => k('t').groupBy(k.ref('t.a')).groupBy(1, 2),
  'group by a query': (k) => k('t').groupBy(k('u').max('x').where('y', 1)),
  'group by nothing': (k) => k('t').groupBy().where('a', 1),
  'group by an empty list': (k) => k('t').groupBy([]),
  'group by an object': (k) => k('t').groupBy({ x: 'a' }),
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
  'order by raws': (k) =>
    k('t')
      .orderByRaw('a')
      .orderByRaw(k.raw('b = ?', [1]))
      .orderByRaw(':c: desc', { c: 'd' }),
  'order by a direction that is none': (k) =>
    k('t').orderBy('a', 'sideways').orderBy('b', '').orderBy('c', null),
  'order by a direction as typed': (k) => k('t').orderBy('a', 'Asc').orderBy('b', 'dESC'),
  'order by a direction with space': (k) => k('t').orderBy('a', 'desc ').orderBy('b', ' asc'),
  'order by a raw direction': (k) => k('t').orderBy('a', k.raw('desc nulls last')),
  'order by a raw direction with values': (k) =>
    k('t')
      .orderBy('a', k.raw('using ?', ['<']))
      .where('b', 1),
  'order by a number': (k) =>
    k('t')
      .orderBy(1)
      .orderBy(2, 'desc')
      .orderBy([3, { column: 4, order: 'desc' }]),
  'order by a list': (k) =>
    k('t')
      .orderBy(['a', 'b'])
      .orderBy([{ column: 'c' }, { column: 'd', order: 'desc' }]),
  'order by an empty list': (k) => k('t').orderBy([]).where('a', 1),
  'order by a list of raws': (k) => k('t').orderBy([{ column: k.raw('a = ?', [1]), order: 'desc' }]),
  'order by a list that holds null': (k) => k('t').orderBy([null, 'a', true]),
  'order by a ref': (k) => k('t').orderBy(k.ref('a').withSchema('s'), 'desc'),
  'order by a callback': (k) => k('t').orderBy((q) => q.from('u').max('x'), 'desc'),
  'order by a query with nulls': (k) => k('t').orderBy(k('u').max('x').where('y', 1), 'desc', 'last'),
  'order by a raw with nulls': (k) => k('t').orderBy(k.raw('a + ?', [1]), 'asc', 'first'),
  'nulls first and last': (k) =>
    k('t').orderBy('a', 'desc', 'first').orderBy('b', 'asc', 'last').orderBy('c', '', 'last'),
  'nulls of another kind': (k) => k('t').orderBy('a', 'desc', 'none').orderBy('b', 'asc', null),
  'nulls in capitals': (k) => k('t').orderBy('a', 'desc', 'FIRST'),
  'order by an alias in the name': (k) => k('t').orderBy('a as b', 'desc'),
  'order by an object': (k) => k('t').orderBy({ x: 'a' }, 'desc'),
  'order of a group': (k) =>
    k('t').select('a').count('* as n').groupBy('a').orderBy('n', 'desc').orderBy('a'),
  'cleared and again': (k) =>
    k('t').orderBy('a').groupBy('b').clearOrder().clearGroup().orderBy('c').groupBy('d'),
})
