import { hasOwnMethod } from '../knex/anatomy.js'
import type { Expansion } from '../knex/expansion.js'
import type { Build } from '../knex/routed-compiler.js'
import type { KnexClient, KnexQuery } from '../knex/statements.js'
import { builtQuery, textOf } from './built-query.js'
import { nodeOfQuery } from './grammar.js'
import type { SqlText } from './plan-text.js'
import { planOf } from './plan.js'
import type { Plan } from './plan.js'
import { resultKind } from './result-kind.js'
import { ShapeCache } from './shape-cache.js'
import type { ShapeEntry } from './shape-entry.js'
import { often } from './shortcuts/often.js'
import type { Shortcuts } from './shortcuts/shortcuts.js'
import { ShapeSpace } from './shape-space.js'
import { SqlCompiler } from './sql-compiler.js'
import { Decline, Translation } from './translation.js'

/** From a query with more values nothing is learnt: that would take long. */
const MOST_VALUES = 128

const NONE: readonly Expansion[] = []

/**
 * The fast builder: finds the shape of a query, and serves it from its plan. It proves nothing by itself: a plan counts
 * only once the adapter, having seen legacy's own result, has admitted it.
 */
export class Engine {
  readonly cache: ShapeCache
  private readonly compiler = new SqlCompiler()
  private readonly spaceOfClass = new WeakMap<object, ShapeSpace>()
  private readonly spaceOfClient = new WeakMap<KnexClient, ShapeSpace>()
  private client: KnexClient | undefined
  /** What a shortcut answered to the query just found, until it is served. */
  private answer: KnexQuery | undefined = undefined
  /** Of `client`: there as soon as one is. */
  private space!: ShapeSpace
  /** Of the client as it is now. */
  private shortcuts!: Shortcuts
  /** Whether callbacks of the query looked for last may have been run. */
  private hasRun = false

  /**
   * @param maxShapes shapes kept, at most
   * @param onEvict told of every shape dropped to make room
   */
  constructor(maxShapes: number, onEvict: () => void) {
    this.cache = new ShapeCache(maxShapes, onEvict)
  }

  /**
   * Finds the shape of one query, by a shortcut or by a walk. The entry says whether it can be served; what was met stays
   * for {@link serve} until the next call. Throws what a user's callback throws.
   */
  find(build: Build): ShapeEntry {
    const answer = this.ask(build)
    return answer === undefined ? this.walk(build) : this.keep(answer)
  }

  /**
   * What a shortcut answers to a query: its result, or {@link DECLINED}. Where none does, {@link walk} is next. Throws what
   * a user's callback throws.
   */
  ask(build: Build): KnexQuery | undefined {
    if (build.client !== this.client) this.enter(build)
    const { walk } = this.space
    this.shortcuts = this.space.shortcutsFor(build.client)
    walk.begin(build.client)
    this.hasRun = true
    return this.shortcuts.answer(build, walk)
  }

  /** The shape of the query that a shortcut has just answered. */
  get answered(): ShapeEntry {
    return this.shortcuts.entry
  }

  /** Keeps what a shortcut answered for {@link result}. */
  keep(answer: KnexQuery): ShapeEntry {
    this.answer = answer
    return this.answered
  }

  /** Finds the shape of the query that no shortcut had an answer to. */
  walk(build: Build): ShapeEntry {
    this.answer = undefined
    const declined = this.space.declinedFor(build)
    if (declined === undefined) return this.space.find(build, this.cache)
    this.hasRun = false
    return declined
  }

  /** Makes a shortcut for the shape of the query just found, if that has been met often enough. Never throws. */
  learn(entry: ShapeEntry, build: Build): void {
    const isOften = entry.fastBuilds + entry.legacyBuilds >= often.builds
    // One with fewer values may come.
    if (entry.isLearnt || !isOften || !this.hasRun || this.space.walk.size > MOST_VALUES) return
    entry.isLearnt = true
    this.space.learn(entry, build)
  }

  /** The result of the query just found, from its plan, in place of Knex's own: with all that Knex would have left behind. */
  serve(plan: Plan, build: Build): KnexQuery {
    if (this.answer !== undefined) return this.handOut(this.answer)
    const { traces, raws } = this.space.walk
    for (let i = 0; i < raws.length; i++) raws[i]!.client = build.client
    for (let i = 0; i < traces.length; i++) traces[i]!()
    return this.result(plan, build)
  }

  /** The same beside Knex's own. */
  result(plan: Plan, build: Build): KnexQuery {
    if (this.answer !== undefined) return this.handOut(this.answer)
    const { walk } = this.space
    const query = builtQuery(plan.kind, build, plan.bind(walk), plan.sql(walk))
    walk.release()
    return query
  }

  /** The text of the plan that a result was made from; nothing for results of legacy's. */
  textOf(result: object): SqlText | undefined {
    return textOf(result)
  }

  /** Whether the query just found is still what it was when its callbacks have been run. */
  isSettled(entry: ShapeEntry, build: Build): boolean {
    return this.expansions.length === 0 || this.space.isStill(entry, build)
  }

  /** A plan for the query just found; nothing, and the entry says why, where a clause has no exact model for it. */
  plan(entry: ShapeEntry, build: Build): Plan | undefined {
    try {
      return this.translate(build)
    } catch (thrown) {
      if (!(thrown instanceof Decline)) throw thrown
      this.cache.decline(entry, thrown.reason, thrown.detail)
      return undefined
    }
  }

  /** What the callbacks of the query just found filled: they have run, and legacy need not run them again. */
  get expansions(): readonly Expansion[] {
    return this.hasRun ? this.space.walk.callbacks.expansions : NONE
  }

  /** The dialect of the query just found, where `fast` speaks it. */
  get dialect(): string | undefined {
    return this.space.anatomy.dialect
  }

  /** Forgets a walk that a user's callback, or a fault, cut short. */
  abandon(): void {
    if (this.client !== undefined) this.space.walk.abandon()
  }

  /** Looks again whether the Knex of the query just found is unchanged; if not, all its queries are legacy's from now on. */
  inspect(build: Build): void {
    this.space.inspect(build.client)
  }

  /** Does not keep what is the application's. */
  private handOut(answer: KnexQuery): KnexQuery {
    this.answer = undefined
    return answer
  }

  private translate({ client, builder, kind }: Build): Plan {
    const { anatomy, dialect, walk } = this.space
    const translation = new Translation(client, anatomy, dialect, walk.callbacks.expansions, nodeOfQuery)
    const node = translation.query(builder, kind)
    if (!walk.wasMetBy(translation)) translation.decline('suspect_query', 'values that change')
    const { text, sources } = this.compiler.compile(node, client)
    return planOf(text, sources, walk, resultKind(dialect, client, builder, kind))
  }

  private enter(build: Build): void {
    const { client } = build
    // Until there is a space for it, nothing of this query has been run.
    this.hasRun = false
    let space = this.spaceOfClient.get(client)
    if (space === undefined) {
      space = this.newcomer(build)
      this.spaceOfClient.set(client, space)
    }
    this.space = space
    this.client = client
  }

  /** Every transaction is a client of its own; all of a class share their shapes, but for one with own methods. */
  private newcomer(build: Build): ShapeSpace {
    const { client } = build
    if (hasOwnMethod(client)) return new ShapeSpace(client, build.compiler(), this.cache)
    const prototype = Object.getPrototypeOf(client) as object
    let space = this.spaceOfClass.get(prototype)
    if (space === undefined) {
      space = new ShapeSpace(client, build.compiler(), this.cache)
      this.spaceOfClass.set(prototype, space)
    }
    return space
  }
}
