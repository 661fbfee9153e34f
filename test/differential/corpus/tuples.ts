import { chains } from '../chain.js'

const PAIRS = [
  [1, 2],
  [3, 4],
]

export const TUPLES = chains({
  'in tuples': (k) => k('t').whereIn(['a', 'b'], PAIRS),
  'not in tuples, or': (k) =>
    k('t')
      .whereNotIn(['a', 'b'], PAIRS)
      .orWhereIn(['t.c', 'd'], [['x', null]]),
  'one tuple': (k) => k('t').whereIn(['a', 'b'], [[1, 2]]),
  'one column': (k) => k('t').whereIn(['a'], [[1], [2]]),
  'three columns': (k) =>
    k('t').whereIn(
      ['a', 'b', 'c'],
      [
        [1, 'x', true],
        [2, 'y', false],
      ],
    ),
  'no tuples': (k) => k('t').whereIn(['a', 'b'], []),
  'tuples in a query': (k) => k('t').whereIn(['a', 'b'], k('u').select('c', 'd').where('e', 1)),
  'tuples in a callback': (k) => k('t').whereIn(['a', 'b'], (q) => q.from('u').select('c', 'd')),
  'tuples in a raw': (k) => k('t').whereIn(['a', 'b'], k.raw('values (?, ?)', [1, 2])),
  'tuples of raws and queries': (k) =>
    k('t').whereIn(
      ['a', 'b'],
      [
        [k.raw('? + 1', [1]), k('u').max('x')],
        [3, 4],
      ],
    ),
  'tuples of raw columns': (k) => k('t').whereIn([k.raw('lower(??)', ['a']), 'b'], [['x', 1]]),
  'tuples of dates and objects': (k) => k('t').whereIn(['a', 'b'], [[new Date(0), { x: 1 }]]),
  'tuples, by their word': (k) => k('t').where(['a', 'b'] as never, 'in', PAIRS),
  'tuples of unequal lengths': (k) => k('t').whereIn(['a', 'b'], [[1, 2], [3]]),
  'flat values for several columns': (k) => k('t').whereIn(['a', 'b'], [1, 2]),
  'having tuples': (k) => k('t').groupBy('a', 'b').havingIn(['a', 'b'], PAIRS),
  'having no tuples': (k) =>
    k('t')
      .groupBy('a')
      .havingNotIn(['a', 'b'], [[1, 2]])
      .orHavingIn(['c', 'd'], PAIRS),
  'joined in tuples': (k) => k('t').join('u', (j) => j.onIn(['u.a', 'u.b'], PAIRS)),
  'tuples among other conditions': (k) =>
    k('t')
      .where('x', 0)
      .whereIn(['a', 'b'], PAIRS)
      .orWhere((q) => q.whereNotIn(['c', 'd'], PAIRS).where('e', 5))
      .limit(6),
})
