import type { BuilderType } from '../core/builder-type.js'
import type { FallbackReason } from '../core/fallback-reason.js'
import { bytesOf, ENTRY_BYTES } from './bytes.js'
import type { Plan } from './plan.js'

/** What is known of a shape: nothing proven yet, admitted, declined by `fast`, or quarantined after a difference. */
export type ShapeState = 'unproven' | 'admitted' | 'declined' | 'quarantined'

/** One shape, at the end of its walk. Counts here feed `listShapes()`. */
export class ShapeEntry {
  state: ShapeState = 'unproven'
  plan: Plan | undefined = undefined
  /** A plan that legacy agreed with, though not decisively enough to serve from it alone. */
  candidate: Plan | undefined = undefined
  /** How often legacy has agreed before the plan was admitted. */
  agreements = 0
  reason: FallbackReason | undefined = undefined
  /** What exactly was declined: for the log, never a label. */
  detail: string | undefined = undefined
  /** Legacy's text of the shape, once seen. */
  sql: string | undefined = undefined
  /** 0 ≤ bucket < 100: where the shape falls when a rollout sticks to shapes, once one has asked. */
  bucket: number | undefined = undefined
  /** Of the plan's text, once admitted: what is remembered of a shape that is dropped. */
  hash = 0
  /** How often the two builders' callbacks gave values that could not be compared. */
  inconclusive = 0
  /** Whether the log has told of its fallback. */
  reported = false
  /** Whether a shortcut has been made, or could not be. */
  isLearnt = false
  /** Set on every use but the first, cleared when the shape's turn to be dropped comes. */
  used = false
  /** Whether the shape is past probation. */
  isMain = false
  /** Whether the cache has dropped it: a build may still be at it. */
  isDropped = false
  /** What the entry takes, with its texts and its plan, as weighed last. */
  bytes = ENTRY_BYTES
  /** What the shape's own part of the tree took when it came. */
  pathBytes = 0

  fastBuilds = 0
  legacyBuilds = 0
  private readonly timedNs = { fast: 0, legacy: 0 }
  private readonly timed = { fast: 0, legacy: 0 }

  /** Adds one measured build, in nanoseconds. */
  addTime(builder: BuilderType, ns: number): void {
    this.timedNs[builder] += ns
    this.timed[builder] += 1
  }

  /** Mean of the measured builds, in milliseconds; nothing before the first. */
  meanMs(builder: BuilderType): number | undefined {
    return this.timed[builder] === 0 ? undefined : this.timedNs[builder] / this.timed[builder] / 1e6
  }

  /** What there was to be added to the tree, and kept, for this shape. */
  get weight(): number {
    return this.bytes + this.pathBytes
  }

  /** Weighs the entry anew. Returns by how much it has become heavier. */
  weigh(): number {
    const { bytes, plan = this.candidate, sql, detail } = this
    this.bytes = ENTRY_BYTES + (plan?.bytes ?? 0) + bytesOf(sql) + bytesOf(detail)
    return this.bytes - bytes
  }

  admit(plan: Plan): void {
    this.plan = plan
    this.candidate = undefined
    this.state = 'admitted'
  }

  /** The first reason counts. */
  decline(reason: FallbackReason, detail: string): void {
    if (this.reason !== undefined) return
    this.plan = undefined
    this.candidate = undefined
    this.state = 'declined'
    this.reason = reason
    this.detail = detail
  }

  quarantine(): void {
    this.plan = undefined
    this.candidate = undefined
    this.state = 'quarantined'
    this.reason = 'quarantined'
  }
}
