import { chains } from '../chain.js'

export const JOIN_CONDITIONS = chains({
  'a callback': (k) =>
    k('t').join('u', function () {
      this.on('u.id', 't.id')
        .andOn('u.a', '>', 't.a')
        .orOn((g) => g.on('u.b', 't.b').orOn('u.c', 't.c'))
    }),
  'values in a join': (k) =>
    k('t').leftJoin('u', function () {
      this.on('u.id', '=', 't.id')
        .onVal('u.a', 1)
        .onIn('u.b', [2, 3])
        .onNotIn('u.c', ['x'])
        .onBetween('u.d', [4, 5])
        .onNull('u.e')
        .onNotNull('u.f')
      this.onExists(k('v').where('q', 6)).orOnVal('u.g', '<>', 7)
    }),
  'on: objects, or': (k) =>
    k('t').join('u', (j) => j.on({ 'u.a': 't.a', 'u.b': 't.b' }).orOn({ 'u.c': 't.c', 'u.d': 't.d' })),
  'on: a raw': (k) => k('t').join('u', (j) => j.on(k.raw('u.a = ?', [1])).orOn(k.raw('u.b = 2'))),
  'on: a subquery': (k) =>
    k('t').join('u', (j) => j.on('u.id', '=', k('v').max('id').where('a', 1)).on('u.b', k('w').min('x'))),
  'on: operators': (k) =>
    k('t').join('u', (j) => j.on('u.a', '<>', 't.a').on('u.b', 'LIKE', 't.b').orOn('u.c', '>=', 't.c')),
  'on: numbers for columns': (k) => k('t').join('u', (j) => j.on(1, '=', 1).orOn('u.a', '=', 2)),
  'on: an empty callback': (k) => k('t').join('u', () => {}),
  'on: groups in groups': (k) =>
    k('t').join('u', (j) =>
      j.on('u.id', 't.id').on((g) =>
        g
          .on('u.a', 't.a')
          .orOn((h) => h.on('u.b', 't.b').on((i) => i.onVal('u.c', 1).orOnNull('u.d')))
          .andOnIn('u.e', [2]),
      ),
    ),
  'on: an empty group': (k) => k('t').join('u', (j) => j.on('u.id', 't.id').on(() => {})),
  'on: or by a flag': (k) =>
    k('t').join('u', (j) => j.on('u.id', 't.id').or.on('u.a', 't.a').and.on('u.b', 't.b')),
  'onVal: everything': (k) =>
    k('t').join('u', (j) =>
      j
        .onVal('u.a', 1)
        .andOnVal('u.b', '>', 'x')
        .orOnVal('u.c', null)
        .onVal({ 'u.d': true, 'u.e': new Date(0) })
        .orOnVal({ 'u.f': 2, 'u.g': 3 }),
    ),
  'onVal: a raw, a query, an object, undefined': (k) =>
    k('t').join('u', (j) =>
      j
        .onVal('u.a', k.raw('now() - ?', ['1d']))
        .onVal('u.b', '=', k('v').max('x'))
        .onVal('u.c', '=', { x: 1 }),
    ),
  'onVal: undefined': (k) => k('t').join('u', (j) => j.onVal('u.a', undefined)),
  'onIn: everything': (k) =>
    k('t').join('u', (j) =>
      j
        .onIn('u.a', [1, 2])
        .andOnIn('u.b', ['x'])
        .orOnIn('u.c', [3])
        .onNotIn('u.d', [4])
        .orOnNotIn('u.e', [5, 6]),
    ),
  'onIn: nothing': (k) => k('t').join('u', (j) => j.onIn('u.a', []).onNotIn('u.b', []).orOnIn('u.c', [])),
  'onIn: a raw': (k) =>
    k('t').join('u', (j) => j.onIn('u.a', k.raw('(?, ?)', [1, 2])).onIn('u.b', k.raw('select 1'))),
  'onIn: a query': (k) => k('t').join('u', (j) => j.onIn('u.a', k('v').select('id').where('x', 1))),
  'onIn: a callback': (k) => k('t').join('u', (j) => j.onIn('u.a', (q) => q.from('v').select('id'))),
  'onIn: tuples': (k) =>
    k('t').join('u', (j) =>
      j
        .onIn(
          ['u.a', 'u.b'],
          [
            [1, 2],
            [3, 4],
          ],
        )
        .orOnNotIn(['u.c', 'u.d'], [[5, 6]]),
    ),
  'onIn: raws among values': (k) =>
    k('t').join('u', (j) => j.onIn('u.a', [1, k.raw('? + 1', [2]), k.ref('t.b')])),
  'onIn: a scalar': (k) => k('t').join('u', (j) => j.onIn('u.a', 5)),
  'onBetween: everything': (k) =>
    k('t').join('u', (j) =>
      j
        .onBetween('u.a', [1, 2])
        .andOnBetween('u.b', ['x', 'y'])
        .orOnBetween('u.c', [3, 4])
        .onNotBetween('u.d', [5, 6])
        .andOnNotBetween('u.e', [k.raw('now()'), k('v').max('x')])
        .orOnNotBetween('u.f', [7, 8]),
    ),
  'onNull: everything': (k) =>
    k('t').join('u', (j) =>
      j
        .onNull('u.a')
        .andOnNull('u.b')
        .orOnNull('u.c')
        .onNotNull('u.d')
        .andOnNotNull('u.e')
        .orOnNotNull('u.f'),
    ),
  'onExists: everything': (k) =>
    k('t').join('u', (j) =>
      j
        .onExists(k('v').where('a', 1))
        .andOnExists((q) => q.from('w').whereColumn('w.id', 'u.id'))
        .orOnExists(k('x'))
        .onNotExists((q) => q.from('y').where('b', 2))
        .andOnNotExists(k('z'))
        .orOnNotExists(k.raw('select ?', [3])),
    ),
  using: (k) =>
    k('t').join('u', function () {
      this.using(['a', 'b'])
    }),
  'using one column': (k) => k('t').leftJoin('u', (j) => j.using('a')),
  'using a raw': (k) => k('t').join('u', (j) => j.using(k.raw('??', ['a']))),
  'using, then on': (k) =>
    k('t').join('u', (j) => {
      j.using('a')
      j.on('u.b', 't.b')
    }),
  'JSON paths': (k) =>
    k('t').join('u', (j) =>
      j.onJsonPathEquals('u.a', '$.x', 't.b', '$.y.z').orOnJsonPathEquals('u.c', '$[0]', 't.d', '$.e[1].f'),
    ),
  'JSON paths beside others': (k) =>
    k('t').leftJoin('u', (j) => j.on('u.id', 't.id').andOnJsonPathEquals('u.a', '$.x', 't.a', '$.x')),
})
