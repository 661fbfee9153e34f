import { chains } from '../chain.js'

export const IDENTIFIERS = chains({
  'quotes of every dialect': (k) => k('a"b').select('c`d', 'e[f]', 'g]h', "i'j").where('k"l', 1),
  'brackets at the end': (k) => k('t').select('g.h[1]', 'a[1][2]', 'b[x]', 'c[]').where('d[1]', 2),
  'spaces around': (k) => k(' t ').select(' a ', ' b . c ', 'd  as  e').where(' f ', 1),
  dots: (k) => k('a.b.c.d').select('e.f.g.h', '.i', 'j.', '..').where('k..l', 1),
  'as in odd places': (k) => k('t as as').select('as', 'a as', 'as b', 'a as b as c', 'x.as as as'),
  'as in capitals and between tabs': (k) => k('t').select('a AS b', 'c aS d', 'e\tas\tf'),
  stars: (k) => k('t').select('*', 't.*', '*.a', 'a*').count('*').count('t.*'),
  unicode: (k) => k('тест').select('ünïcödé', '表', '🙂', 'a\u0000b').where('é', 1),
  'reserved words': (k) => k('select').select('from', 'where.order').where('group', 1).orderBy('limit'),
  'property names': (k) =>
    k('constructor').select('__proto__', 'toString').where('hasOwnProperty', 1).insert({ valueOf: 1 }),
  'a column named __proto__': (k) => k('t').insert(JSON.parse('{"__proto__": 1, "a": 2}')),
  'a column named constructor, where': (k) => k('t').where({ constructor: 1, toString: 'x' }),
  'marks of values': (k) => k('t').select('a?', 'b:c', '$1', '@p0').where('d??', 1),
  'percent and backslash': (k) => k('t').select('a%', 'b\\c', 'd\\?').where('e\\', 1),
  'empty names': (k) => k('t').select('a.', '').where('', 1).orderBy(''),
  'numbers as texts': (k) => k('1').select('2', '3.4').where('5', 6),
  'line breaks': (k) => k('t').select('a\nb', 'c\r\nd').where('e\n', 1),
  'a very long name': (k) => k('t').select('x'.repeat(300)).where('y'.repeat(70), 1),
  'a comment in a name': (k) => k('t').select('a -- b', 'c /* d */').where('e;', 1),
  'names that are no texts': (k) => k('t').select(true, 5).where('a', 1).groupBy(6).orderBy(7),
  'a date for a name': (k) => k('t').select(new Date(0)),
  'a list for a name': (k) => k('t').select([['a', 'b']]),
  'an alias of an alias object': (k) => k('t').select({ 'a as b': 'c as d' }),
})
