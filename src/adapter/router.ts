import type { BuilderType } from '../core/builder-type.js'
import type { FallbackReason } from '../core/fallback-reason.js'
import type { DecisionReason } from '../core/decision.js'
import { targetPercentage } from '../core/rollout.js'
import type { Rollout } from '../core/rollout.js'
import type { Engine } from '../fast/engine.js'
import type { Plan } from '../fast/plan.js'
import type { ShapeEntry } from '../fast/shape-entry.js'
import type { Route, RoutedCompiler } from '../knex/routed-compiler.js'
import type { KnexQuery } from '../knex/statements.js'
import type { Decider } from '../rollout/decider.js'
import { Sampler } from '../rollout/sampler.js'
import type { BuildStats } from '../stats/build-stats.js'
import {
  FAST_CALLS,
  FAST_ERRORS,
  LEGACY_CALLS,
  LEGACY_ERRORS,
  PLAN_CACHE_HITS,
  PLAN_CACHE_MISSES,
  fallbackSlot,
} from '../stats/counters.js'
import { nanosecondsSince, readClock } from '../util/clock.js'
import type { Random } from '../util/random.js'
import { fastFailure } from './fast-failure.js'
import type { Log } from './log.js'
import type { Prover } from './prover.js'

/** What a router is made of; all of it belongs to one adapter. */
export interface RouterParts {
  readonly stats: BuildStats
  readonly prover: Prover
  readonly log: Log
  readonly random: Random
  readonly deciderOf: (rollout: Rollout) => Decider
  /** Loads the fast builder, or says by `undefined` that it cannot be had. */
  readonly loadEngine: () => Engine | undefined
  readonly settings: RouterSettings
}

/** The settings that a build reads. */
export interface RouterSettings {
  readonly fallback: boolean
  readonly logBuilder: boolean
  readonly logPerformance: boolean
  /** Builds slower than this, in milliseconds, are logged under `logPerformance`. */
  readonly slowBuildMs: number
}

/**
 * The journey of one build: decide, then serve it by the builder decided on. Every way out of `fast` that is not a proven
 * result leads to legacy.
 */
export class Router implements Route {
  busy = false
  engine: Engine | undefined
  private decider!: Decider
  private shadow!: Sampler
  private verify!: Sampler
  private readonly stats: BuildStats
  private readonly counters: Float64Array
  private readonly logBuilder: boolean
  private readonly logPerformance: boolean

  constructor(
    private readonly parts: RouterParts,
    rollout: Rollout,
  ) {
    this.stats = parts.stats
    this.counters = parts.stats.counters
    this.logBuilder = parts.settings.logBuilder
    this.logPerformance = parts.settings.logPerformance
    this.follow(rollout)
  }

  /** Works out once what all builds under a rollout have in common. */
  follow(rollout: Rollout): void {
    const { deciderOf, random, loadEngine } = this.parts
    const shadowPercentage = rollout.mode === 'auto' ? rollout.shadowPercentage : 0
    this.decider = deciderOf(rollout)
    this.shadow = new Sampler(shadowPercentage, random)
    this.verify = new Sampler(rollout.verifyPercentage, random)
    // Loaded when a rollout first needs it: a process that stays on legacy never pays for it.
    if (targetPercentage(rollout) > 0 || shadowPercentage > 0) this.engine ??= loadEngine()
  }

  build(compiler: RoutedCompiler, method: string | undefined, tz: unknown): KnexQuery {
    const { decider } = this
    if (decider.byShape) return this.buildByShape(compiler, method, tz)
    return decider.decide() ? this.buildFast(compiler, method, tz) : this.buildLegacy(compiler, method, tz)
  }

  /** The shape decides: it has to be found first, and one never seen is shown to both builders. */
  private buildByShape(compiler: RoutedCompiler, method: string | undefined, tz: unknown): KnexQuery {
    const entry = this.find(compiler, method)
    const isFast =
      entry?.state === 'unproven' || (entry !== undefined && this.decider.decideFor(entry.bucket))
    return isFast ? this.buildFast(compiler, method, tz) : this.buildLegacy(compiler, method, tz)
  }

  /* legacy was chosen */

  private buildLegacy(compiler: RoutedCompiler, method: string | undefined, tz: unknown): KnexQuery {
    if (this.shadow.hit()) return this.buildShadowed(compiler, method, tz)
    const query = this.serveLegacy(compiler, method, tz)
    if (this.logBuilder) this.logBuild('legacy', this.decider.reason, query)
    return query
  }

  /** Both build, legacy's is served. `fast` looks first, because Knex's compiler changes what it compiles. */
  private buildShadowed(compiler: RoutedCompiler, method: string | undefined, tz: unknown): KnexQuery {
    const entry = this.find(compiler, method)
    const plan = entry && this.plan(entry, compiler, method)
    const query = this.serveLegacy(compiler, method, tz)
    if (entry !== undefined) entry.legacyBuilds += 1
    if (plan !== undefined) this.prove(entry!, plan, compiler, method, query)
    if (this.logBuilder) this.logBuild('legacy', this.decider.reason, query)
    return query
  }

  /** Legacy's result, counted and now and then timed. Throws what Knex throws. */
  private serveLegacy(compiler: RoutedCompiler, method: string | undefined, tz: unknown): KnexQuery {
    const due = this.stats.timer.due()
    const start = due || this.logPerformance ? readClock() : undefined
    const query = this.legacy(compiler, method, tz)
    if (start !== undefined) this.noteTime('legacy', nanosecondsSince(start), due, query)
    this.counters[LEGACY_CALLS]! += 1
    return query
  }

  /** Knex's own build. One that throws has been legacy's call, whoever was chosen. */
  private legacy(compiler: RoutedCompiler, method: string | undefined, tz: unknown): KnexQuery {
    this.busy = true
    try {
      return compiler.legacy().toSQL(method, tz)
    } catch (error) {
      this.counters[LEGACY_CALLS]! += 1
      this.counters[LEGACY_ERRORS]! += 1
      throw error
    } finally {
      this.busy = false
    }
  }

  /* fast was chosen */

  private buildFast(compiler: RoutedCompiler, method: string | undefined, tz: unknown): KnexQuery {
    const { engine } = this
    if (engine === undefined) return this.fallBack(compiler, method, tz, 'unavailable')
    const due = this.stats.timer.due()
    const start = due || this.logPerformance ? readClock() : undefined
    const kind = methodOf(compiler, method)
    let entry: ShapeEntry
    let query: KnexQuery | undefined
    this.busy = true
    try {
      entry = engine.find(compiler, kind)
      if (entry.plan !== undefined && !this.verify.hit()) query = engine.serve(entry.plan, compiler, kind)
    } catch (thrown) {
      this.busy = false
      return this.fastThrew(engine, compiler, method, tz, thrown)
    }
    this.busy = false
    if (query === undefined) return this.buildByBoth(entry, compiler, method, tz)
    this.counters[PLAN_CACHE_HITS]! += 1
    if (start !== undefined) this.noteTime('fast', nanosecondsSince(start), due, query, entry)
    return this.servedFast(entry, query)
  }

  private servedFast(entry: ShapeEntry, query: KnexQuery): KnexQuery {
    this.counters[FAST_CALLS]! += 1
    entry.fastBuilds += 1
    if (this.logBuilder) this.logBuild('fast', this.decider.reason, query)
    return query
  }

  /** The first sight of a shape, and a sample of later ones: legacy builds too, and `fast` has to agree with it. */
  private buildByBoth(
    entry: ShapeEntry,
    compiler: RoutedCompiler,
    method: string | undefined,
    tz: unknown,
  ): KnexQuery {
    if (entry.state === 'unproven') this.counters[PLAN_CACHE_MISSES]! += 1
    const plan = this.plan(entry, compiler, method)
    if (plan === undefined) return this.fallBack(compiler, method, tz, entry.reason ?? 'fast_error', entry)
    const start = readClock()
    const legacy = this.legacy(compiler, method, tz)
    const legacyNs = nanosecondsSince(start)
    const fast = this.prove(entry, plan, compiler, method, legacy)
    const fastNs = nanosecondsSince(start) - legacyNs
    if (this.logPerformance) this.logSlow({ builder: 'fast', ns: fastNs, otherNs: legacyNs, sql: legacy.sql })
    if (fast !== undefined) return this.servedFast(entry, fast)
    this.counters[LEGACY_CALLS]! += 1
    return this.fellBack(legacy, entry.reason ?? 'inconclusive', entry)
  }

  /* leaving fast */

  private fastThrew(
    engine: Engine,
    compiler: RoutedCompiler,
    method: string | undefined,
    tz: unknown,
    thrown: unknown,
  ): KnexQuery {
    engine.abandon()
    // Where Knex throws too, the mistake was the application's, and not a failure of fast.
    const query = this.serveLegacy(compiler, method, tz)
    this.counters[FAST_ERRORS]! += 1
    return this.fellBack(query, 'fast_error', undefined, thrown)
  }

  private fallBack(
    compiler: RoutedCompiler,
    method: string | undefined,
    tz: unknown,
    reason: FallbackReason,
    entry?: ShapeEntry,
  ): KnexQuery {
    return this.fellBack(this.serveLegacy(compiler, method, tz), reason, entry)
  }

  /** Legacy has built what `fast` was meant to: say so, and why. */
  private fellBack(
    query: KnexQuery,
    reason: FallbackReason,
    entry?: ShapeEntry,
    thrown?: unknown,
  ): KnexQuery {
    if (!this.parts.settings.fallback) {
      if (reason !== 'fast_error') this.counters[FAST_ERRORS]! += 1
      throw fastFailure(reason, entry?.detail, thrown)
    }
    this.counters[fallbackSlot(reason)]! += 1
    if (entry !== undefined) entry.legacyBuilds += 1
    if (entry?.reported !== true) this.report(query, reason, entry, thrown)
    if (this.logBuilder) this.logBuild('legacy', reason === 'fast_error' ? 'ERROR' : 'DEFAULT', query, reason)
    return query
  }

  /* both */

  /** The shape of a query that legacy will serve anyway; nothing where `fast` cannot say. */
  private find(compiler: RoutedCompiler, method: string | undefined): ShapeEntry | undefined {
    const { engine } = this
    if (engine === undefined) return undefined
    this.busy = true
    try {
      return engine.find(compiler, methodOf(compiler, method))
    } catch {
      // A callback of the application's threw; it will throw to legacy too, and legacy's error is the one to see.
      engine.abandon()
      return undefined
    } finally {
      this.busy = false
    }
  }

  private plan(entry: ShapeEntry, compiler: RoutedCompiler, method: string | undefined): Plan | undefined {
    this.busy = true
    const plan = this.parts.prover.plan(this.engine!, entry, compiler, methodOf(compiler, method))
    this.busy = false
    return plan
  }

  private prove(
    entry: ShapeEntry,
    plan: Plan,
    compiler: RoutedCompiler,
    method: string | undefined,
    legacy: KnexQuery,
  ): KnexQuery | undefined {
    this.busy = true
    const proven = this.parts.prover.prove(
      this.engine!,
      entry,
      plan,
      compiler,
      methodOf(compiler, method),
      legacy,
    )
    this.busy = false
    return proven
  }

  private noteTime(
    builder: BuilderType,
    ns: number,
    due: boolean,
    { sql }: KnexQuery,
    entry?: ShapeEntry,
  ): void {
    if (due) this.stats.durations[builder].observe(ns)
    entry?.addTime(builder, ns)
    if (this.logPerformance) this.logSlow({ builder, ns, sql })
  }

  private logSlow({ builder, ns, otherNs, sql }: SlowTimes): void {
    const ms = ns / 1e6
    if (ms < this.parts.settings.slowBuildMs) return
    this.parts.log.slowBuild({ builder, ms, sql, ...(otherNs !== undefined && { otherMs: otherNs / 1e6 }) })
  }

  private logBuild(
    builder: BuilderType,
    reason: DecisionReason,
    { sql }: KnexQuery,
    fallback?: FallbackReason,
  ): void {
    this.parts.log.build({ builder, reason, ...(fallback !== undefined && { fallback }) }, sql)
  }

  private report(
    query: KnexQuery,
    reason: FallbackReason,
    entry: ShapeEntry | undefined,
    thrown: unknown,
  ): void {
    if (entry !== undefined) entry.reported = true
    const detail = entry?.detail
    this.parts.log.fellBack({
      reason,
      sql: query.sql,
      ...(detail !== undefined && { detail }),
      error: thrown,
    })
  }
}

interface SlowTimes {
  readonly builder: BuilderType
  readonly ns: number
  readonly otherNs?: number
  readonly sql: string
}

/** The method that Knex's compiler would settle on. */
function methodOf({ builder }: RoutedCompiler, method: string | undefined): string {
  return method || builder._method || 'select'
}
