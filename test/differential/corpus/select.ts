import { chains } from '../chain.js'

export const SELECT = chains({
  'everything of a table': (k) => k('t'),
  'no table at all': (k) => k.queryBuilder(),
  'no table, but columns': (k) => k.select(k.raw('1 as x'), 'a'),
  'no table, but a condition': (k) => k.queryBuilder().select('a').where('b', 1),
  'columns, aliases, qualified': (k) => k('t as x').select('x.*', 'x.a as b', { c: 'a', d: 'x.e' }, 'f AS g'),
  'columns one by one': (k) =>
    k('t')
      .column('a')
      .columns('b', 'c')
      .column(['d', { e: 'f' }])
      .select(['g']),
  'columns by number and raw': (k) => k('t').select(1, k.raw('?? + ? as s', ['a', 5]), 'b'),
  'nothing, null and no list at all': (k) => k('t').select().select(null).select([]).select('').select(0),
  'null among columns': (k) => k('t').select('a', null, undefined),
  'a column of a ref': (k) =>
    k('t').select(k.ref('a').as('z').withSchema('s')).where(k.ref('b'), '=', k.ref('t.c')),
  'an alias object of everything': (k) =>
    k('t').select({ a: 'b', c: k.raw('? + 1', [1]), d: k.ref('e.f'), g: k('u').max('x'), h: 5 }),
  'an object with odd aliases': (k) => k('t').select({ 'a b': 'c', 'd.e': 'f', 'g as h': 'i', select: 'j' }),
  distinct: (k) => k('t').distinct('a', 'b').select('c'),
  'distinct of nothing, of a list, of all': (k) => k('t').distinct().distinct(['a', 'b']).distinct('c as d'),
  'distinct of a raw and an object': (k) => k('t').distinct(k.raw('lower(??)', ['a']), { b: 'c' }),
  'distinct on': (k) => k('t').distinctOn('a').select('b'),
  'distinct on several, with an order': (k) =>
    k('t').select('a', 'b').distinctOn(['a', 't.b']).orderBy('a').orderBy('b', 'desc'),
  'distinct on a raw': (k) =>
    k('t')
      .distinctOn(k.raw('date_trunc(?, ??)', ['day', 'a']))
      .select('b'),
  first: (k) => k('t').where({ a: 1, b: null }).first('a', 'b'),
  'first of all': (k) => k('t').first(),
  'first of a list': (k) => k('t').first(['a', 'b as c']).orderBy('a'),
  'first, then another limit': (k) => k('t').first('a').limit(5).offset(2),
  'first of an aggregate': (k) => k('t').count('* as n').first(),
  'first with an alias': (k) => k('t').first('a').as('x'),
  pluck: (k) => k('t').pluck('t.a').where('b', 2),
  'pluck with an alias in its name': (k) => k('t as x').pluck('x.a').orderBy('x.b').limit(3),
  'pluck distinct': (k) => k('t').distinct().pluck('a'),
  'from after select': (k) => k.select('a').from('t').where('a', 1),
  'from twice': (k) => k('t').from('u').select('a'),
  'into and table': (k) => k.select('a').into('t').table('u'),
  'the alias of a query': (k) => k('t').select('a').as('x'),
  'the select keyword on knex itself': (k) => k.select('a').distinct('b').from('t'),
  'a lone star, a qualified star and a count': (k) => k('t').select('*').select('t.*').count('*'),
  'the same column twice': (k) => k('t').select('a', 'a', 'a as a'),
  'many columns': (k) => k('t').select(Array.from({ length: 40 }, (_, i) => `c${i}`)),
})
