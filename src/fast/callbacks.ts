import { expanded } from '../knex/expansion.js'
import type { Callback, Expansion } from '../knex/expansion.js'
import type { KnexBuilder, KnexRaw } from '../knex/statements.js'
import { Watch } from '../knex/watch.js'

/**
 * The callbacks of the query being built: each is run once, and what it filled is kept for whoever comes to it again. One may
 * change the query around it, mostly by mistake: so that is watched, and made again what it was. One object serves all builds of
 * an engine, and does next to nothing for a query without callbacks.
 */
export class Callbacks {
  /** What they filled, in walking order: the translation, and legacy where it builds too, read it again. */
  expansions: Expansion[] = []
  /** Whether those that a shortcut ran have changed their query. */
  haveMeddled = false
  /** What they have filled in this build before this walk came to them. */
  private ran: Expansion[] = []
  private rehearses = false
  /** The query that is walked. */
  private query!: KnexBuilder
  /** What they have found around them, once one has been run. */
  private watch: Watch | undefined = undefined
  /** The builders within the query that this walk has come to and that are not watched yet. */
  private entered: KnexBuilder[] = []
  /** How many of the raws met are watched. */
  private watched = 0

  /** Begins a build: none of its query has been run. */
  begin(): void {
    this.haveMeddled = false
    this.watch = undefined
    if (this.expansions.length > 0) this.expansions = []
    if (this.ran.length > 0) this.ran = []
  }

  /** Begins the same build once more, to look at it: what they filled is there, and none may be run. */
  rehearse(expansions: readonly Expansion[]): void {
    this.rehearses = true
    this.expansions = []
    this.ran = [...expansions]
  }

  endRehearsal(expansions: Expansion[]): void {
    this.rehearses = false
    this.expansions = expansions
    this.ran = []
  }

  /** Begins a walk of the query. What a shortcut has run is not run again. */
  beginWalk(query: KnexBuilder): void {
    if (this.expansions.length > 0) {
      this.ran = this.expansions
      this.expansions = []
    }
    if (this.entered.length > 0) this.entered = []
    this.query = query
    this.watch = undefined
  }

  /** Tells of a builder within the query that the walk has come to. */
  enter(builder: KnexBuilder): void {
    this.entered.push(builder)
  }

  /** Ends a walk. Returns whether they have changed the query, which has been made again what it was. */
  endWalk(): boolean {
    if (this.ran.length > 0) this.expansions.push(...this.ran.splice(0))
    return this.undo() || this.haveMeddled
  }

  /** Has a callback that a walk has come to fill a fresh target. */
  fill<T extends object>(callback: Callback, target: T, raws: readonly KnexRaw[]): T {
    if (!this.rehearses) this.lookAround(raws)
    return this.fillUnwatched(callback, target)
  }

  /** The same for a shortcut, which says by itself what is watched. */
  fillUnwatched<T extends object>(callback: Callback, target: T): T {
    const expansion = this.ran.length === 0 ? undefined : this.takeRun(callback)
    if (expansion === undefined && this.rehearses) throw new Error('a callback that has not been run')
    if (expansion === undefined) return expanded(this.expansions, callback, target)
    this.expansions.push(expansion)
    if (expansion.thrown !== undefined) throw expansion.thrown.error
    return expansion.filled as T
  }

  /** What a shortcut puts all in that it watches. */
  newWatch(): Watch {
    return (this.watch = new Watch())
  }

  /** Ends a shortcut that has run some in vain. What they filled is there for the walk to come, unless they have changed their query. */
  leaveShortcut(): void {
    this.haveMeddled = this.undo()
  }

  /** Undoes what they have changed. Returns whether they have: then Knex is to run them once more, from the beginning. */
  undo(): boolean {
    if (this.watch?.undo() !== true) return false
    this.expansions = []
    this.ran = []
    return true
  }

  private takeRun(callback: Callback): Expansion | undefined {
    const at = this.ran.findIndex((expansion) => expansion.callback === callback)
    return at === -1 ? undefined : this.ran.splice(at, 1)[0]
  }

  /** Watches what of the query has been met and is not watched yet. */
  private lookAround(raws: readonly KnexRaw[]): void {
    const watch = this.watch ?? this.watchQuery()
    const { entered } = this
    for (let i = 0; i < entered.length; i++) add(watch, entered[i]!)
    entered.length = 0
    for (; this.watched < raws.length; this.watched++) watch.addRaw(raws[this.watched]!)
  }

  private watchQuery(): Watch {
    const watch = (this.watch = new Watch())
    this.watched = 0
    add(watch, this.query)
    return watch
  }
}

function add(watch: Watch, builder: KnexBuilder): void {
  watch.addBuilder(builder, { ...builder._single })
  watch.addRawsOf(builder)
}
