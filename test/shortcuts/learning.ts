import fc from 'fast-check'
import { expect } from 'vitest'

import { often } from '../../dist/fast/shortcuts/often.js'
import type { Chain, Loose } from '../differential/chain.js'
import { makeKnex } from '../differential/dialects.js'
import type { Dialect } from '../differential/dialects.js'
import { outcome } from '../differential/outcome.js'
import { Stage } from '../rules/stage.js'
import { watchShortcuts } from './watch.js'

/** Builds until there is a shortcut, and once more. */
export function learn(stage: Stage, chain: Chain): void {
  for (let i = 0; i < often.builds + 3; i++) chain(stage.db).toSQL()
}

/** A query with a value in it. */
export type Valued = (k: Loose, value: never) => unknown

/** Of all kinds that Knex tells apart anywhere. */
const values = fc.oneof(
  fc.constantFrom<unknown>('', 'text', '?', 'a as b', 0, -0, 1, -1, 7, 1.5, NaN, Infinity, 10n, true, false),
  fc.constantFrom<unknown>(
    null,
    undefined,
    [],
    [1],
    ['a', 'b'],
    {},
    { a: 1 },
    { b: 1, a: 2 },
    { a: undefined },
  ),
  fc.constantFrom<unknown>(new Date(0), new Date(NaN), Buffer.from('b'), new Map(), /x/, [[1, 2]], [null]),
  fc.constantFrom<unknown>(Object.create({ a: 1 }), [undefined], '3'),
  fc.string(),
  fc.integer(),
)

/** Values to learn a shortcut from. */
const LEARNT = [1, 'text', { a: 1, b: 2 }, null, new Date(5), ['a', 'b']]

/** Has shortcuts learnt from a query with one value, and builds it with others: all as Knex does. */
export function tryOthers(dialect: Dialect, chain: Valued): { answered: number; isBuilt: boolean } {
  const plain = makeKnex(dialect)
  const seen = watchShortcuts()
  const of = (value: unknown): Chain => ((k: Loose) => chain(k, value as never)) as Chain
  for (const first of LEARNT) {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 6 }), (others) => {
        const stage = new Stage({ dialect, percentage: 100 })
        for (let i = 0; i < often.builds + 3; i++) outcome(() => of(first)(stage.db))
        for (const value of others) {
          expect(outcome(() => of(value)(stage.db))).toEqual(outcome(() => of(value)(plain)))
        }
        expect(stage.metrics).toMatchObject({ fastErrors: 0, parityMismatches: 0 })
      }),
      { numRuns: 5 },
    )
  }
  const isBuilt = LEARNT.some((value) => !('error' in outcome(() => of(value)(plain))))
  return { answered: seen().answered, isBuilt }
}
