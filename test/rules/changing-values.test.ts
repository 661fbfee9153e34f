import { describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { Stage } from './stage.js'

/* Rule 2, for values that are not the same whenever they are read: whatever comes of them, no plan for others does. */

/** Plain, but for the nth time that it is read. */
function changingAt(nth: number): { readonly value: unknown } {
  let reads = 0
  return {
    get value() {
      reads += 1
      return reads === nth ? { toJSON: () => 1 } : 1
    },
  }
}

function changingList(nth: number): unknown[] {
  const changing = changingAt(nth)
  return Object.defineProperty([2, 3], 1, { enumerable: true, get: () => changing.value })
}

function changingRows(nth: number): object[] {
  const changing = changingAt(nth)
  const row = Object.defineProperty({ b: 2 }, 'a', { enumerable: true, get: () => changing.value })
  return [row, { b: 3, a: 4 }]
}

const THREE = [1, 2, 3]

const CASES: Readonly<Record<string, readonly [changing: (nth: number) => Chain, other: Chain]>> = {
  'a list': [(nth) => (k) => k('t').whereIn('a', changingList(nth)), (k) => k('t').whereIn('a', THREE)],
  'a list of a having': [
    (nth) => (k) => k('t').havingIn('a', changingList(nth)),
    (k) => k('t').havingIn('a', THREE),
  ],
  rows: [
    (nth) => (k) => k('t').insert(changingRows(nth)),
    (k) => k('t').insert(THREE.map((a) => ({ b: a + 5, a }))),
  ],
}

describe.each(Object.entries(CASES))('%s', (_, [changing, other]) => {
  it('that does not change after all is served by fast, and so is the other', () => {
    const stage = new Stage({ percentage: 100, logLevel: 'silent', fallback: false })
    changing(1000)(stage.db).toSQL()
    other(stage.db).toSQL()
    expect(stage.metrics).toMatchObject({ fastCalls: 2, plans: 1, parityChecks: 1 })
  })

  it.each([1, 2, 3, 4, 5, 6])('with something else at read %i', (nth) => {
    const stage = new Stage({ percentage: 100, logLevel: 'silent' })
    for (let n = 0; n < 3; n++) {
      try {
        changing(nth)(stage.db).toSQL()
      } catch {
        // Knex may refuse what it reads.
      }
      const { sql, bindings } = other(stage.db).toSQL()
      const plain = other(stage.plain).toSQL()
      expect({ sql, bindings }).toEqual({ sql: plain.sql, bindings: plain.bindings })
    }
  })
})
