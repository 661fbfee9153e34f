import type { BuilderType } from '../core/builder-type.js'
import type { DecisionReason } from '../core/decision.js'
import type { FallbackReason } from '../core/fallback-reason.js'
import type { ShapeEntry } from '../fast/shape-entry.js'
import type { KnexQuery } from '../knex/statements.js'
import type { BuildStats } from '../stats/build-stats.js'
import type { Log } from './log.js'

/** The settings that say what is noted. */
export interface NotesSettings {
  readonly logBuilder: boolean
  readonly logPerformance: boolean
  /** Builds slower than this, in milliseconds, are logged under `logPerformance`. */
  readonly slowBuildMs: number
}

/** Writes down what became of builds: times, and lines of the log for those who asked for them. */
export class BuildNotes {
  /** Whether every build has a line of its own. */
  readonly everyBuild: boolean
  /** Whether every build is timed, not just a sample. */
  readonly everyTime: boolean

  constructor(
    private readonly stats: BuildStats,
    private readonly log: Log,
    private readonly settings: NotesSettings,
  ) {
    this.everyBuild = settings.logBuilder
    this.everyTime = settings.logPerformance
  }

  /** One build of the sample, or any where all are timed. */
  time(builder: BuilderType, ns: number, isSample: boolean, { sql }: KnexQuery, entry?: ShapeEntry): void {
    if (isSample) this.stats.sample(builder, ns)
    entry?.addTime(builder, ns)
    if (this.everyTime && this.isSlow(ns)) this.log.slowBuild({ builder, ms: ns / 1e6, sql })
  }

  /** A build that both builders did, by the one that served it. Nanoseconds; fast's include planning and comparing. */
  timeBoth(served: BuilderType, ns: Readonly<Record<BuilderType, number>>, { sql }: KnexQuery): void {
    if (!this.everyTime || !this.isSlow(Math.max(ns.fast, ns.legacy))) return
    const otherMs = ns[served === 'fast' ? 'legacy' : 'fast'] / 1e6
    this.log.slowBuild({ builder: served, ms: ns[served] / 1e6, otherMs, sql })
  }

  built(builder: BuilderType, reason: DecisionReason, { sql }: KnexQuery, fallback?: FallbackReason): void {
    this.log.build({ builder, reason, ...(fallback !== undefined && { fallback }) }, sql)
  }

  /** Tells of a fallback, once for each shape; `thrown` is what the fast builder threw, if it did. */
  fellBack(query: KnexQuery, reason: FallbackReason, entry?: ShapeEntry, thrown?: unknown): void {
    if (entry?.reported) return
    if (entry !== undefined) entry.reported = true
    const { sql } = query
    const detail = entry?.detail
    const error = reason === 'fast_error' ? { error: thrown } : {}
    this.log.fellBack({ reason, sql, ...(detail !== undefined && { detail }), ...error })
  }

  private isSlow(ns: number): boolean {
    return ns / 1e6 >= this.settings.slowBuildMs
  }
}
