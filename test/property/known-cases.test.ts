import { describe, expect, it } from 'vitest'

import { Both } from './both.js'
import { ALL } from './dialects.js'
import { differenceIn, tell } from './difference.js'
import { KNOWN_CASES, KNOWN_PAIRS } from './known-cases.js'
import { confusion, isAdmitted } from './plans.js'

describe.each(ALL)('once found on some dialect, held on %s', (dialect) => {
  it.each(KNOWN_CASES.map((query) => [query.name, query] as const))('%s', (_, query) => {
    const difference = differenceIn(new Both(dialect), query)
    expect(difference && tell(difference)).toBeUndefined()
  })
})

describe.each(ALL)('once taken for each other on some dialect, told apart on %s', (dialect) => {
  it.each(KNOWN_PAIRS.map((pair) => [pair.name, pair] as const))('%s', (_, { first, second }) => {
    const both = new Both(dialect)
    isAdmitted(both, first)
    const found = confusion(both, second)
    expect(found && tell(found)).toBeUndefined()
  })
})

describe('the known cases', () => {
  it('have names of their own', () => {
    const names = [...KNOWN_CASES, ...KNOWN_PAIRS].map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
  })
})
