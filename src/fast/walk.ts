import type { FallbackReason } from '../core/fallback-reason.js'
import type { Anatomy } from '../knex/anatomy.js'
import type { Callback, Expansion } from '../knex/expansion.js'
import type { JoinStatement, KnexBuilder, KnexClient, KnexRaw } from '../knex/statements.js'
import type { Watch } from '../knex/watch.js'
import { Callbacks } from './callbacks.js'
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
  /** The application's callbacks in this query. */
  readonly callbacks = new Callbacks()
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
    this.client = client
    this.reason = undefined
    this.callbacks.begin()
  }

  /** Begins the same build once more, to look at it: no code of the application's is run for it. */
  rehearse(expansions: readonly Expansion[]): void {
    this.isFresh = false
    this.reason = undefined
    this.callbacks.rehearse(expansions)
    this.hookedNames.rehearse()
  }

  endRehearsal(expansions: Expansion[]): void {
    this.callbacks.endRehearsal(expansions)
    this.hookedNames.endRehearsal()
  }

  /** Whether a shortcut could not do all that is done when this query is served: it changes its builder, say, or warns of something. */
  get hasMore(): boolean {
    return this.traces.length > this.refs.length
  }

  /** Walks the whole query and returns the node at which its shape ends. */
  run(roots: Roots, builder: KnexBuilder, method: string): ShapeNode {
    const { client, callbacks } = this
    this.isFresh = false
    callbacks.beginWalk(builder)
    this.hooked = client.config.wrapIdentifier != null
    this.node = this.hooked ? roots.hooked : roots.plain
    this.size = this.lists = 0
    if (this.values.length > LONGEST_KEPT) this.values = []
    if (this.raws.length > 0) this.raws = []
    if (this.refs.length > 0) this.refs = []
    this.traces = NO_TRACES
    this.reason = undefined
    this.depth = 0
    this.context = this.given = builder._queryContext
    if (builder._single.returning) this.warnOf(builder)
    if (!callbacks.haveMeddled) this.shapeQuery(this, builder, method)
    if (callbacks.endWalk()) this.decline('suspect_query', 'a callback that changes its query')
    return this.reason === undefined ? this.node : this.declinedAt
  }

  /** Forgets what of the tree this walk made, when it was cut short. */
  abandon(): void {
    this.callbacks.undo()
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
    return this.hookedNames.wrap(this.client, name, context)
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
    const { values, size, spans, lists, raws, refs } = this
    const walked = { values: values.slice(0, size), spans: spans.slice(0, lists) }
    return { ...walked, raws: [...raws], refs: [...refs], names: this.hookedNames.rehearsed }
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
    this.callbacks.enter(builder)
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

  /* what shortcuts call that run callbacks */

  newWatch(): Watch {
    this.isFresh = false
    return this.callbacks.newWatch()
  }

  fill(callback: Callback): KnexBuilder {
    return this.callbacks.fillUnwatched(callback, this.client.queryBuilder())
  }

  leave(): undefined {
    this.callbacks.leaveShortcut()
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

  isBuilder(value: unknown): value is KnexBuilder {
    return value instanceof this.anatomy.Builder
  }

  isRaw(value: object): value is KnexRaw {
    return (value as { isRawInstance?: unknown }).isRawInstance === true
  }

  private come<T extends object>(callback: Callback, target: T): T {
    return this.reason === undefined ? this.callbacks.fill(callback, target, this.raws) : target
  }

  /** Where rows cannot be returned, Knex warns of it for every builder that it compiles. */
  private warnOf(builder: KnexBuilder): void {
    const warning = this.dialect.warning(this.client, builder)
    if (warning !== undefined) this.warn(warning)
  }
}
