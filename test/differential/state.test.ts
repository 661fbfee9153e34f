import { isDeepStrictEqual } from 'node:util'

import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'

import { describeBuilder } from '../adapter/builder-anatomy.js'
import type { Chain } from './chain.js'
import { MISTAKES } from './corpus/mistakes.js'
import { DIALECTS } from './dialects.js'
import { FEATURES } from './features.js'
import { outcome } from './outcome.js'
import { Pair } from './pair.js'

/*
 * A build changes its builder now and then, and applications build twice, clone what they have built, and go on from there.
 * Whatever Knex leaves behind, the adapted one leaves behind: at the first sight of a shape, and when it is served from its plan.
 */

const TIMES = ['at first sight', 'again', 'from the plan']

/** Raws by themselves are built by Knex alone. */
const QUERIES = [...FEATURES, { name: 'mistakes', chains: MISTAKES, configs: { 'as Knex comes': {} } }]
  .filter(({ name }) => name !== 'raw alone')
  .flatMap(({ name, chains, configs }) =>
    Object.entries(configs).map(([how, config]) => ({ name, how, chains: Object.entries(chains), config })),
  )

describe.each(DIALECTS)('%s', (dialect) => {
  it.each(QUERIES)('$name ($how)', ({ chains, config }) => {
    const pair = new Pair(dialect, { useNullAsDefault: false, ...config, fallback: true })
    for (const [title, chain] of chains) {
      const plain = livesOf(pair.plain, chain)
      for (const time of TIMES) {
        const fast = livesOf(pair.fast, chain)
        // What is deeply equal is not worth the words of a matcher.
        if (!isDeepStrictEqual(fast, plain)) expect(fast, `${title}, ${time}`).toEqual(plain)
      }
    }
    expect(chains.length).toBeGreaterThan(0)
  })
})

/** What becomes of a query that is built twice, cloned before and after, and added to. */
function livesOf(knex: Knex, chain: Chain): unknown {
  const query = attempt(() => chain(knex))
  if (!isBuilder(query)) return outcome(() => query)
  const early = query.clone()
  const lives = [built(knex, query), built(knex, query)]
  const late = query.clone()
  lives.push(built(knex, late), built(knex, early))
  return [...lives, attempt(() => built(knex, query.where('later', 1).limit(7)))]
}

/** A build, and the builder after it. */
function built(knex: Knex, query: Knex.QueryBuilder): unknown {
  return [outcome(() => query), describeBuilder(knex, query)]
}

function isBuilder(value: unknown): value is Knex.QueryBuilder {
  return value instanceof Object && 'clone' in value && 'toSQL' in value
}

function attempt(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return String(error)
  }
}
