import { ownText } from '../util/own-text.js'
import { quickHash } from '../util/quick-hash.js'
import { bytesOf, NODE_BYTES } from './bytes.js'
import type { ShapeEntry } from './shape-entry.js'
import { TOO_LARGE } from './tokens.js'
import type { Token } from './tokens.js'

/** The way to a node may have so many steps. A text counts as one more for every 128 characters. */
const LONGEST_WAY = 4096
const CHARACTERS_PER_STEP = 128

/** A longer text is never kept. V8 looks no further when it hashes one: longer ones of the same length would all collide. */
const LONGEST_TEXT = 0x3fff

/** From this length on a text is found by its hash. */
const SHORTEST_HASHED = 1024

/**
 * A node of the tree that all shapes make together: the way from the root to a node spells the beginning of a shape,
 * one token an edge. A build walks the tree instead of writing a fingerprint, so it allocates nothing, and two
 * different shapes can never meet, as two hashes could.
 */
export class ShapeNode {
  /** The edge taken last: an application repeats itself, and comparing one pointer is cheaper than a Map. */
  key: Token | undefined = undefined
  next: ShapeNode | undefined = undefined
  /** All edges, once there has been more than one. */
  private edges: Map<Token, ShapeNode> | undefined = undefined
  /** What is known of the shape that ends here. */
  entry: ShapeEntry | undefined = undefined
  /** What a clause worked out from the text that led here, such as where a raw fragment has its bindings. */
  parsed: unknown = undefined
  /** What the cache reckons for this node; 0 until it knows of it. */
  bytes = 0
  private readonly way: number

  constructor(
    readonly parent: ShapeNode | undefined,
    readonly token: Token | undefined,
  ) {
    this.way = parent === undefined ? 0 : parent.way + stepsOf(token)
  }

  /**
   * Follows the edge `token`, which is not the one taken last; makes it when it is new. What is too large to be kept
   * ends here: all such shapes are one.
   */
  follow(token: Token): ShapeNode {
    const step = this.isTooLong(token) ? TOO_LARGE : token
    if (typeof step === 'string' && step.length >= SHORTEST_HASHED && typeof this.token !== 'bigint')
      return this.followHash(step)
    const next = (step === this.key ? this.next : this.edges?.get(step)) ?? this.grow(step)
    // Its own text, not the equal one just met, which may be a view of a long one.
    this.key = next.token
    this.next = next
    return next
  }

  /**
   * A long text lies behind its hash, mostly alone: it need not be found among others then, for which V8 would hash it as
   * well, several times as slowly, and its copy once more.
   */
  private followHash(text: string): ShapeNode {
    // The text that came last is sooner compared than hashed.
    const last = this.next
    if (last?.key === text) return last.next!
    const hash = BigInt(quickHash(text))
    return (this.key === hash ? last! : this.follow(hash)).follow(text)
  }

  /** Reckons this node, and every ancestor that has not been yet. Returns the bytes they come to. */
  charge(): number {
    let bytes = 0
    let node: ShapeNode | undefined = this.reckon()
    for (; node !== undefined; node = node.parent?.reckon()) bytes += node.bytes
    return bytes
  }

  /** Removes this node and every ancestor that nothing needs any more. Returns the bytes reckoned for them. */
  prune(): number {
    let bytes = 0
    let node: ShapeNode | undefined = this.leave()
    for (; node !== undefined; node = node.parent?.leave()) bytes += node.bytes
    return bytes
  }

  private reckon(): this | undefined {
    if (this.parent === undefined || this.bytes > 0) return undefined
    this.bytes = NODE_BYTES + bytesOf(this.token) + bytesOf(this.parsed)
    return this
  }

  private leave(): this | undefined {
    const isNeeded = this.entry !== undefined || this.next !== undefined || (this.edges?.size ?? 0) > 0
    if (this.parent === undefined || isNeeded) return undefined
    this.parent.drop(this)
    return this
  }

  private drop(child: ShapeNode): void {
    this.edges?.delete(child.token!)
    if (this.next !== child) return
    this.key = undefined
    this.next = undefined
  }

  private isTooLong(token: Token): boolean {
    return this.way >= LONGEST_WAY || (typeof token === 'string' && token.length > LONGEST_TEXT)
  }

  private grow(token: Token): ShapeNode {
    const child = token === TOO_LARGE ? new DeadEnd(this, token) : new ShapeNode(this, ownToken(token))
    if (this.edges !== undefined) this.edges.set(child.token!, child)
    else if (this.next !== undefined)
      this.edges = new Map([
        [this.key!, this.next],
        [child.token!, child],
      ])
    return child
  }
}

/** Where a walk goes on after its shape has ended: steps lead nowhere and leave nothing, so no clause has to ask first. */
export class DeadEnd extends ShapeNode {
  constructor(parent?: ShapeNode, token?: Token) {
    super(parent, token)
    Object.defineProperty(this, 'parsed', { get: () => undefined, set: () => {} })
  }

  override follow(): ShapeNode {
    return this
  }
}

function stepsOf(token: Token | undefined): number {
  if (typeof token === 'bigint') return 0
  return typeof token === 'string' ? 1 + Math.floor(token.length / CHARACTERS_PER_STEP) : 1
}

function ownToken(token: Token): Token {
  return typeof token === 'string' ? ownText(token) : token
}
