import { chains } from '../chain.js'

export const ANALYTIC = chains({
  'a column and a partition': (k) => k('t').rowNumber('n', 'a', 'b'),
  'all three': (k) => k('t').rowNumber('n', 'a').rank('r', 'b', 'c').denseRank('d', 'e', ['f', 'g']),
  lists: (k) => k('t').select('x').rowNumber('n', ['a', 'b'], ['c', 'd']),
  objects: (k) =>
    k('t').rank('r', [{ column: 'a', order: 'desc' }, 'b'], [{ column: 'c' }, { column: 'd', order: 'asc' }]),
  'one object': (k) => k('t').rank('r', { column: 'a', order: 'desc' }, { column: 'b' }),
  'a callback': (k) => k('t').rowNumber('n', (w) => w.orderBy('a').partitionBy('b', 'desc')),
  'a callback with lists': (k) =>
    k('t').denseRank('d', function () {
      this.orderBy(['a', { column: 'b', order: 'desc' }]).partitionBy(['c', { column: 'd' }])
    }),
  'a callback with several calls': (k) =>
    k('t').rank('r', (w) => w.partitionBy('a').partitionBy('b').orderBy('c').orderBy('d', 'desc')),
  'a callback that orders nothing': (k) => k('t').rowNumber('n', (w) => w.partitionBy('a')),
  'a callback that does nothing': (k) => k('t').rowNumber('n', () => {}),
  'a raw': (k) => k('t').rowNumber('n', k.raw('partition by ?? order by ??', ['a', 'b'])),
  'a raw with values': (k) =>
    k('t')
      .rank('r', k.raw('order by ?? = ?', ['a', "it's"]))
      .where('b', 1),
  'a raw with names': (k) => k('t').rank('r', k.raw('order by :a: + :v', { a: 't.a', v: 5 })),
  'no alias': (k) => k('t').rowNumber(null, 'a', 'b').rank(undefined, ['c']),
  'an alias with a dot': (k) => k('t').rowNumber('x.n', 'a').rank('odd name', 'b'),
  'an alias with an alias': (k) => k('t').rowNumber('n as m', 'a'),
  'qualified columns': (k) => k('t as x').denseRank('d', 'x.a', 'x.b'),
  'raws among columns': (k) => k('t').rowNumber('n', [k.raw('lower(??)', ['a'])], ['b']),
  'raws in objects': (k) =>
    k('t').rowNumber(
      'n',
      [{ column: k.raw('lower(?)', ['x']), order: 'desc' }],
      [{ column: k.raw('?', [1]) }],
    ),
  'a query to order by': (k) => k('t').rowNumber('n', [{ column: k('u').max('x').where('y', 1) }]),
  'with a schema': (k) => k('t').withSchema('s').rank('r', 'a', 'b'),
  'beside everything else': (k) =>
    k('t').select('a').count('* as c').rank('r', 'b').where('d', 1).groupBy('a', 'b').orderBy('r').limit(2),
  'in a subquery': (k) => k(k('t').select('id').rowNumber('n', 'a', 'b').as('x')).where('x.n', 1),
  'in a CTE': (k) => k('x').with('x', k('t').select('*').rank('r', 'a')).where('r', '<', 4),
  'one method leaves its mark on the next': (k) => k('t').rank('r', 'a').rowNumber('n', 'b').rank('s', 'c'),
  'an empty order': (k) => k('t').rowNumber('n', [], ['a']),
  'a direction as typed': (k) => k('t').rank('r', [{ column: 'a', order: 'DESC NULLS LAST' }]),
})
