import type { Engine } from '../fast/engine.js'
import type { Plan } from '../fast/plan.js'
import type { ShapeEntry } from '../fast/shape-entry.js'
import { Decline } from '../fast/translation.js'
import type { RoutedCompiler } from '../knex/routed-compiler.js'
import type { KnexQuery } from '../knex/statements.js'
import { differenceOf } from '../parity/compare.js'
import type { Difference } from '../parity/compare.js'
import { bucketOf } from '../rollout/bucket.js'
import { FAST_ERRORS, PARITY_CHECKS, PARITY_MISMATCHES } from '../stats/counters.js'
import type { Log } from './log.js'

/** How often a shape may give values that its callbacks make anew each time, before it is left to legacy. */
const MOST_INCONCLUSIVE = 5

/**
 * Holds `fast` to legacy's word. Whenever both builders build one query (at the first sight of its shape, in shadow, and
 * in samples ever after) what they made comes here: equal admits the plan, different quarantines the shape.
 */
export class Prover {
  constructor(
    private readonly counters: Float64Array,
    private readonly log: Log,
  ) {}

  /**
   * Builds by `fast` the query that the engine found last, and compares.
   *
   * @returns the fast result where it is proven, and nothing where legacy's must be served. Never throws.
   */
  prove(engine: Engine, entry: ShapeEntry, compiler: RoutedCompiler, method: string, legacy: KnexQuery): KnexQuery | undefined {
    if (entry.state === 'declined' || entry.state === 'quarantined') return undefined
    entry.sql ??= legacy.sql
    entry.bucket = bucketOf(entry.sql)
    engine.inspect(compiler)
    const candidate = this.candidate(engine, entry, compiler, method)
    if (candidate === undefined) return undefined
    const { plan, query } = candidate
    this.counters[PARITY_CHECKS]! += 1
    const difference = differenceOf(legacy, query)
    if (difference === undefined) {
      if (entry.state === 'unproven') engine.cache.admit(entry, plan)
      return query
    }
    return this.judge(engine, entry, difference, legacy, query)
  }

  private candidate(engine: Engine, entry: ShapeEntry, compiler: RoutedCompiler, method: string): Candidate | undefined {
    try {
      const plan = entry.plan ?? engine.plan(compiler, method)
      return { plan, query: engine.serve(plan, compiler, method) }
    } catch (thrown) {
      if (thrown instanceof Decline) entry.decline(thrown.reason, thrown.detail)
      else this.rememberFault(entry, thrown)
      return undefined
    }
  }

  /** Try, remember, stop trying: a shape that the fast builder failed on goes straight to legacy next time. */
  private rememberFault(entry: ShapeEntry, thrown: unknown): void {
    this.counters[FAST_ERRORS]! += 1
    entry.decline('fast_error', 'the fast builder threw')
    this.log.fellBack({ reason: 'fast_error', sql: String(entry.sql), error: thrown })
    entry.reported = true
  }

  private judge(
    engine: Engine,
    entry: ShapeEntry,
    difference: Difference,
    legacy: KnexQuery,
    fast: KnexQuery,
  ): KnexQuery | undefined {
    if (difference === 'bindings' && engine.ranCallbacks && entry.inconclusive < MOST_INCONCLUSIVE) {
      // The callback ran for each builder, and may have read the clock: equal text, but no proof either way.
      if (entry.state === 'unproven') entry.inconclusive += 1
      return entry.state === 'admitted' ? fast : undefined
    }
    this.counters[PARITY_MISMATCHES]! += 1
    engine.cache.quarantine(entry)
    const dialect = String(engine.dialect)
    this.log.quarantined({ dialect, shape: legacy.sql, legacySql: legacy.sql, fastSql: fast.sql })
    return undefined
  }
}

interface Candidate {
  readonly plan: Plan
  readonly query: KnexQuery
}
