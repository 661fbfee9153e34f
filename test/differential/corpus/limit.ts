import { chains } from '../chain.js'

export const LIMIT = chains({
  'limit and offset': (k) => k('t').limit(3).offset(5),
  limit: (k) => k('t').limit(3),
  'limit 0': (k) => k('t').limit(0),
  'limit 0, with an offset': (k) => k('t').limit(0).offset(2),
  'offset without limit': (k) => k('t').offset(5),
  'offset 0': (k) => k('t').limit(3).offset(0),
  'offset 0 alone': (k) => k('t').offset(0),
  'offset null': (k) => k('t').limit(3).offset(null),
  'offset undefined': (k) => k('t').limit(3).offset(undefined),
  'offset, then taken back': (k) => k('t').offset(5).offset(null),
  'literal limit': (k) => k('t').limit(3, { skipBinding: true }).offset(4, { skipBinding: true }),
  'literal limit alone': (k) => k('t').limit(3, { skipBinding: true }).where('a', 1),
  'literal offset alone': (k) => k('t').offset(4, { skipBinding: true }).where('a', 1),
  'literal limit, bound offset': (k) => k('t').limit(3, { skipBinding: true }).offset(4),
  'literal by the word': (k) => k('t').limit(3, true).offset(4, false),
  'not literal, said so': (k) => k('t').limit(3, { skipBinding: false }).offset(4, {}),
  'raw offset': (k) =>
    k('t')
      .limit(1)
      .offset(k.raw('? + 1', [2])),
  'raw offset alone': (k) => k('t').offset(k.raw('? + 1', [2])),
  'a literal raw offset': (k) => k('t').limit(1).offset(k.raw('1 + 1'), { skipBinding: true }),
  'a query as offset': (k) => k('t').limit(1).offset(k('u').max('x').where('y', 2)),
  texts: (k) => k('t').limit('7').offset('8'),
  'texts with something after': (k) => k('t').limit('7 rows').offset('8.9'),
  'what is no number': (k) => k('t').limit('many').offset('few'),
  'null, NaN': (k) => k('t').limit(null).limit(NaN).offset(NaN),
  fractions: (k) => k('t').limit(2.9).offset(3.2),
  'a negative limit': (k) => k('t').limit(-1),
  'a negative limit and an offset': (k) => k('t').limit(-1).offset(2),
  'a limit, then another': (k) => k('t').limit(1).limit(2).offset(3).offset(4),
  'a big integer': (k) => k('t').limit(5n).offset(6n),
  'in a subquery': (k) => k('t').whereIn('a', k('u').select('id').limit(1).offset(2)).limit(3),
  'offset only, in a subquery': (k) => k('t').whereIn('a', k('u').select('id').offset(2)).where('b', 1),
  'offset only, in a callback': (k) => k('t').whereIn('a', (q) => q.from('u').select('id').offset(2)),
  'of everything with values': (k) =>
    k('t')
      .select(k.raw('?', [1]))
      .where('a', 2)
      .groupBy('b')
      .having('c', '>', 3)
      .orderByRaw('?', [4])
      .limit(5)
      .offset(6),
  'of a distinct': (k) => k('t').distinct('a').limit(1),
  'of a union': (k) => k('t').union(k('u').limit(1)).limit(2).offset(3),
  cleared: (k) => k('t').limit(3).offset(4).clear('limit').clear('offset'),
  'offset of a pluck': (k) => k('t').pluck('a').offset(3),
})
