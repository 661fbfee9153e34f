import { chains } from '../chain.js'

export const QUIRKS_WRITE = chains({
  'insert obj': (k) => k('t').insert({ b: 1, a: 2 }),
  'insert returning': (k) => k('t').insert({ b: 1, a: 2 }).returning(['id', 'a as z']),
  'insert rows differing keys': (k) => k('t').insert([{ a: 1 }, { b: 2 }]),
  'insert {} ': (k) => k('t').insert({}),
  'insert []': (k) => k('t').insert([]),
  'insert [{}]': (k) => k('t').insert([{}]),
  'insert [{},{}]': (k) => k('t').insert([{}, {}]),
  'insert undefined value': (k) => k('t').insert({ a: undefined, b: 1 }),
  'insert null row break': (k) => k('t').insert([{ a: 1 }, null, { a: 2 }]),
  'insert json obj/array/Date/Buffer': (k) =>
    k('t').insert({ d: new Date(0), o: { x: 1 }, r: [1, { y: 2 }], u: Buffer.from('q') }),
  'insert raw/qb/fn values': (k) =>
    k('t').insert({ a: k.raw('?+1', [1]), b: k('u').max('x'), c: (q) => q.from('v').select('y') }),
  'insert from select (qb)': (k) => k('t').insert(k('u').select('a')),
  'insert into raw cols': (k) => k(k.raw('?? (??, ??)', ['t', 'a', 'b'])).insert(k('u').select('a', 'b')),
  'insert 2 rows returning': (k) => k('t').insert([{ a: 1 }, { a: 2 }], 'id'),
  'onConflict ignore': (k) => k('t').insert({ a: 1 }).onConflict('a').ignore(),
  'onConflict() ignore': (k) => k('t').insert({ a: 1 }).onConflict().ignore(),
  'onConflict merge': (k) => k('t').insert({ a: 1, b: 2 }).onConflict('a').merge().where('t.x', '<', 3),
  'onConflict merge cols': (k) => k('t').insert({ a: 1, b: 2 }).onConflict('a').merge(['b']),
  'onConflict merge obj': (k) =>
    k('t')
      .insert([
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ])
      .onConflict(k.raw('(a) where b'))
      .merge({ b: 5, c: k.raw('x+?', [1]) }),
  update: (k) =>
    k('t')
      .where('id', 1)
      .update({ b: 1, c: null, d: k.raw('d+?', [2]), e: undefined }),
  'update returning': (k) => k('t').update({ a: 1 }, ['id']),
  'update key,val': (k) => k('t').update('a', { x: 1 }),
  'update obj val': (k) => k('t').update({ a: { x: 1 }, b: [1, 2] }),
  'increment/decrement': (k) => k('t').update({ d: 1 }).increment('a').decrement({ b: 2 }).increment('c', 3),
  'update join': (k) => k('t').join('u', 'u.id', 't.id').update({ a: 1 }).where('u.x', 1),
  'update limit order': (k) => k('t').update({ a: 1 }).orderBy('a').limit(2),
  // A dialect that has no such method has no query either.
  updateFrom: (k) => k('t').update({ a: 1 }).updateFrom?.('u').whereColumn('t.id', 'u.id'),
  del: (k) => k('t').where('a', 1).del(),
  'del returning': (k) => k('t').where('a', 1).del(['id']),
  'del join': (k) => k('t').join('u', 'u.id', 't.id').where('u.x', 1).del(),
  'del limit': (k) => k('t').limit(1).del(),
  truncate: (k) => k('t').truncate(),
  'comment on insert': (k) => k('t').comment('c').insert({ a: 1 }),
  upsert: (k) => k('t').upsert({ a: 1 }),
  'del with with': (k) => k('t').with('x', k('u').where('p', 1)).whereIn('id', k('x').select('id')).del(),
  includeTriggerModifications: (k) => k('t').insert({ a: 1 }, ['id'], { includeTriggerModifications: true }),
})

/** By themselves: these go through no query compiler, in either Knex. */
export const QUIRKS_RAW = chains({
  'raw ?? ? \\?': (k) => k.raw('select ?? from ?? where a \\? ? and b = ?', ['a.b as c', ['x', 'y'], 'k', 1]),
  'raw named': (k) =>
    k.raw('select :col: from t where a = :v and b = :v and c::int = 1 and d = :missing', {
      col: 'a.b',
      v: 7,
    }),
  'raw single value': (k) => k.raw('select ?', 5),
  'raw array value': (k) => k.raw('select ? = any(?)', [1, [1, 2]]),
})
