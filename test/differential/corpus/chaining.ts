import { chains } from '../chain.js'

export const CHAINING = chains({
  'clear, one by one': (k) =>
    k('t')
      .select('a')
      .where('b', 1)
      .groupBy('c')
      .having('d', '>', 2)
      .orderBy('e')
      .clear('select')
      .clear('where')
      .clear('group')
      .clear('having')
      .clear('order'),
  'clear, the old names': (k) => k('t').select('a').where('b', 1).clearSelect().clearWhere().select('c'),
  'clear columns, join, with': (k) =>
    k('x').with('x', k('u')).join('v', 'v.a', 'x.a').select('b').clear('columns').clear('join').clear('with'),
  'clear limit and offset': (k) => k('t').limit(1).offset(2).clear('limit').clear('offset').where('a', 1),
  'clear union and counters': (k) =>
    k('t').union(k('u')).clear('union').update({ a: 1 }).increment('b').clear('counter'),
  clone: (k) => k('t').where('a', 1).limit(2).clone().where('b', 3),
  'clone, then the first again': (k) => {
    const query = k('t').where('a', 1)
    query.clone().where('b', 2).orderBy('c')
    return query
  },
  'clone with options and comments': (k) => k('t').options({ x: 1 }).comment('c').timeout(5).as('y').clone(),
  fromJS: (k) => k.queryBuilder().fromJS({ select: ['a'], from: 'b', where: ['c', '>', 1], limit: 2 }),
  'fromJS with a key that is none': (k) => k('t').fromJS({ where: { a: 1 }, orderBy: 'b' }),
  'select, then insert': (k) => k('t').select('a').where('b', 1).insert({ c: 2 }),
  'insert, then select': (k) => k('t').insert({ a: 1 }).select('b').where('c', 2),
  'update, then select again': (k) => k('t').update({ a: 1 }).select('b'),
  'delete, then update': (k) => k('t').where('a', 1).del().update({ b: 2 }),
  'the flags and, or, not': (k) =>
    k('t').where('a', 1).or.where('b', 2).and.not.where('c', 3).or.not.whereIn('d', [4]),
  'a flag that stays for the next': (k) => k('t').where('a', 1).or.select('b').where('c', 2),
  'everything, in the order of SQL': (k) =>
    k('x')
      .with('x', k('u').where('a', 1))
      .select('b', k.raw('?', [2]))
      .join('v', (j) => j.on('v.id', 'x.id').onVal('v.c', 3))
      .where('d', 4)
      .union(k('w').where('e', 5))
      .groupBy('f')
      .having('g', '>', 6)
      .orderByRaw('?', [7])
      .limit(8)
      .offset(9),
  'everything, the other way round': (k) =>
    k('x')
      .offset(9)
      .limit(8)
      .orderByRaw('?', [7])
      .having('g', '>', 6)
      .groupBy('f')
      .union(k('w').where('e', 5))
      .where('d', 4)
      .join('v', (j) => j.on('v.id', 'x.id').onVal('v.c', 3))
      .select('b', k.raw('?', [2]))
      .with('x', k('u').where('a', 1)),
})
