import { chains } from '../chain.js'

export const SUBQUERIES = chains({
  'as column': (k) => k('t').select(k('u').count('*').where('x', 1).as('n'), 'a'),
  'as column without an alias': (k) => k('t').select(k('u').max('x')),
  'as a callback column': (k) =>
    k('t').select(function () {
      this.from('u').max('x').where('y', 2).as('m')
    }),
  'as a callback column without an alias': (k) => k('t').select((q) => q.from('u').max('x')),
  'of an alias object': (k) =>
    k('t').select({ n: k('u').select('id').where('z', 3), m: (q) => q.from('v').select('w') }),
  'of an alias object, with an alias of its own': (k) =>
    k('t').select({ n: k('u').select('id').as('x'), m: (q) => q.from('v').select('w').as('y') }),
  'as a first column': (k) => k('t').select(k('u').first('x').where('y', 1).as('z')),
  'as value, under every operator': (k) =>
    k('t')
      .where('a', k('u').max('x'))
      .where('b', '>=', k('u').min('x'))
      .orWhere('c', '<>', k('u').avg('x').where('y', 1)),
  'as a value with a limit': (k) => k('t').where('a', k('u').select('x').orderBy('y').limit(1)),
  'as a first value': (k) => k('t').where('a', k('u').first('x').where('y', 1)),
  'in between': (k) => k('t').whereBetween('a', [k('u').min('x'), k('u').max('x').where('y', 1)]),
  'in a list': (k) => k('t').whereIn('a', [k('u').min('x'), 2, k('v').max('y').where('z', 3)]),
  correlated: (k) =>
    k('t')
      .whereExists(k('u').whereColumn('u.t', 't.id').where('u.a', '>', 1))
      .whereNotIn('b', k('v').select('b')),
  'by knex.ref': (k) => k('t').whereExists(k('u').where('u.t', k.ref('t.id')).where('u.a', 1)),
  'three deep': (k) =>
    k('t').whereIn(
      'a',
      k('u')
        .select('b')
        .whereIn('c', k('v').select('d').whereIn('e', k('w').select('f').where('g', 1))),
    ),
  'three deep, by callbacks': (k) =>
    k('t').whereIn('a', (q) =>
      q
        .from('u')
        .select('b')
        .where('x', 1)
        .whereIn('c', (r) =>
          r
            .from('v')
            .select('d')
            .where('y', 2)
            .whereExists((s) => s.from('w').where('z', 3)),
        ),
    ),
  'in order by, group by, having': (k) =>
    k('t')
      .groupBy(k('u').max('a').where('b', 1))
      .having('c', '>', k('v').min('d').where('e', 2))
      .orderBy(k('w').avg('f').where('g', 3)),
  'in a raw': (k) => k('t').whereRaw('a in ?', [k('u').select('id').where('b', 1)]),
  'in a raw, named': (k) =>
    k('t').whereRaw('a in (:q) and b = :v', { q: k('u').select('id').where('c', 1), v: 2 }),
  'in a raw, as a name': (k) => k('t').select(k.raw('(??) as x', [k('u').max('a').where('b', 1)])),
  'in a raw column': (k) => k('t').select(k.raw('exists ? as e', [k('u').where('a', 1)])),
  'in from, joined and filtered': (k) =>
    k(k('t').where('a', 1).as('x')).join(k('u').where('b', 2).as('y'), 'y.id', 'x.id').where('c', 3),
  'in insert, update and where': (k) =>
    k('t')
      .update({ a: k('u').max('b').where('c', 1), d: 2 })
      .where('e', k('v').min('f').where('g', 3)),
  'in an insert value': (k) => k('t').insert([{ a: k('u').max('b').where('c', 1) }, { a: 2 }]),
  'in returning': (k) => k('t').insert({ a: 1 }).returning(k('u').max('b').where('c', 2)),
  'in a delete': (k) => k('t').whereIn('id', k('u').select('id').where('a', 1)).del(),
  'used twice': (k) => {
    const sub = k('u').select('id').where('a', 1)
    return k('t').whereIn('b', sub).orWhereIn('c', sub)
  },
  'used within itself, cloned': (k) => {
    const query = k('t').where('a', 1)
    return query.clone().whereIn('id', query.clone().select('id'))
  },
  'an insert, an update, a delete': (k) => k('t').whereIn('a', k('u').insert({ b: 1 }).returning('id')),
  'with a schema': (k) => k('t').withSchema('s').whereIn('a', k('u').withSchema('r').select('id')),
  'with options and a timeout': (k) => k('t').whereIn('a', k('u').select('id').timeout(5).options({ x: 1 })),
})
