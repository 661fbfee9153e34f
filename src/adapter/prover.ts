import type { Engine } from '../fast/engine.js'
import type { Plan } from '../fast/plan.js'
import type { ShapeEntry } from '../fast/shape-entry.js'
import { isReplayed } from '../knex/expansion.js'
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
  private fault: unknown = undefined

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
      // What callbacks changed would be in the text, and the shape, taken before, would not know of it.
      if (engine.isSettled(entry, build)) return engine.plan(entry, build)
      this.leaveOpen(engine, entry)
      return undefined
    } catch (thrown) {
      this.failed(engine, entry, thrown)
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
      const isFirst = entry.sql === undefined
      engine.inspect(build)
      const fast = engine.result(plan, build)
      const difference = differenceOf(legacy, fast)
      if (isFirst) {
        // A shape is known by legacy's text only where they differ: that of a list depends on how many items were seen first.
        entry.sql = difference === 'sql' ? legacy.sql : plan.canonicalSql
        if (difference === 'sql') entry.bucket = bucketOf(plan.canonicalSql)
        engine.cache.weigh(entry)
      }
      if (difference === undefined) return this.agree(engine, entry, plan, fast)
      if (difference === 'bindings' && !isReplayed(engine.expansions)) {
        if (entry.state === 'admitted') return fast
        this.leaveOpen(engine, entry)
        return undefined
      }
      this.quarantine(engine, entry, difference, legacy, fast)
    } catch (thrown) {
      this.failed(engine, entry, thrown)
    }
    return undefined
  }

  /**
   * Remembers that the fast builder threw on a shape: try, remember, stop trying. What it threw is kept until
   * {@link takeFault}, because the query's text, which the log wants beside it, may not be known yet.
   */
  failed(engine: Engine, entry: ShapeEntry | undefined, thrown: unknown): void {
    this.counters[FAST_ERRORS]! += 1
    if (entry !== undefined) engine.cache.decline(entry, 'fast_error', 'the fast builder threw')
    this.fault = thrown
  }

  /** What the fast builder threw last, once. */
  takeFault(): unknown {
    const { fault } = this
    this.fault = undefined
    return fault
  }

  private agree(engine: Engine, entry: ShapeEntry, plan: Plan, fast: KnexQuery): KnexQuery {
    if (entry.state !== 'unproven') return fast
    entry.agreements += 1
    if (isDecisive(fast.bindings) || entry.agreements >= ENOUGH_AGREEMENTS) engine.cache.admit(entry, plan)
    else {
      entry.candidate = plan
      engine.cache.weigh(entry)
    }
    return fast
  }

  /** Nothing has been proven this time, either way. */
  private leaveOpen(engine: Engine, entry: ShapeEntry): void {
    entry.inconclusive += 1
    if (entry.inconclusive >= MOST_INCONCLUSIVE) {
      engine.cache.decline(entry, 'inconclusive', 'its callbacks give other values every time')
    }
  }

  private quarantine(
    engine: Engine,
    entry: ShapeEntry,
    difference: Difference,
    { sql: legacySql }: KnexQuery,
    { sql: fastSql }: KnexQuery,
  ): void {
    this.counters[PARITY_MISMATCHES]! += 1
    engine.cache.quarantine(entry)
    this.log.quarantined({
      dialect: String(engine.dialect),
      shape: legacySql,
      difference,
      legacySql,
      fastSql,
    })
  }
}
