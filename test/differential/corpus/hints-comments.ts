import { chains } from '../chain.js'

export const HINTS_COMMENTS = chains({
  'a comment': (k) => k('t').comment('c').where('a', 1),
  'several comments': (k) => k('t').comment('c1').comment('c2: :x').select('a'),
  'a comment with odd signs': (k) => k('t').comment("it's $1 -- x \\ \n y").select('a'),
  'an empty comment': (k) => k('t').comment('').select('a'),
  'a hint': (k) => k('t').hintComment('NO_ICP(t)').select('a'),
  'several hints': (k) => k('t').hintComment(['A(x)', 'B']).hintComment('C').select('a'),
  'empty hints': (k) => k('t').hintComment('').hintComment(['', '']).select('a'),
  'an empty hint among others': (k) => k('t').hintComment(['', 'A']).select('a'),
  'a hint and distinct': (k) => k('t').distinct('a').hintComment('A').limit(1),
  'both, and a CTE': (k) =>
    k('x').with('x', k('u').where('a', 1)).comment('c').hintComment('h').where('b', 2),
  'on an insert': (k) => k('t').comment('c').insert({ a: 1 }),
  'on rows': (k) =>
    k('t')
      .comment('c')
      .insert([{ a: 1 }, { a: 2 }])
      .onConflict('a')
      .ignore(),
  'on a defaults insert': (k) => k('t').comment('c').insert({}),
  'on an insert of nothing': (k) => k('t').comment('c').insert([]),
  'on an update': (k) => k('t').comment('c').hintComment('h').where('a', 1).update({ b: 2 }),
  'on a delete': (k) => k('t').comment('c').hintComment('h').where('a', 1).del(),
  'on a truncate': (k) => k('t').comment('c').truncate(),
  'on a column info': (k) => k('t').comment('c').columnInfo(),
  'on an upsert': (k) => k('t').comment('c').upsert({ a: 1 }),
  'within a subquery': (k) => k('t').whereIn('a', k('u').comment('c').hintComment('h').select('id')),
  'within a union': (k) => k('t').comment('c1').union(k('u').comment('c2').select('a')),
  'on a union without a table': (k) =>
    k
      .queryBuilder()
      .comment('c')
      .union([k('t'), k('u')]),
  'on a first and a pluck': (k) => k('t').comment('c').hintComment('h').first('a'),
  'within a callback': (k) => k('t').whereExists((q) => q.from('u').comment('c').where('a', 1)),
})
