import type { Chain, Untyped } from '../pair.js'

export const WHERE: Readonly<Record<string, Chain>> = {
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
  not: (k) => k('t').whereNot('a', 1).whereNot({ b: 2, c: null }).orWhereNot('d', '<', 3),
  in: (k) =>
    k('t')
      .whereIn('a', [1, 2, 3])
      .whereNotIn('b', ['x'])
      .orWhereIn('c', [null, 4])
      .where('d', 'not in', [5, 6]),
  'in nothing': (k) => k('t').whereIn('a', []).orWhereNotIn('b', []),
  'in tuples': (k) =>
    k('t').whereIn(
      ['a', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
    ),
  'in a subquery, a callback, a raw': (k) =>
    k('t')
      .whereIn('a', k('u').select('id').where('z', 3))
      .whereIn('b', (q: Untyped) => void q.from('v').select('w').where('x', 9))
      .whereNotIn('c', k.raw('select ? ', [1])),
  'in raws among values': (k) => k('t').whereIn('a', [1, k.raw('now() - ?', ['1d']), 3]),
  'in objects and dates': (k) => k('t').whereIn('a', [{ x: 1 }, new Date(0), Buffer.from('q')]),
  between: (k) =>
    k('t')
      .whereBetween('a', [1, 2])
      .orWhereNotBetween('b', [3, 4])
      .whereBetween('c', [k.raw('now()'), k('u').max('x')]),
  like: (k) =>
    k('t').whereLike('a', 'x%').whereILike('b', 'y%').orWhereILike('c', '%z').andWhereLike('d', 'w'),
  groups: (k) =>
    k('t')
      .where('x', 1)
      .where(
        (q: Untyped) => void q.where('a', 1).orWhere((r: Untyped) => void r.where('b', 2).whereNot('c', 3)),
      )
      .orWhereNot((q: Untyped) => void q.whereNull('d')),
  'empty groups': (k) =>
    k('t')
      .where(() => {})
      .where('y', 2)
      .where((q: Untyped) => void q.where(() => {})),
  raw: (k) =>
    k('t')
      .whereRaw('a = ? and ?? > :x', [1, 'b'])
      .orWhereRaw('c \\? ?', ['k'])
      .whereRaw('d = :v and :w: > :v', { v: 3, w: 't.e' })
      .whereRaw('1 = 1'),
  columns: (k) => k('t').whereColumn('a', 'b').orWhereColumn('c', '>', 't.d'),
  exists: (k) =>
    k('t')
      .whereExists(k('u').where('a', 1))
      .orWhereNotExists((q: Untyped) => void q.from('v').whereColumn('v.id', 't.id'))
      .whereExists(k.raw('select ?', [2])),
  'values of every kind': (k) =>
    k('t')
      .where('a', true)
      .where('b', 1n)
      .where('c', new Date(0))
      .where('d', Buffer.from('x'))
      .where('e', NaN)
      .where('f', -0)
      .where('g', '')
      .where('h', '?')
      .where('i', 0),
  'arrays and objects': (k) => k('t').where('a', [1, 2]).where('b', '=', { x: 1 }),
  'a subquery, a callback and a raw as value': (k) =>
    k('t')
      .where('a', '=', k('u').max('x').where('y', 7))
      .where('b', (q: Untyped) => void q.from('u').min('x'))
      .where('c', '>', k.raw('? * 2', [21])),
  'true and false': (k) => k('t').where(true).orWhere(false),
  'odd operators': (k) =>
    k('t')
      .where('a', 'LIKE', 'x')
      .where('b', 'Not Like', 'y')
      .where('c', '?', 'k')
      .where('d', '@>', '{}')
      .where('e', 'IN', [1]),
  'a raw column': (k) =>
    k('t')
      .where(k.raw('lower(??)', ['a']), 'x')
      .whereIn(k.raw('b'), [1]),
}
