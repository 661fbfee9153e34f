import { describe, expect, it } from 'vitest'

import { Both, queryOf } from './both.js'
import type { Chain } from './chain.js'
import { chainsOf } from './chains/any.js'
import { Dice } from './chains/dice.js'
import { slotValue } from './chains/values.js'
import { tell } from './difference.js'
import { ALL } from './dialects.js'
import type { Dialect } from './dialects.js'
import { mutantOf, mutantsOf } from './mutants.js'
import { isSame } from './outcome.js'
import { confusion, isAdmitted, proofs } from './plans.js'
import { printed } from './print.js'
import { CHAINS, SEED } from './property.js'
import { revalued } from './revalued.js'
import { shrunk } from './shrink.js'

/** Queries per dialect, and mutants of each. */
const ORIGINALS = Math.ceil(CHAINS / 20)
const MUTANTS = 10

/** Another value of the same kind: what is a date, or bytes, may be looked at differently. */
function another(value: unknown, dice: Dice): unknown {
  for (;;) {
    const other = slotValue(dice)
    if (classOf(other) === classOf(value)) return other
  }
}

function classOf(value: unknown): unknown {
  return value instanceof Object ? Object.getPrototypeOf(value) : undefined
}

/** Tells of two queries that were taken for one, as small as they can be. */
function tellConfusion(dialect: Dialect, original: Chain, mutant: Chain): string {
  const confused = (smaller: Chain): Chain | undefined => {
    for (const other of mutantsOf(smaller)) {
      const both = new Both(dialect)
      if (isAdmitted(both, queryOf(smaller)) && confusion(both, queryOf(other))) return other
    }
    return undefined
  }
  const smallest = shrunk(original, (smaller) => confused(smaller) !== undefined, 200)
  const other = confused(smallest) ?? mutant
  const both = new Both(dialect)
  isAdmitted(both, queryOf(smallest))
  const found = confusion(both, queryOf(other))
  return [
    `${dialect}, CHAINS_SEED=${SEED}`,
    `after ${printed(smallest)}`,
    `      ${printed(other)}`,
    found === undefined ? 'only after other queries' : tell(found),
  ].join('\n')
}

describe.each(ALL)('queries on %s', (dialect) => {
  it(`share no plan when one thing differs (seed ${SEED})`, { timeout: 3_600_000 }, () => {
    const both = new Both(dialect)
    const dice = new Dice(SEED)
    const chains = chainsOf(dialect, SEED)
    let compared = 0
    for (let left = ORIGINALS; left > 0; left--) {
      const original = chains.next().value
      if (!isAdmitted(both, queryOf(original))) continue
      compared += 1
      for (let mutants = MUTANTS; mutants > 0; mutants--) {
        const mutant = mutantOf(original, dice)
        if (confusion(both, queryOf(mutant))) expect.unreachable(tellConfusion(dialect, original, mutant))
      }
      // Nor has the last mutant taken the original's place.
      if (confusion(both, queryOf(original))) expect.unreachable(`after its mutants: ${printed(original)}`)
    }
    expect(compared, 'queries compared with their mutants').toBeGreaterThan(ORIGINALS / 2)
  })

  it(`share one plan when only values differ (seed ${SEED})`, { timeout: 3_600_000 }, () => {
    const both = new Both(dialect)
    const dice = new Dice(SEED)
    const chains = chainsOf(dialect, ~SEED)
    let compared = 0
    for (let left = ORIGINALS; left > 0; left--) {
      const original = chains.next().value
      const other = revalued(original, (value) => another(value, dice))
      if (other === undefined || !isAdmitted(both, queryOf(original))) continue
      compared += 1
      const before = proofs(both)
      const found = confusion(both, queryOf(other))
      if (found !== undefined) expect.unreachable(`${printed(other)}\n${tell(found)}`)
      const after = proofs(both)
      if (!isSame(before, after)) {
        expect(after, `after ${printed(original)}\n      ${printed(other)}`).toEqual(before)
      }
    }
    expect(compared, 'pairs compared').toBeGreaterThan(ORIGINALS / 4)
  })
})
