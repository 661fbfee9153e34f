import type { Engine } from '../fast/engine.js'
import type { Plan } from '../fast/plan.js'
import type { ShapeEntry } from '../fast/shape-entry.js'
import type { Build } from '../knex/routed-compiler.js'
import type { KnexQuery } from '../knex/statements.js'
import { differenceOf } from '../parity/compare.js'
import type { Difference } from '../parity/compare.js'
import { isDecisive } from '../parity/decisive.js'
import { bucketOf } from '../rollout/bucket.js'
import { FAST_ERRORS, PARITY_CHECKS, PARITY_MISMATCHES } from '../stats/counters.js'
import type { Log } from './log.js'

/** How often a shape may give values that its callbacks make anew each time, before it is left to legacy. */
const MOST_INCONCLUSIVE = 5

/** How many agreements admit a plan when none of them told its bindings apart. */
const ENOUGH_AGREEMENTS = 3

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
   * The plan of the query that the engine found last: the one in the cache, or a new one, yet to be proven. Asked for
   * before legacy builds, because Knex's compiler changes what it compiles. Never throws: where there is no plan, the
   * entry says why.
   */
  plan(engine: Engine, entry: ShapeEntry, build: Build): Plan | undefined {
    const known = entry.plan ?? entry.candidate
    if (known !== undefined || entry.reason !== undefined) return known
    try {
      return engine.plan(entry, build)
    } catch (thrown) {
      this.rememberFault(entry, thrown)
      return undefined
    }
  }

  /**
   * Builds the query by that plan, and compares with what legacy made of it.
   *
   * @returns the fast result where it is proven, and nothing where legacy's must be served. Never throws.
   */
  prove(
    engine: Engine,
    entry: ShapeEntry,
    plan: Plan,
    build: Build,
    legacy: KnexQuery,
  ): KnexQuery | undefined {
    this.counters[PARITY_CHECKS]! += 1
    try {
      entry.sql ??= legacy.sql
      entry.bucket = bucketOf(entry.sql)
      engine.inspect(build)
      const fast = engine.serve(plan, build)
      const difference = differenceOf(legacy, fast)
      if (difference !== undefined) return this.judge(engine, entry, difference, legacy, fast)
      if (entry.state === 'unproven') this.agree(engine, entry, plan, legacy)
      return fast
    } catch (thrown) {
      this.rememberFault(entry, thrown)
      return undefined
    }
  }

  private agree(engine: Engine, entry: ShapeEntry, plan: Plan, legacy: KnexQuery): void {
    entry.agreements += 1
    if (isDecisive(legacy.bindings) || entry.agreements >= ENOUGH_AGREEMENTS) engine.cache.admit(entry, plan)
    else entry.candidate = plan
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
