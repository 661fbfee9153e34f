import type { BuilderType } from '../core/builder-type.js'
import type { DecisionReason } from '../core/decision.js'
import type { FallbackReason } from '../core/fallback-reason.js'
import { targetPercentage } from '../core/rollout.js'
import type { Rollout } from '../core/rollout.js'
import type { Engine } from '../fast/engine.js'
import type { Plan } from '../fast/plan.js'
import type { ShapeEntry } from '../fast/shape-entry.js'
import type { LeanRoute } from '../knex/lean-runner.js'
import type { Build, Route } from '../knex/routed-compiler.js'
import type { KnexQuery } from '../knex/statements.js'
import type { Decider } from '../rollout/decider.js'
import { bucketOf } from '../rollout/bucket.js'
import { Sampler } from '../rollout/sampler.js'
import type { BuildStats } from '../stats/build-stats.js'
import {
  FAST_CALLS,
  LEAN_RUNS,
  LEGACY_CALLS,
  LEGACY_ERRORS,
  PLAN_CACHE_HITS,
  PLAN_CACHE_MISSES,
} from '../stats/counters.js'
import { nanosecondsSince, readClock } from '../util/clock.js'
import type { Countdown } from '../util/countdown.js'
import type { Random } from '../util/random.js'
import type { BuildNotes } from './build-notes.js'
import { Fallbacks } from './fallbacks.js'
import type { Prover } from './prover.js'

/** What a router is made of; all of it belongs to one adapter. */
export interface RouterParts {
  readonly stats: BuildStats
  readonly notes: BuildNotes
  readonly prover: Prover
  readonly random: Random
  readonly deciderOf: (rollout: Rollout) => Decider
  /** Loads the fast builder, or says by `undefined` that it cannot be had. */
  readonly loadEngine: () => Engine | undefined
  /** `false`: what `fast` cannot serve is thrown. */
  readonly fallback: boolean
}

/**
 * The journey of one build: decide, then serve it by the builder decided on. Every way out of `fast` that is not a proven
 * result leads to legacy.
 */
export class Router implements Route, LeanRoute {
  busy = false
  engine: Engine | undefined
  private decider!: Decider
  /** Of the decision under way: a change of the rollout meanwhile holds for the next build. */
  private reason: DecisionReason = 'STATIC'
  /** Nothing to decide, nothing to shadow, nothing to tell of a build: it is legacy's, by the shortest way. */
  private idle = false
  /** Something is told of every build. */
  private readonly tells: boolean
  private shadow!: Sampler
  private verify!: Sampler
  private readonly counters: Float64Array
  private readonly timer: Countdown
  private readonly notes: BuildNotes
  private readonly prover: Prover
  private readonly fallbacks: Fallbacks

  constructor(
    private readonly parts: RouterParts,
    rollout: Rollout,
  ) {
    this.counters = parts.stats.counters
    this.timer = parts.stats.timer
    this.notes = parts.notes
    this.prover = parts.prover
    this.fallbacks = new Fallbacks(this.counters, this.notes, parts.fallback)
    this.tells = this.notes.everyBuild || this.notes.everyTime
    this.follow(rollout)
  }

  /** Works out once what all builds under a rollout have in common. */
  follow(rollout: Rollout): void {
    const { deciderOf, random, loadEngine } = this.parts
    const shadowPercentage = rollout.mode === 'auto' ? rollout.shadowPercentage : 0
    this.decider = deciderOf(rollout)
    this.shadow = new Sampler(shadowPercentage, random)
    this.verify = new Sampler(rollout.verifyPercentage, random)
    const isActive = targetPercentage(rollout) > 0 || shadowPercentage > 0
    this.idle = !isActive && !this.tells
    // Loaded when a rollout first needs it: a process that stays on legacy never pays for it.
    if (isActive) this.engine ??= loadEngine()
  }

  /** By the same percentage as the build that follows, if by a draw of its own: a canary runs as many of its queries so. */
  runsLean(): boolean {
    return this.engine !== undefined && this.decider.decide()
  }

  ranLean(): void {
    this.counters[LEAN_RUNS]! += 1
  }

  build(build: Build): KnexQuery {
    if (this.idle) return this.timer.due() ? this.timedLegacy(build, true) : this.legacy(build)
    const { decider } = this
    if (this.tells) this.reason = decider.reason
    if (decider.byShape) return this.buildByShape(decider, build)
    return decider.decide() ? this.buildFast(build) : this.buildLegacy(build)
  }

  /* the shape decides */

  private buildByShape(decider: Decider, build: Build): KnexQuery {
    const { engine } = this
    if (engine === undefined) return this.fallBack(build, 'unavailable')
    const found = this.find(engine, build)
    if (found instanceof Thrown) return this.fastThrew(engine, undefined, build, found.error)
    if (found.sql === undefined) return this.buildToPlace(decider, engine, found, build)
    found.bucket ??= bucketOf(found.sql)
    return decider.decideFor(found.bucket)
      ? this.buildFound(engine, found, build)
      : this.buildLegacy(build, found)
  }

  /** Legacy's text says where a shape belongs: at its first sight, and for those that `fast` never gets to prove. */
  private buildToPlace(decider: Decider, engine: Engine, entry: ShapeEntry, build: Build): KnexQuery {
    const known = entry.reason
    const both = this.buildByBoth(engine, entry, build)
    const bucket =
      entry.sql === undefined ? bucketOf(both.legacy.sql) : (entry.bucket ??= bucketOf(entry.sql))
    if (!decider.decideFor(bucket)) return this.servedBeside(entry, both)
    return known === undefined
      ? this.servedByBoth(entry, both)
      : this.fallbacks.again(both.legacy, known, entry)
  }

  /* legacy was chosen */

  /** @param found the query's shape, if it has been looked for already: that runs callbacks, so it is done once */
  private buildLegacy(build: Build, found?: ShapeEntry): KnexQuery {
    if (this.shadow.hit() && this.engine !== undefined) return this.buildShadowed(this.engine, build, found)
    return this.servedLegacy(this.serveLegacy(build, found && this.engine?.expansions))
  }

  /** Both build, legacy's is served. */
  private buildShadowed(engine: Engine, build: Build, known?: ShapeEntry): KnexQuery {
    const found = known ?? this.find(engine, build)
    if (!(found instanceof Thrown)) {
      return this.servedBeside(found, this.buildByBoth(engine, found, build))
    }
    const legacy = this.legacy(build, engine.expansions)
    this.prover.failed(engine, undefined, found.error)
    this.notes.fellBack(legacy, 'fast_error', undefined, this.prover.takeFault())
    return this.servedLegacy(legacy)
  }

  private servedLegacy(query: KnexQuery): KnexQuery {
    if (this.notes.everyBuild) this.notes.built('legacy', this.reason, query)
    return query
  }

  /** Legacy serves as decided, `fast` built beside it; if that failed, it is told all the same. */
  private servedBeside(entry: ShapeEntry, { legacy, ns }: Both): KnexQuery {
    const fault = this.prover.takeFault()
    if (entry.reason === 'fast_error') this.notes.fellBack(legacy, 'fast_error', entry, fault)
    this.notes.timeBoth('legacy', ns, legacy)
    entry.legacyBuilds += 1
    return this.servedLegacy(legacy)
  }

  /** Legacy's result, now and then timed. Throws what Knex throws. */
  private serveLegacy(build: Build, ran?: Ran, isSample = this.timer.due()): KnexQuery {
    return isSample || this.notes.everyTime ? this.timedLegacy(build, isSample, ran) : this.legacy(build, ran)
  }

  private timedLegacy(build: Build, isSample: boolean, ran?: Ran): KnexQuery {
    const start = readClock()
    const query = this.legacy(build, ran)
    this.notes.time('legacy', nanosecondsSince(start), isSample, query)
    return query
  }

  /** Knex's own build, counted as legacy's call. Throws what Knex throws. */
  private legacy(build: Build, ran?: Ran): KnexQuery {
    this.counters[LEGACY_CALLS]! += 1
    this.busy = true
    try {
      return build.legacy(ran)
    } catch (error) {
      this.counters[LEGACY_ERRORS]! += 1
      throw error
    } finally {
      this.busy = false
    }
  }

  /* fast was chosen */

  /** What a shortcut answers is served from here: nearly every build of a busy process ends in this method. */
  private buildFast(build: Build): KnexQuery {
    const { engine } = this
    if (engine === undefined) return this.fallBack(build, 'unavailable')
    const isSample = this.timer.due()
    if (isSample || this.tells) return this.buildFound(engine, undefined, build, isSample)
    let answer: KnexQuery | undefined
    this.busy = true
    try {
      answer = engine.ask(build)
    } catch (thrown) {
      this.busy = false
      return this.fastThrew(engine, undefined, build, thrown)
    }
    this.busy = false
    if (answer === undefined) return this.buildWalked(engine, build)
    const entry = engine.answered
    if (entry.plan === undefined) return this.fallBack(build, entry.reason!, entry, isSample)
    if (this.verify.hit()) return this.buildToProve(engine, engine.keep(answer), build, isSample)
    this.counters[PLAN_CACHE_HITS]! += 1
    this.counters[FAST_CALLS]! += 1
    entry.fastBuilds += 1
    return answer
  }

  /** No shortcut has answered. */
  private buildWalked(engine: Engine, build: Build): KnexQuery {
    const found = this.find(engine, build, 'walk')
    if (found instanceof Thrown) return this.fastThrew(engine, undefined, build, found.error)
    return this.buildFound(engine, found, build, false)
  }

  private buildFound(
    engine: Engine,
    found: ShapeEntry | undefined,
    build: Build,
    isSample = this.timer.due(),
  ): KnexQuery {
    const start = isSample || this.notes.everyTime ? readClock() : undefined
    let entry = found
    let query: KnexQuery | undefined
    this.busy = true
    try {
      entry ??= engine.find(build)
      if (entry.plan !== undefined && !this.verify.hit()) query = engine.serve(entry.plan, build)
    } catch (thrown) {
      this.busy = false
      return this.fastThrew(engine, entry, build, thrown)
    }
    this.busy = false
    if (query === undefined) return this.buildToProve(engine, entry, build, isSample)
    this.counters[PLAN_CACHE_HITS]! += 1
    if (start !== undefined) this.notes.time('fast', nanosecondsSince(start), isSample, query, entry)
    if (!entry.isLearnt) this.learn(engine, entry, build)
    return this.servedFast(entry, query)
  }

  private servedFast(entry: ShapeEntry, query: KnexQuery): KnexQuery {
    this.counters[FAST_CALLS]! += 1
    entry.fastBuilds += 1
    if (this.notes.everyBuild) this.notes.built('fast', this.reason, query)
    return query
  }

  /** The first sight of a shape, and a sample of later ones: legacy builds too, and `fast` has to agree with it. */
  private buildToProve(engine: Engine, entry: ShapeEntry, build: Build, isSample: boolean): KnexQuery {
    if (entry.reason !== undefined) {
      if (!entry.isLearnt) this.learn(engine, entry, build)
      return this.fallBack(build, entry.reason, entry, isSample)
    }
    return this.servedByBoth(entry, this.buildByBoth(engine, entry, build))
  }

  /** `fast` plans first, because Knex's compiler changes what it compiles. Throws what Knex throws. */
  private buildByBoth(engine: Engine, entry: ShapeEntry, build: Build): Both {
    if (entry.state === 'unproven') this.counters[PLAN_CACHE_MISSES]! += 1
    const plan = this.plan(engine, entry, build)
    const start = readClock()
    const legacy = this.legacy(build, engine.expansions)
    const legacyNs = nanosecondsSince(start)
    const fast = plan && this.prove(engine, entry, plan, build, legacy)
    entry.addTime('legacy', legacyNs)
    return { legacy, fast, ns: { legacy: legacyNs, fast: nanosecondsSince(start) - legacyNs } }
  }

  private servedByBoth(entry: ShapeEntry, { legacy, fast, ns }: Both): KnexQuery {
    this.notes.timeBoth(fast === undefined ? 'legacy' : 'fast', ns, legacy)
    if (fast === undefined) {
      return this.fallbacks.note(legacy, entry.reason ?? 'inconclusive', entry, this.prover.takeFault())
    }
    // Legacy was asked for proof only.
    this.counters[LEGACY_CALLS]! -= 1
    return this.servedFast(entry, fast)
  }

  /* leaving fast */

  private fastThrew(engine: Engine, entry: ShapeEntry | undefined, build: Build, thrown: unknown): KnexQuery {
    if (entry === undefined) engine.abandon()
    // Where Knex throws too, the mistake was the application's, and not a failure of fast.
    const query = this.serveLegacy(build, engine.expansions)
    this.prover.failed(engine, entry, thrown)
    return this.fallbacks.note(query, 'fast_error', entry, this.prover.takeFault())
  }

  private fallBack(build: Build, reason: FallbackReason, entry?: ShapeEntry, isSample?: boolean): KnexQuery {
    const ran = entry === undefined ? undefined : this.engine?.expansions
    return this.fallbacks.again(this.serveLegacy(build, ran, isSample), reason, entry)
  }

  /* the fast builder, guarded */

  private find(engine: Engine, build: Build, how: 'find' | 'walk' = 'find'): ShapeEntry | Thrown {
    this.busy = true
    try {
      return engine[how](build)
    } catch (error) {
      engine.abandon()
      return new Thrown(error)
    } finally {
      this.busy = false
    }
  }

  /** A query met often is worth a shortcut. */
  private learn(engine: Engine, entry: ShapeEntry, build: Build): void {
    this.busy = true
    engine.learn(entry, build)
    this.busy = false
  }

  private plan(engine: Engine, entry: ShapeEntry, build: Build): Plan | undefined {
    this.busy = true
    const plan = this.prover.plan(engine, entry, build)
    this.busy = false
    return plan
  }

  private prove(
    engine: Engine,
    entry: ShapeEntry,
    plan: Plan,
    build: Build,
    legacy: KnexQuery,
  ): KnexQuery | undefined {
    this.busy = true
    const proven = this.prover.prove(engine, entry, plan, build, legacy)
    this.busy = false
    return proven
  }
}

type Ran = Engine['expansions']

/** What each builder made; `fast` only where legacy's proves it. */
interface Both {
  readonly legacy: KnexQuery
  readonly fast: KnexQuery | undefined
  readonly ns: Readonly<Record<BuilderType, number>>
}

/** What the fast builder threw, kept until legacy has had its say: where Knex throws too, that is the error to see. */
class Thrown {
  constructor(readonly error: unknown) {}
}
