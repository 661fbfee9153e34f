import type { FallbackReason } from '../core/fallback-reason.js'
import type { Anatomy } from '../knex/anatomy.js'
import { expanded } from '../knex/expansion.js'
import type { Callback, Expansion } from '../knex/expansion.js'
import type { JoinStatement, KnexBuilder, KnexClient, KnexRaw } from '../knex/statements.js'
import { Watch } from '../knex/watch.js'
import type { Dialect } from './dialects/dialect.js'
import type { HookedNames } from './hooked-names.js'
import { DECLINED } from './tokens.js'
import type { Token } from './tokens.js'
import { DeadEnd } from './shape-node.js'
import type { ShapeNode } from './shape-node.js'

/** Subqueries nested deeper than this are left to legacy: it bounds the walk, and no application comes near. */
const MAX_DEPTH = 32

/** So few values may stay when a walk is over: letting go of them would cost as much as a clause. */
const FEW = 16

/** An array for more values than this is not kept for the next walks. */
const LONGEST_KEPT = 4096

/** A ref, and the text that compiling it leaves in it, as if it had been a raw. */
export interface WrittenRef {
  readonly ref: KnexRaw
  readonly text: string
}

/** Walks one query: every clause steps its shape and pushes its values. Given to the walk, so that clauses can nest. */
export type ShapeQuery = (walk: Walk, builder: KnexBuilder, method: string) => void

/** What a walk has met. */
export interface Met {
  readonly values: readonly unknown[]
  readonly spans: readonly number[]
  readonly raws: readonly KnexRaw[]
  readonly refs: readonly WrittenRef[]
  /** The names that a `wrapIdentifier` hook was asked about, and what it made of them. */
  readonly names: ReadonlyMap<string, string>
}

/** Where the shapes of one class of clients begin. */
export interface Roots {
  readonly plain: ShapeNode
  /** Under a `wrapIdentifier` hook a shape says more, so it needs a tree of its own. */
  readonly hooked: ShapeNode
}

const NO_TRACES: (() => void)[] = []

/** Where a walk goes on after it was declined. */
const NOWHERE = new DeadEnd()

/**
 * The journey of one build through the tree of shapes. One object serves all builds of an engine, one after another:
 * the hot path allocates only what the application keeps.
 */
export class Walk {
  node!: ShapeNode
  client!: KnexClient
  /** The values met, in walking order. The array is used again and again: `size` of them are this walk's. */
  values: unknown[] = []
  size = 0
  /** How many values each list has that any number of items may have, in walking order. `lists` of them are this walk's. */
  readonly spans: number[] = []
  private lists = 0
  /** What the user's callbacks filled, in walking order: the translation, and legacy where it builds too, read it again. */
  expansions: Expansion[] = []
  /** What callbacks have filled in this build before this walk came to them. */
  private ran: Expansion[] = []
  private rehearses = false
  /** What a hook made of names, while this walk rehearses: the application's code is not run for every rehearsal. */
  private names = new Map<string, string>()
  /** The query, and the builders in it that this walk has come to and does not watch yet. */
  private entered: KnexBuilder[] = []
  /** What callbacks have found around them, once one has been run. */
  private watch: Watch | undefined = undefined
  /** How many of the raws met it watches. */
  private watched = 0
  /** Whether callbacks that a shortcut ran have changed their query. */
  private isMeddled = false
  /** Whether nothing has happened since a build was begun: the next one of this client need not be. */
  private isFresh = false
  /** Raws met: Knex's compiler makes them its client's. */
  raws: KnexRaw[] = []
  /** Those of them that are refs. */
  refs: WrittenRef[] = []
  /** What Knex's compiler would leave behind besides a result: on the builder, or in the log. */
  traces: (() => void)[] = NO_TRACES
  /** The context given to a `wrapIdentifier` hook; each builder has its own. */
  context: unknown = undefined
  /** The context that raws met now are given: their builder's. */
  given: unknown = undefined
  /** Whether the application quotes identifiers itself, by Knex's `wrapIdentifier` setting. */
  hooked = false
  /** The class of the join being walked: a group of its conditions is filled on another of it. */
  JoinClause: (new () => JoinStatement) | undefined = undefined
  reason: FallbackReason | undefined = undefined
  detail = ''
  private depth = 0
  private declinedAt: ShapeNode = NOWHERE

  constructor(
    readonly anatomy: Anatomy,
    readonly dialect: Dialect,
    private readonly shapeQuery: ShapeQuery,
    private readonly hookedNames: HookedNames,
  ) {}

  /** Begins a build: no callback of its query has been run. */
  begin(client: KnexClient): void {
    if (this.isFresh && client === this.client) return
    this.isFresh = true
    this.isMeddled = false
    this.watch = undefined
    this.client = client
    this.reason = undefined
    if (this.expansions.length > 0) this.expansions = []
    if (this.ran.length > 0) this.ran = []
  }

  /** Begins the same build once more, to look at it: what its callbacks filled is there, and none may be run. */
  rehearse(expansions: readonly Expansion[]): void {
    this.isFresh = false
    this.rehearses = true
    this.reason = undefined
    this.expansions = []
    this.ran = [...expansions]
  }

  endRehearsal(expansions: Expansion[]): void {
    this.rehearses = false
    this.names = new Map()
    this.expansions = expansions
    this.ran = []
  }

  /** Whether more belongs to the query than the values met, what is left in raws and refs, and what a hook makes of names. */
  get hasMore(): boolean {
    return this.traces.length > this.refs.length
  }

  /** Walks the whole query and returns the node at which its shape ends. */
  run(roots: Roots, builder: KnexBuilder, method: string): ShapeNode {
    const { client } = this
    this.isFresh = false
    if (this.expansions.length > 0) {
      this.ran = this.expansions
      this.expansions = []
    }
    this.hooked = client.config.wrapIdentifier != null
    this.node = this.hooked ? roots.hooked : roots.plain
    this.size = this.lists = 0
    if (this.values.length > LONGEST_KEPT) this.values = []
    if (this.raws.length > 0) this.raws = []
    if (this.refs.length > 0) this.refs = []
    this.traces = NO_TRACES
    this.reason = undefined
    this.depth = 0
    this.entered = [builder]
    this.watch = undefined
    this.watched = 0
    this.context = this.given = builder._queryContext
    if (builder._single.returning) this.warnOf(builder)
    if (!this.isMeddled) this.shapeQuery(this, builder, method)
    if (this.ran.length > 0) this.expansions.push(...this.ran.splice(0))
    if (this.undo() || this.isMeddled) this.decline('suspect_query', 'a callback that changes its query')
    return this.reason === undefined ? this.node : this.declinedAt
  }

  /** Forgets what of the tree this walk made, when it was cut short. */
  abandon(): void {
    this.undo()
    const end = this.reason === undefined ? this.node : this.declinedAt
    end.prune()
  }

  /** Adds one token to the shape. */
  step(token: Token): void {
    const { node } = this
    this.node = node.key === token ? node.next! : node.follow(token)
  }

  /** An identifier as this client wraps it. */
  wrap(name: string, context: unknown): string {
    if (!this.rehearses || context !== undefined) return this.hookedNames.wrap(this.client, name, context)
    const wrapped = this.names.get(name) ?? this.hookedNames.wrap(this.client, name, context)
    this.names.set(name, wrapped)
    return wrapped
  }

  /** Keeps one value for the bindings. */
  bind(value: unknown): void {
    this.values[this.size++] = value
  }

  /** Ends a list of two items or more, whose values have been kept: how many they are is no part of the shape. */
  repeat(span: number): void {
    this.spans[this.lists++] = span
  }

  /** A copy of what this walk has met. */
  get met(): Met {
    const { values, size, spans, lists, raws, refs, names } = this
    const walked = { values: values.slice(0, size), spans: spans.slice(0, lists) }
    return { ...walked, raws: [...raws], refs: [...refs], names: new Map(names) }
  }

  /** Whether a translation met the same values, in as many lists: a getter may give something else when it is read again. */
  wasMetBy({ placed, lists }: { readonly placed: number; readonly lists: number }): boolean {
    let met = placed
    for (let i = 0; i < this.lists; i++) met += this.spans[i]!
    return lists === this.lists && met === this.size
  }

  /** Lets go of the values, where they are many; a few stay until the next walks. */
  release(): void {
    if (this.size > LONGEST_KEPT) this.values = []
    else if (this.size > FEW) this.values.fill(undefined, 0, this.size)
  }

  /** Walks a subquery where it stands in the query around it. */
  subquery(builder: KnexBuilder, method: string): void {
    if (this.depth >= MAX_DEPTH) return this.decline('too_deep', `more than ${MAX_DEPTH} levels`)
    const { context, given } = this
    this.context = this.given = builder._queryContext
    if (builder._single.returning) this.warnOf(builder)
    this.depth += 1
    this.entered.push(builder)
    this.shapeQuery(this, builder, method)
    this.depth -= 1
    this.context = context
    this.given = given
  }

  /** Runs a user's callback on a fresh builder, unless this query is legacy's already: then it is for Knex to run. */
  expand(callback: Callback): KnexBuilder {
    return this.come(callback, this.client.queryBuilder())
  }

  /** The same for a group of join conditions. */
  expandJoin(callback: Callback): JoinStatement {
    return this.come(callback, new this.JoinClause!())
  }

  /** What a shortcut, which runs callbacks too, has watched of the query. */
  newWatch(): Watch {
    this.isFresh = false
    return (this.watch = new Watch())
  }

  /** Runs a callback for a shortcut. */
  fill(callback: Callback): KnexBuilder {
    return this.filled(callback, this.client.queryBuilder())
  }

  /** Ends a shortcut that has run callbacks in vain. What they filled is there for the walk to come, unless they have changed their query. */
  leave(): undefined {
    this.isMeddled = this.undo()
  }

  private come<T extends object>(callback: Callback, target: T): T {
    if (this.reason !== undefined) return target
    if (!this.rehearses) this.lookAround()
    return this.filled(callback, target)
  }

  /** Watches what of the query has been met and is not watched yet. */
  private lookAround(): void {
    const watch = (this.watch ??= new Watch())
    const { entered } = this
    for (let i = 0; i < entered.length; i++) {
      watch.addBuilder(entered[i]!, { ...entered[i]!._single })
      watch.addRawsOf(entered[i]!)
    }
    entered.length = 0
    for (; this.watched < this.raws.length; this.watched++) watch.addRaw(this.raws[this.watched]!)
  }

  /** Undoes what callbacks have changed. Returns whether they have: then Knex is to run them once more, from the beginning. */
  private undo(): boolean {
    if (this.watch?.undo() !== true) return false
    this.expansions = []
    this.ran = []
    return true
  }

  private filled<T extends object>(callback: Callback, target: T): T {
    this.isFresh = false
    const at = this.ran.findIndex((expansion) => expansion.callback === callback)
    if (at === -1 && this.rehearses) throw new Error('a callback that has not been run')
    if (at === -1) return expanded(this.expansions, callback, target)
    const [expansion] = this.ran.splice(at, 1) as [Expansion]
    this.expansions.push(expansion)
    if (expansion.thrown !== undefined) throw expansion.thrown.error
    return expansion.filled as T
  }

  /** Keeps for later what Knex's compiler would do beside compiling: it is done when this query is served. */
  trace(leave: () => void): void {
    if (this.traces === NO_TRACES) this.traces = []
    this.traces.push(leave)
  }

  /** Keeps for later the text that Knex's compiler leaves in a ref. */
  write(ref: KnexRaw, text: string): void {
    this.refs.push({ ref, text })
    this.trace(() => Object.assign(ref, { sql: text, bindings: [] }))
  }

  /**
   * Leaves this query to legacy. The first reason counts. The shape ends here under a token of its own, so that the
   * next such query is recognised without walking further.
   */
  decline(reason: FallbackReason, detail: string): void {
    if (this.reason !== undefined) return
    this.reason = reason
    this.detail = detail
    this.step(DECLINED)
    this.step(reason)
    this.declinedAt = this.node
    this.node = NOWHERE
  }

  /** Keeps a warning of Knex's for when this query is served. */
  warn(message: string): void {
    const { client } = this
    this.trace(() => {
      client.logger.warn(message)
    })
  }

  /** Where rows cannot be returned, Knex warns of it for every builder that it compiles. */
  private warnOf(builder: KnexBuilder): void {
    const warning = this.dialect.warning(this.client, builder)
    if (warning !== undefined) this.warn(warning)
  }

  isBuilder(value: unknown): value is KnexBuilder {
    return value instanceof this.anatomy.Builder
  }

  isRaw(value: object): value is KnexRaw {
    return (value as { isRawInstance?: unknown }).isRawInstance === true
  }
}
