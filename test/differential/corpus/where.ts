import { chains } from '../chain.js'

export const WHERE = chains({
  basics: (k) =>
    k('t').where('a', 1).where('b', '>', 2).orWhere('c', 'like', 'x%').andWhere({ d: 4, e: 'f' }),
  'null in every spelling': (k) =>
    k('t')
      .where('a', null)
      .whereNull('b')
      .whereNotNull('c')
      .orWhereNull('d')
      .where('e', 'is not', null)
      .where('f', '=', null),
  'null under other operators': (k) =>
    k('t')
      .where('a', 'is', null)
      .where('b', '<>', null)
      .whereNot('c', null)
      .orWhere('d', null)
      .orWhereNotNull('e'),
  not: (k) => k('t').whereNot('a', 1).whereNot({ b: 2, c: null }).orWhereNot('d', '<', 3),
  'not of a group and a raw': (k) =>
    k('t')
      .whereNot((q) => q.where('a', 1).orWhere('b', 2))
      .whereNot(k.raw('c = ?', [3])),
  'not by a flag': (k) => k('t').not.where('a', 1).or.not.where('b', 2).and.where('c', 3),
  'not in, not between by their words': (k) =>
    k('t').whereNot('a', 'in', [1]).whereNot('b', 'between', [2, 3]).orWhereNot('c', 'in', [4]),
  in: (k) =>
    k('t')
      .whereIn('a', [1, 2, 3])
      .whereNotIn('b', ['x'])
      .orWhereIn('c', [null, 4])
      .where('d', 'not in', [5, 6]),
  'in, negated and or': (k) =>
    k('t').whereIn('a', [1]).orWhereNotIn('b', [2, 3]).whereNotIn('c', k('u').select('id')),
  'in nothing': (k) => k('t').whereIn('a', []).orWhereNotIn('b', []),
  'in nothing, among others': (k) =>
    k('t').where('x', 1).orWhereIn('a', []).whereNotIn('b', []).where('y', 2),
  'in a subquery, a callback, a raw': (k) =>
    k('t')
      .whereIn('a', k('u').select('id').where('z', 3))
      .whereIn('b', (q) => q.from('v').select('w').where('x', 9))
      .whereNotIn('c', k.raw('select ? ', [1])),
  'in raws among values': (k) => k('t').whereIn('a', [1, k.raw('now() - ?', ['1d']), 3]),
  'in queries among values': (k) => k('t').whereIn('a', [1, k('u').max('x').where('y', 2), 3]),
  'in objects and dates': (k) => k('t').whereIn('a', [{ x: 1 }, new Date(0), Buffer.from('q')]),
  'in lists': (k) => k('t').whereIn('a', [[1, 2], [3]]),
  'in a scalar, in null': (k) => k('t').whereIn('a', 5).orWhereIn('b', 'x'),
  'in null': (k) => k('t').whereIn('a', null),
  between: (k) =>
    k('t')
      .whereBetween('a', [1, 2])
      .orWhereNotBetween('b', [3, 4])
      .whereBetween('c', [k.raw('now()'), k('u').max('x')]),
  'between by its word': (k) => k('t').where('a', 'between', [1, 2]).orWhere('b', 'NOT BETWEEN', [3, 4]),
  'between, or and not': (k) =>
    k('t').orWhereBetween('a', [1, 2]).whereNotBetween('b', ['x', 'y']).andWhereBetween('c', [3, null]),
  like: (k) =>
    k('t').whereLike('a', 'x%').whereILike('b', 'y%').orWhereILike('c', '%z').andWhereLike('d', 'w'),
  'like, or': (k) => k('t').orWhereLike('a', 'x').orWhereILike('b', 'y').andWhereILike('c', 'z'),
  'like by its word': (k) =>
    k('t').where('a', 'like', 'x').orWhere('b', 'ilike', 'y').where('c', 'not ilike', 'z'),
  'like a raw, a query, a column': (k) =>
    k('t')
      .whereLike('a', k.raw('? || ?', ['x', '%']))
      .whereILike('b', k('u').max('c'))
      .whereLike(k.ref('t.d'), 'e'),
  'like null and objects': (k) => k('t').whereLike('a', null).whereILike('b', new Date(0)),
  raw: (k) =>
    k('t')
      .whereRaw('a = ? and ?? > :x', [1, 'b'])
      .orWhereRaw('c \\? ?', ['k'])
      .whereRaw('d = :v and :w: > :v', { v: 3, w: 't.e' })
      .whereRaw('1 = 1'),
  'raw, by other ways': (k) =>
    k('t')
      .where(k.raw('a = ?', [1]))
      .orWhere(k.raw('b = 2'))
      .andWhereRaw('c = ?', 3)
      .whereRaw(k.raw('d = ?', [4])),
  'raw of nothing': (k) => k('t').where('a', 1).whereRaw('').where('b', 2),
  columns: (k) => k('t').whereColumn('a', 'b').orWhereColumn('c', '>', 't.d'),
  'columns, objects and not': (k) =>
    k('t')
      .whereColumn({ a: 'b', c: 'd' })
      .whereNotColumn('e', 'f')
      .orWhereNotColumn('g', '<', 'h')
      .andWhereColumn('i', 'j'),
  'columns, or of an object': (k) => k('t').where('x', 1).orWhereColumn({ a: 'b', c: 'd' }),
  exists: (k) =>
    k('t')
      .whereExists(k('u').where('a', 1))
      .orWhereNotExists((q) => q.from('v').whereColumn('v.id', 't.id'))
      .whereExists(k.raw('select ?', [2])),
  'exists, or and not': (k) =>
    k('t')
      .whereNotExists(k('u').select(1))
      .orWhereExists((q) => q.select('*').from('v').where('b', 2)),
  'true and false': (k) => k('t').where(true).orWhere(false),
  'an empty object': (k) => k('t').where({}).where('a', 1).orWhere({}),
  'an object, or': (k) => k('t').where({ a: 1, b: 'x' }).orWhere({ c: 2, d: null }).orWhereNot({ e: 3 }),
  'an object of lists and raws': (k) =>
    k('t').where({ a: k.raw('?', [1]), b: k('u').max('x'), c: k.ref('t.d') }),
  'odd operators': (k) =>
    k('t')
      .where('a', 'LIKE', 'x')
      .where('b', 'Not Like', 'y')
      .where('c', '?', 'k')
      .where('d', '@>', '{}')
      .where('e', 'IN', [1]),
  'every other operator': (k) =>
    [
      '<=>',
      '<>',
      '!=',
      'rlike',
      'regexp',
      'similar to',
      '&',
      '|',
      '^',
      '<<',
      '~*',
      '!~',
      '#',
      '&&',
      '?|',
      '?&',
    ].reduce((q, operator, i) => q.where(`c${i}`, operator, i), k('t')),
  'a raw operator': (k) => k('t').where('a', k.raw('is distinct from'), 1),
  'a raw column': (k) =>
    k('t')
      .where(k.raw('lower(??)', ['a']), 'x')
      .whereIn(k.raw('b'), [1]),
  'a raw column in every kind': (k) =>
    k('t')
      .whereNull(k.raw('a + ?', [1]))
      .whereBetween(k.raw('b'), [2, 3])
      .whereLike(k.raw('c'), 'd')
      .whereNotIn(k.raw('e'), [4]),
  'a number as column': (k) => k('t').where(1, 1).where(2, '>', 1),
  'a column with an alias in it': (k) => k('t').where('a as b', 1).whereIn('c as d', [2]),
  'a condition that clears': (k) => k('t').where('a', 1).clearWhere().where('b', 2),
  'forty of them': (k) =>
    Array.from({ length: 40 }, (_, i) => i).reduce((q, i) => q.orWhere(`c${i}`, i), k('t')),
})
