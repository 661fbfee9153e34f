import type { Token } from './tokens.js'
import type { ShapeEntry } from './shape-entry.js'

/**
 * A node of the tree that all shapes make together: the way from the root to a node spells the beginning of a shape,
 * one token an edge. A build walks the tree instead of writing a fingerprint, so it allocates nothing, and two
 * different shapes can never meet, as two hashes could.
 */
export class ShapeNode {
  /** The edge taken last: an application repeats itself, and comparing one pointer is cheaper than a Map. */
  key: Token | undefined = undefined
  next: ShapeNode | undefined = undefined
  /** All edges, once there is more than one. */
  private edges: Map<Token, ShapeNode> | undefined = undefined
  /** What is known of the shape that ends here. */
  entry: ShapeEntry | undefined = undefined
  /** What a clause worked out from the text that led here, such as where a raw fragment has its bindings. */
  parsed: unknown = undefined

  constructor(
    readonly parent: ShapeNode | undefined,
    readonly token: Token | undefined,
    readonly size: { nodes: number },
  ) {}

  /** Follows the edge `token`, which is not the one taken last; makes it when it is new. */
  follow(token: Token): ShapeNode {
    const next = this.edges?.get(token) ?? this.grow(token)
    this.key = token
    this.next = next
    return next
  }

  /** Removes this node and every ancestor that nothing needs any more. */
  prune(): void {
    if (this.parent === undefined || this.entry !== undefined || this.next !== undefined) return
    this.size.nodes -= 1
    this.parent.drop(this)
    this.parent.prune()
  }

  private grow(token: Token): ShapeNode {
    const child = new ShapeNode(this, token, this.size)
    this.size.nodes += 1
    if (this.edges !== undefined) this.edges.set(token, child)
    else if (this.next !== undefined)
      this.edges = new Map([
        [this.key!, this.next],
        [token, child],
      ])
    return child
  }

  private drop(child: ShapeNode): void {
    this.edges?.delete(child.token!)
    if (this.next !== child) return
    const other = this.edges?.entries().next().value
    this.key = other?.[0]
    this.next = other?.[1]
  }
}
