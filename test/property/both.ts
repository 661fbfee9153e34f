import knexFactory from 'knex'
import type { Knex } from 'knex'

import { createAdapter } from 'knexodus'

import type { Untyped } from '../differential/pair.js'
import { run } from './chain.js'
import type { Afterwards, Arg, Calls, Chain, Setup } from './chain.js'
import { ALL } from './dialects.js'
import type { Dialect } from './dialects.js'
import { resultsOf } from './outcome.js'
import type { Outcome } from './outcome.js'

/** Identifiers as an application may want them; what the query's context says counts. */
const wrapIdentifier: Knex.Config['wrapIdentifier'] = (name, wrap, context: Untyped) => {
  if (name === '*') return wrap(name)
  const cased = context?.upper
    ? name.toUpperCase()
    : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return wrap(`${cased}${context?.suffix ?? ''}`)
}

const SETUPS: Readonly<Record<Setup, Partial<Knex.Config>>> = {
  usual: { useNullAsDefault: true },
  defaults: {},
  hooked: { useNullAsDefault: true, wrapIdentifier },
  old: { useNullAsDefault: true, version: '10.4' },
}

/** What both Knexes may be asked to build. */
export interface Query {
  readonly setup: Setup
  readonly afterwards: Afterwards
  readonly build: (knex: Untyped, calls: Calls) => Untyped
}

/** A random chain, as a query. */
export function queryOf(chain: Chain): Query {
  return { setup: chain.setup, afterwards: chain.afterwards, build: (knex, calls) => run(knex, chain, calls) }
}

/** A plain Knex and one that is all fast, of the same configuration, for each way to configure them. */
export class Both {
  readonly adapter
  /** What the adapter last told of a difference that it found itself, or of a failure of fast. */
  lastFault: object | undefined
  private readonly pairs = new Map<Setup, Readonly<Record<'plain' | 'fast', Side>>>()

  constructor(readonly dialect: Dialect) {
    // Falling back is on: what fast declines is legacy's, and counted. A difference is never declined.
    const keep = (line: object): void => {
      if ('fastSql' in line || 'error' in line) this.lastFault = line
    }
    const logger = { debug() {}, info() {}, warn: keep, error: keep }
    this.adapter = createAdapter({ percentage: 100, fallback: true, verifyPercentage: 0, logger })
  }

  plain(query: Query): Outcome {
    return this.pair(query.setup).plain.build(query)
  }

  fast(query: Query): Outcome {
    return this.pair(query.setup).fast.build(query)
  }

  /** What must never count up: differences that fast found itself, and failures of its own. */
  faults(): object {
    const { parityMismatches, fastErrors, fallbackReasons } = this.adapter.getQueryBuilderMetrics()
    return { parityMismatches, fastErrors, inconclusive: fallbackReasons.inconclusive }
  }

  private pair(setup: Setup): Readonly<Record<'plain' | 'fast', Side>> {
    let pair = this.pairs.get(setup)
    if (pair === undefined) {
      const fast = new Side(this.dialect, setup)
      this.adapter.adaptKnex(fast.knex)
      this.adapter.adaptKnex(fast.other)
      this.pairs.set(setup, (pair = { plain: new Side(this.dialect, setup), fast }))
    }
    return pair
  }
}

/** One Knex, and what it does besides building. */
class Side {
  readonly knex: Knex
  /** Of another dialect, which may be given the same builders. */
  readonly other: Knex
  private warnings: string[] = []

  constructor(dialect: Dialect, setup: Setup) {
    this.knex = this.open(dialect, setup)
    this.other = this.open(ALL[(ALL.indexOf(dialect) + 3) % ALL.length]!, setup)
  }

  private open(dialect: Dialect, setup: Setup): Knex {
    const log = (message: unknown): void => void this.warnings.push(String(message))
    const knex = knexFactory({
      client: dialect,
      log: { warn: log, error: log, debug: log, deprecate: log },
      ...SETUPS[setup],
    })
    // As if it were connected: the name of the database is bound in `columnInfo`.
    const connectionSettings = { database: 'Db' }
    // What an update finds under `__proto__` it takes for its columns, methods that run queries included.
    const acquireConnection = (): Promise<never> => new Promise(() => {})
    Object.assign(knex.client as object, { connectionSettings, acquireConnection })
    return knex
  }

  build({ build, afterwards }: Query): Outcome {
    const calls: Arg[] = []
    this.warnings = []
    const results = resultsOf(this, () => build(this.knex, calls), afterwards)
    // Knex goes no further once it has refused a query, and fast may have gone through all of it by then.
    if (results.some(isError)) return { results, warnings: [], calls: [] }
    return { results, warnings: this.warnings.sort(), calls: calls.map(numberOf).sort((a, b) => a - b) }
  }
}

/** Whether Knex refuses the query. */
export function isRefused({ results }: Outcome): boolean {
  return results.some(isError)
}

function isError(result: object): boolean {
  return 'error' in result
}

/** A callback's number: the same for both Knexes, and new for every callback. */
function numberOf(callback: Arg): number {
  let number = numbers.get(callback)
  if (number === undefined) numbers.set(callback, (number = numbers.get(COUNT)! + 1)).set(COUNT, number)
  return number
}
const COUNT = {}
const numbers = new WeakMap<object, number>([[COUNT, 0]])
