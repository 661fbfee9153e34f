import { chains } from '../chain.js'

/** Parts of queries, as texts of the application's own. */
export const RAW = chains({
  'names and values': (k) =>
    k('t')
      .select(k.raw('?? as x, ? as y', ['a.b', 1]))
      .where('c', 2),
  'names with aliases': (k) => k('t').select(k.raw('??, ??', ['a as b', ['c', 'd as e']])),
  'a list of names': (k) => k('t').select(k.raw('coalesce(??)', [['a', 'b']])),
  'names of queries and raws': (k) =>
    k('t').select(k.raw('??, ??', [k('u').max('x').where('y', 1), k.raw('? + ??', [2, 'z'])])),
  'values of queries and raws': (k) =>
    k('t').whereRaw('a = ? or b in ?', [k.raw('lower(?)', ['X']), k('u').select('id').where('c', 1)]),
  'values of refs and functions': (k) => k('t').whereRaw('a = ? and b < ?', [k.ref('t.c'), k.fn.now()]),
  named: (k) => k('t').whereRaw(':a: = :v and :b: > :w', { a: 't.a', b: 'b', v: 1, w: 2 }),
  'named, one value twice': (k) => k('t').whereRaw('a = :v or b = :v', { v: 1 }),
  'named, with casts': (k) =>
    k('t').whereRaw('a::int = :v::int and :c:::text = :w', { v: 1, c: 'b', w: 'x' }),
  'named, some missing': (k) => k('t').whereRaw('a = :v and b = :nope', { v: 1 }),
  'named, in times': (k) => k('t').whereRaw("at > '10:20:30' and a = :v", { v: 1 }),
  'named, with a query and a raw': (k) =>
    k('t').whereRaw('a in (:q) and b = :r', { q: k('u').select('id').where('c', 1), r: k.raw('? + 1', [2]) }),
  'named, a list': (k) => k('t').whereRaw('a = any(:ids)', { ids: [1, 2] }),
  'named, null': (k) => k('t').whereRaw('a is not distinct from :v', { v: null }),
  'escaped marks': (k) => k('t').whereRaw('a \\? ? and b \\?| ?', ['x', 'y']),
  'escaped names': (k) => k('t').whereRaw('a = \\:v and b = :v', { v: 1 }),
  'one value that is no list': (k) => k('t').whereRaw('a = ?', 5).havingRaw('b = ?', 'x').orderByRaw('?', 6),
  'one value, null and false': (k) => k('t').whereRaw('a is ?', null).orWhereRaw('b = ?', false),
  'one date, one buffer': (k) => k('t').whereRaw('a < ?', new Date(0)).whereRaw('b = ?', Buffer.from('x')),
  'no values, a mark': (k) => k('t').whereRaw('a ? b'),
  'an empty list of values': (k) => k('t').whereRaw('a = 1', []),
  'an empty object of values': (k) => k('t').whereRaw('a = :x', {}),
  'the empty text': (k) => k('t').whereRaw('').orderByRaw('').groupByRaw(''),
  wrapped: (k) =>
    k('t')
      .where('a', k.raw('select ?', [1]).wrap('(', ')'))
      .select(k.raw('b').wrap('(', ') as c')),
  'of everything': (k) =>
    k
      .select(k.raw('? as a', [1]))
      .fromRaw('t as x')
      .joinRaw('join u on u.b = ?', [2])
      .whereRaw('c = ?', [3])
      .groupByRaw('d, ?', [4])
      .havingRaw('e > ?', [5])
      .orderByRaw('f = ?', [6])
      .limit(7),
  'in a raw in a raw': (k) => k('t').where(k.raw('(?)', [k.raw('a = ?', [k.raw('b + ?', [1])])])),
  'lists of values': (k) =>
    k('t')
      .whereRaw('a in (?, ?)', [1, 2])
      .whereRaw('b = any(?)', [[3, 4]]),
  'used twice': (k) => {
    const raw = k.raw('lower(??) = ?', ['a', 'x'])
    return k('t').where(raw).orWhere(raw).select(raw)
  },
  'knex.fn': (k) => k('t').select(k.fn.now(), k.raw('?', [k.fn.now(6)])),
  'dollar signs and other marks': (k) => k('t').whereRaw("a = '$1' and b = '@p0' and c = ?", [1]),
  'a comment and a line': (k) => k('t').whereRaw('a = 1 -- really\n and b = ?', [1]),
})

/** By themselves: these go through no query compiler, in either Knex. */
export const RAW_ALONE = chains({
  'a text': (k) => k.raw('select 1'),
  'values and names': (k) => k.raw('select ?? from ?? where a = ?', ['a.b as c', 't', 1]),
  'named values': (k) => k.raw('select :a: where b = :b and c = :b', { a: 'x.y', b: 2 }),
  'one value': (k) => k.raw('select ?', 5),
  'a query within': (k) => k.raw('select * from ? as x where b = ?', [k('t').where('a', 1), 2]),
  'two queries within': (k) => k.raw('? union all ?', [k('t').where('a', 1), k('u').where('b', 2).limit(3)]),
  'options and a timeout': (k) => k.raw('select ?', [1]).options({ rowMode: 'array' }).timeout(5),
})
