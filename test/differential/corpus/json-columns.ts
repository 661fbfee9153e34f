import { chains } from '../chain.js'

export const JSON_COLUMNS = chains({
  extract: (k) => k('t').jsonExtract('a', '$.b', 'c'),
  'extract without an alias': (k) => k('t').jsonExtract('a', '$.b'),
  'extract alone': (k) => k.queryBuilder().jsonExtract('a', '$.b', 'c'),
  'extract alone, with a condition': (k) => k.queryBuilder().jsonExtract('a', '$.b').where('c', 1),
  'extract several': (k) =>
    k('t').jsonExtract([
      ['a', '$.b', 'c'],
      ['d', '$.e[0].f', 'g'],
      ['h', '$.i'],
    ]),
  'extract a whole value': (k) => k('t').jsonExtract('a', '$.b', 'c', false),
  'extract several whole values': (k) =>
    k('t').jsonExtract(
      [
        ['a', '$.b', 'c'],
        ['d', '$.e', 'f'],
      ],
      false,
    ),
  'extract deep paths': (k) => k('t').jsonExtract('a', '$.b.c.d', 'e').jsonExtract('f', '$[1][2]', 'g'),
  'extract a qualified column': (k) => k('t as x').jsonExtract('x.a', '$.b', 'x.c'),
  'extract a raw column': (k) => k('t').jsonExtract(k.raw('lower(??)', ['a']), '$.b', 'c'),
  'extract an extract': (k) => k('t').jsonExtract(k.queryBuilder().jsonExtract('a', '$.b'), '$.c', 'd'),
  'extract a query': (k) => k('t').jsonExtract(k('u').select('a').where('b', 1), '$.c', 'd'),
  set: (k) => k('t').jsonSet('a', '$.b', 1, 'c'),
  'set without an alias': (k) => k('t').jsonSet('a', '$.b', 'x'),
  'set an object': (k) => k('t').jsonSet('a', '$.b', { x: 1 }, 'c').jsonSet('d', '$.e', [1, 2], 'f'),
  'set null, true, a date': (k) =>
    k('t').jsonSet('a', '$.b', null, 'c').jsonSet('d', '$.e', true).jsonSet('f', '$.g', new Date(0)),
  'set a raw and a query': (k) =>
    k('t')
      .jsonSet('a', '$.b', k.raw('?', [1]), 'c')
      .jsonSet('d', '$.e', k('u').max('x')),
  'set a path in braces': (k) => k('t').jsonSet('a', '{b,c}', 1, 'd'),
  insert: (k) => k('t').jsonInsert('a', '$.b', 1, 'c').jsonInsert('d', '$.e[0]', 'x'),
  remove: (k) => k('t').jsonRemove('a', '$.b', 'c').jsonRemove('d', '$.e[1].f'),
  'all at once': (k) =>
    k('t')
      .select('id')
      .jsonExtract('a', '$.b', 'c')
      .jsonSet('d', '$.e', 1, 'f')
      .jsonInsert('g', '$.h', 2, 'i')
      .jsonRemove('j', '$.k', 'l')
      .where('m', 3),
  'set, insert and remove alone': (k) => k.queryBuilder().jsonSet('a', '$.b', 1, 'c'),
  'remove alone': (k) => k.queryBuilder().jsonRemove('a', '$.b', 'c'),
  'two alone': (k) => k.queryBuilder().jsonExtract('a', '$.b').jsonExtract('c', '$.d'),
  'beside values elsewhere': (k) =>
    k('t').where('a', 1).jsonExtract('b', '$.c', 'd').having('e', '>', 2).groupBy('f').limit(3),
  'as a column of a subquery': (k) => k(k('t').jsonExtract('a', '$.b', 'c').as('x')).where('x.c', 1),
  'as an update': (k) =>
    k('t')
      .update({ a: k.queryBuilder().jsonSet('a', '$.b', 1) })
      .where('c', 2),
  'as an update, removed': (k) =>
    k('t')
      .update({ a: k.jsonRemove('a', '$.b') })
      .where('c', 2),
  'as an order': (k) => k('t').orderBy(k.queryBuilder().jsonExtract('a', '$.b'), 'desc'),
  'no path': (k) => k('t').jsonExtract('a'),
})
