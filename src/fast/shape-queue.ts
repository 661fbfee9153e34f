import type { ShapeNode } from './shape-node.js'

/** Shapes in the order in which they came, by the nodes at their ends: first in, first out. */
export class ShapeQueue {
  /** Of the shapes in it, as reckoned when they came or were weighed. */
  bytes = 0
  private ends: (ShapeNode | undefined)[] = []
  private head = 0

  get length(): number {
    return this.ends.length - this.head
  }

  push(end: ShapeNode): void {
    this.ends.push(end)
    this.bytes += end.entry!.weight
  }

  /** Takes the oldest out; there has to be one. */
  shift(): ShapeNode {
    const end = this.ends[this.head]!
    this.ends[this.head] = undefined
    this.head += 1
    if (this.head * 2 > this.ends.length) this.close()
    this.bytes -= end.entry!.weight
    return end
  }

  *[Symbol.iterator](): Iterator<ShapeNode> {
    for (let i = this.head; i < this.ends.length; i++) yield this.ends[i]!
  }

  /** Moves the rest to the front, which more have left by now than it has to move. */
  private close(): void {
    this.ends = this.ends.slice(this.head)
    this.head = 0
  }
}
