import { chains } from '../chain.js'

export const QUIRKS_WHERE = chains({
  'where null (2 args)': (k) => k('t').where('a', null),
  "where('a','=',null)": (k) => k('t').where('a', '=', null),
  "where('a','is not',null)": (k) => k('t').where('a', 'is not', null),
  'whereNot({a:null,b:2})': (k) => k('t').whereNot({ a: null, b: 2 }),
  'whereNot group': (k) => k('t').whereNot((q) => q.where('a', 1).orWhere('b', 2)),
  'empty group': (k) =>
    k('t')
      .where('x', 1)
      .where(() => {})
      .where('y', 2),
  'empty group first': (k) =>
    k('t')
      .where(() => {})
      .where('y', 2),
  'whereIn empty': (k) => k('t').whereIn('a', []),
  'whereNotIn empty': (k) => k('t').whereNotIn('a', []),
  'orWhereIn empty': (k) => k('t').where('x', 1).orWhereIn('a', []),
  'whereIn multi col': (k) =>
    k('t').whereIn(
      ['a', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
    ),
  'whereIn subquery': (k) => k('t').whereIn('a', k('u').select('id').where('z', 3)),
  'whereIn callback': (k) => k('t').whereIn('a', (q) => q.from('u').select('id')),
  'whereIn raw': (k) => k('t').whereIn('a', k.raw('select 1 where ?=?', [1, 2])),
  'whereIn null element': (k) => k('t').whereIn('a', [1, null]),
  'whereIn scalar': (k) => k('t').whereIn('a', 5),
  'whereIn array holding object': (k) => k('t').whereIn('a', [{ x: 1 }]),
  'havingIn empty': (k) => k('t').havingIn('a', []),
  'where true/false': (k) => k('t').where(true).orWhere(false),
  'where array value (pg array)': (k) => k('t').where('a', [1, 2]),
  'where object value': (k) => k('t').where('a', { x: 1 }),
  'where Date': (k) => k('t').where('a', new Date(0)),
  'where Raw value': (k) => k('t').where('a', k.raw('now() - ?', ['1d'])),
  'where function value': (k) => k('t').where('a', (q) => q.max('x').from('u')),
  'where qb value with as': (k) => k('t').where('a', k('u').max('x').as('zz')),
  'operator case': (k) => k('t').where('a', 'LIKE', 'x').where('b', 'Not Like', 'y').where('c', '?', 'k'),
  'operator trimmed in': (k) => k('t').where('a', ' IN ', [1]),
  'json where': (k) => k('t').whereJsonObject('a', { x: 1 }).whereJsonPath('b', '$.c', '=', 3),
  jsonSuperset: (k) => k('t').whereJsonSupersetOf('a', { x: 1 }).whereJsonNotSubsetOf('b', [1]),
  'whereLike/ILike': (k) => k('t').whereLike('a', 'x%').whereILike('b', 'y%').orWhereLike('c', 'z'),
  'whereColumn / between / exists': (k) =>
    k('t')
      .whereColumn('a', '>', 'b')
      .whereNotBetween('c', [1, 2])
      .orWhereNotExists((q) => q.from('u').whereRaw('1=1')),
  'whereBetween raw': (k) => k('t').whereBetween('c', [k.raw('now()'), k('u').max('x')]),
  'whereRaw with ? literal': (k) => k('t').whereRaw("x \\? 'y' and z = ?", [1]),
  'bigint/bool bindings': (k) => k('t').where('a', 10n).where('b', true),
  'where ilike on all': (k) => k('t').where('a', 'ilike', 'x'),
})
