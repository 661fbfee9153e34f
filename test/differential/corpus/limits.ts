import { chains } from '../chain.js'
import type { Loose } from '../chain.js'

const nested = (k: Loose, depth: number): Loose =>
  depth === 0 ? k('t').where('a', 1) : k('t').whereIn('a', nested(k, depth - 1))

/** Where fast ends: what lies just within, and what it leaves to Knex on purpose. */
export const LIMITS = chains({
  'thirty queries within each other': (k) => nested(k, 30),
  'forty queries within each other': (k) => nested(k, 40),
  'two thousand values': (k) =>
    k('t').whereIn(
      'a',
      Array.from({ length: 2000 }, (_, i) => i),
    ),
  'three hundred rows': (k) => k('t').insert(Array.from({ length: 300 }, (_, i) => ({ a: i, b: 'x' }))),
  'a union with a text': (k) => k('t').union('select 1'),
  'a column that is no number': (k) => k('t').select('a', NaN),
  'a CTE of nothing': (k) => k('x').with('x', k.raw('')),
  'a query built by the method of another': (k) => {
    const query = k('t').insert({ a: 1 }) as unknown as { toSQL(method: string): { sql: string } }
    const build = (): { sql: string } => query.toSQL('select')
    return { toSQL: build, toString: () => build().sql }
  },
})
