import { describe, expect, it } from 'vitest'

import { MISTAKES, QUIRKS_MISTAKES } from './corpus/mistakes.js'
import { declineOf } from './declines.js'
import { DIALECTS, makeKnex } from './dialects.js'
import type { Config, Dialect } from './dialects.js'
import { FEATURES } from './features.js'
import { outcome } from './outcome.js'
import { Pair } from './pair.js'

/** Knex's own default, on which a pair of ours improves for those who do not ask. */
const AS_KNEX_COMES = { useNullAsDefault: false }

const ROWS = FEATURES.flatMap(({ name, chains, configs }) =>
  Object.entries(configs).map(([how, config]) => ({ name, how, chains: Object.entries(chains), config })),
)

/** A pair for all queries of one kind, made when it is first needed: making one costs more than comparing a query. */
function onePairOf(dialect: Dialect, config: Config): (how: { fallback: boolean }) => Pair {
  const pairs = new Map<boolean, Pair>()
  return ({ fallback }) => {
    const pair = pairs.get(fallback) ?? new Pair(dialect, { ...config, fallback })
    pairs.set(fallback, pair)
    return pair
  }
}

describe.each(DIALECTS)('%s', (dialect) => {
  describe.each(ROWS)('$name ($how)', ({ name, chains, config }) => {
    const pairOf = onePairOf(dialect, { ...AS_KNEX_COMES, ...config })
    it.each(chains)('%s', (title, chain) => {
      const decline = declineOf(name, title, dialect)
      if (decline === undefined) pairOf({ fallback: false }).expectSame(chain)
      else pairOf({ fallback: true }).expectDeclined(chain, decline.reason)
    })
  })

  describe('mistakes are told by Knex', () => {
    const pairOf = onePairOf(dialect, AS_KNEX_COMES)
    it.each(Object.entries({ ...MISTAKES, ...QUIRKS_MISTAKES }))('%s', (_, chain) => {
      const pair = pairOf({ fallback: false })
      expect(outcome(() => chain(pair.plain))).toHaveProperty('error')
      pair.expectSame(chain)
    })
  })
})

describe('what is no mistake can be built somewhere', () => {
  const knexes = DIALECTS.map((dialect) => makeKnex(dialect))
  it.each(ROWS)('$name ($how)', ({ chains }) => {
    const never = chains.filter(([, chain]) => knexes.every((knex) => 'error' in outcome(() => chain(knex))))
    expect(never.map(([title]) => title)).toEqual([])
  })
})
