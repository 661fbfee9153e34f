import { chains } from '../chain.js'

/** Mistakes in every dialect: Knex has a word for each, and it is Knex's word that the application must see. */
export const MISTAKES = chains({
  'an undefined value': (k) => k('t').where('a', undefined),
  'an undefined value in an object': (k) => k('t').where({ a: 1, b: undefined }),
  'an undefined value in a list': (k) => k('t').whereIn('a', [1, undefined]),
  'an undefined value in a group': (k) => k('t').where((q) => q.where('a', undefined)),
  'an undefined value deep inside': (k) => k('t').where('a', '=', { x: [undefined] }),
  'an undefined value between': (k) => k('t').whereBetween('a', [1, undefined]),
  'an undefined value, like': (k) => k('t').whereLike('a', undefined),
  'an undefined value in an update': (k) => k('t').where('a', undefined).update({ b: 1 }),
  'an undefined value in a delete': (k) => k('t').where('a', undefined).del(),
  'an undefined value in a subquery': (k) => k('t').whereIn('a', k('u').where('b', undefined)),
  'an undefined value in a CTE': (k) => k('x').with('x', k('u').where('b', undefined)),
  'an undefined value of a joined query': (k) =>
    k('t').join(k('u').where('a', undefined).as('x'), 'x.id', 't.id'),
  'two undefined values': (k) => k('t').where('a', undefined).orWhere('b', undefined).where('c', 1),
  'an undefined list': (k) => k('t').whereIn('a', undefined),
  'an unknown operator': (k) => k('t').where('a', '=>', 1),
  'an unknown operator in a join': (k) => k('t').join('u', 'u.a', '=>', 't.a'),
  'an unknown operator of having': (k) => k('t').having('a', 'is', 1),
  'an unknown operator with null': (k) => k('t').where('a', 'isnt', null),
  'an operator that is no text': (k) => k('t').where('a', 5, 1),
  'an undefined operator': (k) => k('t').where('a', undefined, 1),
  'having with two arguments': (k) => k('t').having('a', 1),
  'too few raw bindings': (k) => k('t').whereRaw('a = ? and b = ?', [1]),
  'too many raw bindings': (k) => k('t').whereRaw('a = ?', [1, 2]),
  'an undefined raw binding': (k) => k('t').whereRaw('a = ?', [undefined]),
  'an undefined named binding': (k) => k('t').whereRaw('a = :x', { x: undefined }),
  'an undefined binding of a raw column': (k) => k('t').select(k.raw('?', [undefined])),
  'an undefined binding of a raw name': (k) => k('t').select(k.raw('??, ?', ['a', undefined])),
  'an update of nothing': (k) => k('t').update({}),
  'an update of undefined only': (k) => k('t').update({ a: undefined }),
  'an update of nothing, counters cleared': (k) => k('t').increment('a').clearCounters(),
  'an update without values': (k) => k('t').update(null),
  'a delete with having': (k) => k('t').having('a', '>', 1).del(),
  'a truncate with a condition': (k) => k('t').where('a', 1).truncate(),
  'a truncate with a limit': (k) => k('t').limit(1).truncate(),
  'a negative offset': (k) => k('t').offset(-1),
  'two aliases': (k) => k('t').count('a as b', { as: 'c' }),
  'an alias beside an object': (k) => k('t').sum({ a: 'b' }, { as: 'c' }),
  'a comment that closes itself': (k) => k('t').comment('a */ b'),
  'a comment with a mark': (k) => k('t').comment('really?'),
  'a comment that is no text': (k) => k('t').comment(5),
  'a hint that closes itself': (k) => k('t').hintComment('a */ b'),
  'a hint that is no text': (k) => k('t').hintComment([5] as never),
  'a between of one value': (k) => k('t').whereBetween('a', [1]),
  'a between of no list': (k) => k('t').whereBetween('a', 1),
  'a CTE without a name': (k) => k('t').with(5, k('u')),
  'a CTE of a text': (k) => k('t').with('x', 'select 1'),
  'a CTE of an empty column list': (k) => k('t').with('x', [], k('u')),
  'a first of an insert': (k) => k('t').insert({ a: 1 }).first(),
  'a pluck of an update': (k) => k('t').update({ a: 1 }).pluck('b'),
  'skip locked without a lock': (k) => k('t').skipLocked(),
  'no wait and skip locked': (k) => k('t').forUpdate().noWait().skipLocked(),
  'skip locked of a delete': (k) => k('t').forUpdate().del().skipLocked(),
  'an analytic without a window': (k) => k('t').rowNumber('n'),
  'a clear of what is none': (k) => k('t').clear('nope'),
  'a distinct on nothing': (k) => k('t').distinctOn(),
  'a conflict left open': (k) => k('t').insert({ a: 1 }).onConflict('a'),
  'a method that is none': (k) => (k('t') as unknown as { nope(): unknown }).nope(),
  'a callback that throws': (k) =>
    k('t').where(() => {
      throw new RangeError('mine')
    }),
  'a callback that throws a text, deep inside': (k) =>
    k('t').whereIn('a', (q) =>
      q.from('u').where(() => {
        throw 'mine'
      }),
    ),
  'an insert of an undefined raw value': (k) => k('t').insert({ a: k.raw('?', [undefined]) }),
  'a raw to pluck': (k) => k('t').pluck(k.raw('lower(a)')),
  'a raw as JSON, which goes round in circles': (k) => k('t').whereJsonObject('a', k.raw('?', ['{}'])),
  'a JSON condition that Knex lacks': (k) => k('t').whereJsonHasNone('a', ['x']),
  'an undefined value in a tuple': (k) => k('t').whereIn(['a', 'b'], [[1, undefined]]),
  'a number to count': (k) => k('t').count(1).sum({ s: 2 }),
  'a symbol for a name': (k) => k('t').select(Symbol('x') as never),
  'a raw alone, too few values': (k) => k.raw('select ?, ?', [1]),
  'a raw alone, too many values': (k) => k.raw('select ?', [1, 2]),
  'a raw alone, an undefined value': (k) => k.raw('select ?', [undefined]),
  'a limit written by hand, with nothing beside it': (k) => {
    const query = k('t').where('a', 1)
    ;(query as unknown as { _single: { limit: number } })._single.limit = 7
    return query
  },
})

/** The odd cases that are mistakes. */
export const QUIRKS_MISTAKES = chains({
  'where undefined value': (k) => k('t').where('a', undefined),
  'where object with undefined': (k) => k('t').where({ a: 1, b: undefined }),
  'whereIn undefined element': (k) => k('t').whereIn('a', [1, undefined]),
  'bad operator': (k) => k('t').where('a', '=>', 1),
  'having 2 args': (k) => k('t').having('a', 1),
  'update empty': (k) => k('t').update({}),
  'del having': (k) => k('t').having('a', '>', 1).del(),
  'truncate where': (k) => k('t').where('a', 1).truncate(),
  'raw too few': (k) => k.raw('? ?', [1]),
  'raw undefined': (k) => k.raw('?', [undefined]),
  'raw named undefined present': (k) => k.raw('a=:x', { x: undefined }),
})
