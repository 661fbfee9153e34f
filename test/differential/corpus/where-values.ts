import { chains } from '../chain.js'

class Money {
  constructor(readonly cents: number) {}
  toString(): string {
    return `${this.cents} ct`
  }
}

const LIKE_A_QUERY = { toSQL: () => 'x' }

export const WHERE_VALUES = chains({
  'values of every kind': (k) =>
    k('t')
      .where('a', true)
      .where('b', 1n)
      .where('c', new Date(0))
      .where('d', Buffer.from('x'))
      .where('e', NaN)
      .where('f', -0)
      .where('g', '')
      .where('h', '?')
      .where('i', 0),
  'numbers at the edge': (k) =>
    k('t')
      .where('a', Infinity)
      .where('b', -Infinity)
      .where('c', 2 ** 53)
      .where('d', 1e-7)
      .where('e', 0.1 + 0.2),
  'big integers': (k) =>
    k('t')
      .where('a', -1n)
      .whereIn('b', [2n ** 64n, 3n]),
  'texts with marks in them': (k) =>
    k('t')
      .where('a', '$1')
      .where('b', ':name')
      .where('c', "it's")
      .where('d', '\\?')
      .where('e', '??')
      .where('f', 'a\0b'),
  'unicode texts': (k) => k('t').where('a', 'ünïcödé').where('b', '🙂').where('c', '\u2028'),
  'an invalid date': (k) => k('t').where('a', new Date(NaN)),
  'arrays and objects': (k) => k('t').where('a', [1, 2]).where('b', '=', { x: 1 }),
  'an array alone': (k) => k('t').where('a', [1, 2]),
  'an empty array': (k) => k('t').where('a', '&&', []),
  'an array of objects': (k) => k('t').where('a', '@>', [{ x: 1 }]),
  'an object alone': (k) => k('t').where({ a: { x: 1 } }),
  'an empty object': (k) => k('t').where('a', '=', {}),
  'an object without a prototype': (k) =>
    k('t').where('a', '=', Object.assign(Object.create(null), { x: 1 })),
  'an instance of a class': (k) =>
    k('t')
      .where('a', new Money(5))
      .whereIn('b', [new Money(6)]),
  'an object with toSQL of its own': (k) => k('t').where('a', '=', LIKE_A_QUERY),
  'a map and a set': (k) =>
    k('t')
      .where('a', new Map([[1, 2]]))
      .where('b', new Set([3])),
  'a typed array': (k) =>
    k('t')
      .where('a', new Uint8Array([1, 2]))
      .whereIn('b', [new Uint8Array([3])]),
  'a symbol': (k) => k('t').where('a', Symbol.for('x') as never),
  'a boxed text': (k) => k('t').where('a', Object('x')),
  'a regular expression': (k) => k('t').where('a', '~', /x/),
  'a subquery, a callback and a raw as value': (k) =>
    k('t')
      .where('a', '=', k('u').max('x').where('y', 7))
      .where('b', (q) => q.from('u').min('x'))
      .where('c', '>', k.raw('? * 2', [21])),
  'a subquery with an alias as value': (k) => k('t').where('a', k('u').max('x').as('z')),
  'a ref as value': (k) => k('t').where('a', k.ref('u.b')).where('c', '>', k.ref('d').withSchema('s')),
  'a raw without values': (k) => k('t').where('a', '<', k.raw('now()')),
  'a raw with one value that is no list': (k) => k('t').where('a', k.raw('lower(?)', 'X')),
  'knex.fn': (k) => k('t').where('a', '<', k.fn.now()).where('b', '>', k.fn.now(3)).where('c', k.fn.uuid()),
  'false values': (k) => k('t').where('a', false).where('b', '').whereIn('c', [0, false, '']),
  'null in a list': (k) => k('t').whereIn('a', [null]).whereNotIn('b', [1, null]),
  'a thousand values': (k) =>
    k('t').whereIn(
      'a',
      Array.from({ length: 1000 }, (_, i) => i),
    ),
  'an array in a raw': (k) => k('t').whereRaw('a = any(?)', [[1, 2, 3]]),
  'an object in a raw': (k) => k('t').whereRaw('a @> ?', [{ x: 1 }]),
  'an object in a raw with names': (k) => k('t').whereRaw('a @> :a', { a: { x: 1 } }),
  'values that are the same': (k) => k('t').where('a', 1).where('b', 1).whereIn('c', [1, 1]).limit(1),
})
