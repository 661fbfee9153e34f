import { chains } from '../chain.js'

export const REF = chains({
  'as a column': (k) => k('t').select(k.ref('a'), k.ref('t.b').as('c'), k.ref('d').withSchema('s')),
  'as a value': (k) => k('t').where('a', k.ref('b')).where('c', '>', k.ref('t.d')),
  'as both sides': (k) => k('t').where(k.ref('t.a'), '=', k.ref('u.b')),
  'as a table': (k) => k(k.ref('t').as('x')).select('x.a'),
  'as a joined table': (k) => k('t').leftJoin(k.ref('u').withSchema('s').as('x'), 'x.id', 't.id'),
  'in a list': (k) =>
    k('t')
      .whereIn('a', [k.ref('b'), 1])
      .whereIn(k.ref('c'), [2]),
  'in between, like, null': (k) =>
    k('t')
      .whereBetween(k.ref('a'), [k.ref('b'), k.ref('c')])
      .whereLike('d', k.ref('e'))
      .whereNull(k.ref('f')),
  'in order and group': (k) =>
    k('t').groupBy(k.ref('t.a')).orderBy(k.ref('t.b'), 'desc').orderBy(k.ref('c'), 'asc', 'last'),
  'in having': (k) => k('t').groupBy('a').having(k.ref('b'), '>', k.ref('c')),
  'in aggregates': (k) =>
    k('t')
      .sum(k.ref('t.a'))
      .count({ n: k.ref('b') }),
  'in an update': (k) => k('t').update({ a: k.ref('t.b'), c: k.ref('d').withSchema('s') }),
  'in an insert': (k) => k('t').insert({ a: k.ref('b') }),
  'in a conflict': (k) =>
    k('t')
      .insert({ a: 1 })
      .onConflict('a')
      .merge({ b: k.ref('excluded.b') }),
  'in returning': (k) => k('t').insert({ a: 1 }).returning(k.ref('t.id').as('x')),
  'in a raw': (k) => k('t').select(k.raw('coalesce(?, ??)', [k.ref('a'), k.ref('b')])),
  'in an alias object': (k) => k('t').select({ x: k.ref('a'), y: k.ref('t.b').as('z') }),
  'with an alias, as a value': (k) => k('t').where('a', k.ref('b').as('c')),
  'with an alias in its name': (k) => k('t').select(k.ref('a as b')),
  'a star': (k) => k('t').select(k.ref('t.*'), k.ref('*')),
  'odd names': (k) => k('t').select(k.ref('a"b'), k.ref('c d'), k.ref('e.f.g')).where(k.ref('h`i'), 1),
  'the same one twice': (k) => {
    const ref = k.ref('t.a')
    return k('t').select(ref).where(ref, 1).orderBy(ref)
  },
})
