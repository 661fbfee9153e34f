import type { FallbackReason } from '../core/fallback-reason.js'
import type { Plan } from './plan.js'
import { ShapeEntry } from './shape-entry.js'
import { ShapeNode } from './shape-node.js'

/** Nodes a shape may take on average; the tree is held to this many times the number of shapes. */
const NODES_PER_SHAPE = 64

/**
 * All shapes known, bounded in number and in tree nodes. The eviction hand goes round (CLOCK): a shape used since the
 * hand last passed stays, so a flood of shapes seen once evicts its own kind, not the working set.
 */
export class ShapeCache {
  quarantined = 0
  plans = 0
  private readonly ends: ShapeNode[] = []
  private readonly size = { nodes: 0 }
  private hand = 0

  /**
   * @param max shapes kept
   * @param onEvict told of every shape dropped to make room
   */
  constructor(
    private readonly max: number,
    private readonly onEvict: () => void,
  ) {}

  /** A root for the shapes of one client; roots share this cache's bounds. */
  newRoot(): ShapeNode {
    return new ShapeNode(undefined, undefined, this.size)
  }

  /** Makes room, then keeps a new entry at the end of a walk. */
  add(end: ShapeNode): ShapeEntry {
    while (this.ends.length >= this.max || this.isOvergrown()) this.evictOne()
    const entry = new ShapeEntry()
    end.entry = entry
    this.ends.push(end)
    return entry
  }

  admit(entry: ShapeEntry, plan: Plan): void {
    entry.admit(plan)
    this.plans += 1
  }

  decline(entry: ShapeEntry, reason: FallbackReason, detail: string): void {
    if (entry.state === 'admitted') this.plans -= 1
    entry.decline(reason, detail)
  }

  quarantine(entry: ShapeEntry): void {
    if (entry.state === 'admitted') this.plans -= 1
    if (entry.state !== 'quarantined') this.quarantined += 1
    entry.quarantine()
  }

  *entries(): Iterable<ShapeEntry> {
    for (const end of this.ends) if (end.entry !== undefined) yield end.entry
  }

  private isOvergrown(): boolean {
    return this.size.nodes > this.max * NODES_PER_SHAPE && this.ends.length > 0
  }

  private evictOne(): void {
    for (;;) {
      if (this.hand >= this.ends.length) this.hand = 0
      const end = this.ends[this.hand]!
      if (!end.entry!.used) return this.evict(end)
      end.entry!.used = false
      this.hand += 1
    }
  }

  private evict(end: ShapeNode): void {
    const last = this.ends.pop()!
    if (last !== end) this.ends[this.hand] = last
    this.hand += 1
    if (end.entry!.state === 'admitted') this.plans -= 1
    if (end.entry!.state === 'quarantined') this.quarantined -= 1
    end.entry = undefined
    end.prune()
    this.onEvict()
  }
}
