import type { FallbackReason } from '../core/fallback-reason.js'
import type { ShapeEntry } from '../fast/shape-entry.js'
import type { KnexQuery } from '../knex/statements.js'
import { FAST_ERRORS, fallbackSlot } from '../stats/counters.js'
import type { BuildNotes } from './build-notes.js'
import { fastFailure } from './fast-failure.js'

/** Keeps account of the builds that were meant for `fast` and that legacy had to do. */
export class Fallbacks {
  /** @param allowed `false`: what `fast` cannot serve is thrown */
  constructor(
    private readonly counters: Float64Array,
    private readonly notes: BuildNotes,
    private readonly allowed: boolean,
  ) {}

  /**
   * Legacy has built what `fast` was meant to: says so, and why.
   *
   * @param thrown what the fast builder threw, if it did
   * @returns legacy's query
   * @throws KnexodusError where falling back is off
   */
  note(query: KnexQuery, reason: FallbackReason, entry?: ShapeEntry, thrown?: unknown): KnexQuery {
    if (!this.allowed) {
      if (reason !== 'fast_error') this.counters[FAST_ERRORS]! += 1
      throw fastFailure(reason, entry?.detail, thrown)
    }
    this.counters[fallbackSlot(reason)]! += 1
    if (entry !== undefined) entry.legacyBuilds += 1
    this.notes.fellBack(query, reason, entry, thrown)
    const decided = reason === 'fast_error' ? 'ERROR' : 'DEFAULT'
    if (this.notes.everyBuild) this.notes.built('legacy', decided, query, reason)
    return query
  }

  /** The same for a reason known before this build. With falling back off a failure is thrown anew, and so it is counted anew. */
  again(query: KnexQuery, reason: FallbackReason, entry?: ShapeEntry): KnexQuery {
    if (reason === 'fast_error' && !this.allowed) this.counters[FAST_ERRORS]! += 1
    return this.note(query, reason, entry)
  }
}
