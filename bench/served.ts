import { ok } from 'node:assert/strict'

import type { Knex } from 'knex'

import { adapted } from './contestants.js'
import type { Library } from './library.js'

type Adapter = ReturnType<Library['createAdapter']>

/** A Knex whose queries are all meant for fast, and the proof that they were. */
export interface FastKnex {
  readonly db: Knex
  /** @throws AssertionError when more than a few first sights were left to legacy: a query that falls back measures legacy */
  assertServedByFast(): void
}

/** Knexodus at 100 %. */
export function fastKnex(library: Library, config?: Knex.Config): FastKnex {
  const { adapter, db } = adapted(library, { percentage: 100 }, config)
  return { db, assertServedByFast: () => assertShare(adapter) }
}

function assertShare(adapter: Adapter): void {
  const { totalCalls, fastPercentage, parityMismatches } = adapter.getQueryBuilderMetrics()
  ok(
    totalCalls > 0 && fastPercentage > 99,
    `expected fast to serve, got ${fastPercentage} % of ${totalCalls}`,
  )
  ok(parityMismatches === 0, `expected no parity mismatch, got ${parityMismatches}`)
}
