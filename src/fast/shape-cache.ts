import type { FallbackReason } from '../core/fallback-reason.js'
import { quickHash } from '../util/quick-hash.js'
import { DroppedShapes } from './dropped-shapes.js'
import type { Plan } from './plan.js'
import { ShapeEntry } from './shape-entry.js'
import { ShapeNode } from './shape-node.js'
import { ShapeQueue } from './shape-queue.js'
import { TOO_LARGE } from './tokens.js'

/** What a shape may take on average, with its part of the tree, its plan and its texts. */
const BYTES_PER_SHAPE = 16_384

/** The part of the cache that is held free for shapes on probation. */
const PROBATION = 0.1

/** The part of the bytes that they may have, even where there is room: V8 moves each of them twice, the longer the slower. */
const MOST_ON_PROBATION = 0.25

/**
 * All shapes known, bounded in number and in bytes. What is dropped to make room is decided as by S3-FIFO (Yang et al.,
 * SOSP 2023): a new shape is on probation; one that was used again when its turn comes moves to the main queue, one
 * that was not is dropped. In the main queue each use grants another round. So a flood of shapes seen once passes
 * through probation and drops only its own kind.
 */
export class ShapeCache {
  quarantined = 0
  plans = 0
  /** What all shapes take, estimated. */
  bytes = 0
  private readonly maxBytes: number
  private readonly probation = new ShapeQueue()
  private readonly main = new ShapeQueue()
  private readonly dropped: DroppedShapes

  /**
   * @param max shapes kept
   * @param onEvict told of every shape dropped to make room
   */
  constructor(
    private readonly max: number,
    private readonly onEvict: () => void,
  ) {
    this.maxBytes = max * BYTES_PER_SHAPE
    this.dropped = new DroppedShapes(max)
  }

  /** A root for the shapes of one client; roots share this cache's bounds. */
  newRoot(): ShapeNode {
    return new ShapeNode(undefined, undefined)
  }

  /** Makes room, then keeps a new entry at the end of a walk. */
  add(end: ShapeNode): ShapeEntry {
    while (this.isFull()) this.makeRoom()
    const entry = new ShapeEntry()
    if (end.token === TOO_LARGE) entry.decline('too_large', 'a long text, or too many parts')
    end.entry = entry
    entry.pathBytes = end.charge()
    this.bytes += entry.weight
    this.probation.push(end)
    return entry
  }

  admit(entry: ShapeEntry, plan: Plan): void {
    entry.admit(plan)
    if (entry.isDropped) return
    this.plans += 1
    // Soon enough to have been missed: as good as used again.
    entry.hash = quickHash(plan.canonicalSql)
    if (this.dropped.has(entry.hash)) entry.used = true
    this.weigh(entry)
  }

  decline(entry: ShapeEntry, reason: FallbackReason, detail: string): void {
    if (entry.state === 'admitted' && !entry.isDropped) this.plans -= 1
    entry.decline(reason, detail)
    this.weigh(entry)
  }

  quarantine(entry: ShapeEntry): void {
    if (!entry.isDropped) {
      if (entry.state === 'admitted') this.plans -= 1
      if (entry.state !== 'quarantined') this.quarantined += 1
    }
    entry.quarantine()
    this.weigh(entry)
  }

  /** Reckons an entry anew, after what it knows has changed. */
  weigh(entry: ShapeEntry): void {
    if (entry.isDropped) return
    const more = entry.weigh()
    this.bytes += more
    const queue = entry.isMain ? this.main : this.probation
    queue.bytes += more
  }

  *entries(): Iterable<ShapeEntry> {
    for (const end of this.main) yield end.entry!
    for (const end of this.probation) yield end.entry!
  }

  private isFull(): boolean {
    const { length, max, bytes, maxBytes, probation } = this
    const isHeavy = bytes > maxBytes || probation.bytes > maxBytes * MOST_ON_PROBATION
    return length > 0 && (length >= max || isHeavy)
  }

  private get length(): number {
    return this.main.length + this.probation.length
  }

  /** Drops a shape, or comes nearer to it: grants one that was used a round in the main queue. */
  private makeRoom(): void {
    const queue = this.isProbationFull() ? this.probation : this.main
    const end = queue.shift()
    const entry = end.entry!
    if (!entry.used) return this.drop(end, entry)
    entry.used = false
    entry.isMain = true
    this.main.push(end)
  }

  private isProbationFull(): boolean {
    const { length, bytes } = this.probation
    const isLarge = length >= this.max * PROBATION || bytes >= this.maxBytes * PROBATION
    return length > 0 && (isLarge || this.main.length === 0)
  }

  private drop(end: ShapeNode, entry: ShapeEntry): void {
    if (entry.state === 'quarantined') this.quarantined -= 1
    if (entry.state === 'admitted') {
      this.plans -= 1
      this.dropped.add(entry.hash)
    }
    end.entry = undefined
    entry.isDropped = true
    this.bytes -= entry.bytes + end.prune()
    this.onEvict()
  }
}
