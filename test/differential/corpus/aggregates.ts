import { chains } from '../chain.js'

export const AGGREGATES = chains({
  'all of them': (k) =>
    k('t')
      .count()
      .count('a as n')
      .sum({ s: 'x', u: ['y', 'z'] })
      .avg('q', { as: 'w' })
      .min('t.z as mm')
      .max(k.raw('??', ['r'])),
  'distinct ones': (k) =>
    k('t').countDistinct('a', 'b').countDistinct('c as d').sumDistinct('e').avgDistinct({ f: 'g' }),
  'several columns': (k) => k('t').count(['a', 'b']).sum(['c', 'd']).min(['e', 'f']),
  'several columns, distinct': (k) =>
    k('t')
      .countDistinct(['a', 'b'])
      .countDistinct({ n: ['c', 'd'] }),
  'distinct of everything': (k) => k('t').countDistinct('*').countDistinct().sumDistinct(['a', 'b']),
  'distinct with options': (k) => k('t').countDistinct('a', { as: 'n' }).countDistinct('b', 'c', { as: 'm' }),
  'objects of lists': (k) =>
    k('t')
      .count({ n: ['a', 'b'] })
      .max({ m: 'x.c', o: '*' }),
  'an alias in the name': (k) => k('t').sum('a as b').avg('c AS d').min('x.e as "f').max('g  as  h'),
  'an alias as an option': (k) => k('t').sum('a', { as: 'b' }).count('*', { as: 'n' }),
  'options that say distinct': (k) =>
    k('t').count('a', { distinct: true }).sum('b', { distinct: true, as: 'c' }),
  raws: (k) =>
    k('t')
      .count(k.raw('distinct ??', ['a']))
      .sum(k.raw('? * ??', [2, 'b']))
      .avg(k.raw('c as d')),
  'distinct raws': (k) =>
    k('t')
      .countDistinct(k.raw('lower(??)', ['a']))
      .sumDistinct(k.raw('b')),
  'a raw with an alias as an option': (k) => k('t').count(k.raw('*'), { as: 'n' }),
  'raws among the columns': (k) =>
    k('t')
      .countDistinct(k.raw('lower(a)'), 'b')
      .count({ n: k.raw('?? + ?', ['c', 1]) }),
  'a ref': (k) =>
    k('t')
      .max(k.ref('a').withSchema('s'))
      .min({ m: k.ref('b') }),
  'a query': (k) => k('t').sum({ s: k('u').select('a').where('b', 1) }),
  'beside columns and groups': (k) =>
    k('t').select('a').count('* as n').sum('b as s').groupBy('a').having('n', '>', 1).orderBy('s', 'desc'),
  'within a subquery': (k) => k('t').where('a', '>', k('u').avg('b').where('c', 1)),
  'a first': (k) => k('t').where('a', 1).count({ n: '*' }).first(),
  'of a joined table': (k) => k('t').join('u', 'u.id', 't.id').countDistinct('u.id as n').where('t.a', 1),
  'with odd names': (k) => k('t').count('odd name as other name').max('a"b').min('c`d.e'),
})
