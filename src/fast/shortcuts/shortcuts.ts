import type { Build } from '../../knex/routed-compiler.js'
import type { KnexBuilder, KnexQuery } from '../../knex/statements.js'
import type { ShapeEntry } from '../shape-entry.js'
import type { Walk } from '../walk.js'

/** The result of a query, if it is of one certain shape. */
export type Answer = (build: Build, walk: Walk) => KnexQuery | undefined

/** The answer to a query of a declined shape. */
export const DECLINED: KnexQuery = Object.freeze({ sql: '', bindings: [] })

/** A function made for one shape, which knows its queries without a walk. */
export interface Shortcut {
  readonly entry: ShapeEntry
  readonly answer: Answer
  /** How many builds of its shape there had been when room was last made. */
  builds: number
}

/** Kept at most: a function, with what V8 makes of it, takes some ten kilobytes. */
const MOST = 500

/** One that has not been used for a minute, or not for much longer, makes room where it is wanted. */
const UNUSED_MS = 60_000

/** So many may have their table and the number of their statements in common: each is asked in turn. */
const MOST_ALIKE = 16

/**
 * The shapes met most often, each with a function of its own. What a walk through the tree finds out by asking what
 * comes next, such a function finds by comparing with what it expects, in code that V8 compiles for just this query.
 */
export class Shortcuts {
  /** The shape of the query answered last. */
  entry!: ShapeEntry
  /** By table, where that is a name, and by the number of statements. */
  private readonly all = new Map<string | undefined, Shortcut[][]>()
  private count = 0
  private mayMakeRoomAt = 0
  /** The table asked for last, and its shortcuts: applications ask for one several times in a row. */
  private table: string | undefined = undefined
  private ofTable: Shortcut[][] | undefined = undefined

  /** The answer to a query, if there is a shortcut for it. Throws what a callback of the query throws. */
  answer(build: Build, walk: Walk): KnexQuery | undefined {
    const { builder } = build
    const { table } = builder._single
    if (table !== this.table) this.turnTo(table)
    const alike = this.ofTable?.[builder._statements.length]
    if (alike === undefined) return undefined
    for (let i = 0; i < alike.length; i++) {
      const shortcut = alike[i]!
      const answer = shortcut.answer(build, walk)
      if (answer !== undefined) {
        const { entry } = shortcut
        if (i > 0) moveUp(alike, i)
        if (entry.isDropped || (entry.plan === undefined) !== (answer === DECLINED)) {
          this.drop(alike, shortcut)
          return undefined
        }
        this.entry = entry
        entry.used = true
        return answer
      }
      // Callbacks have been run in vain: a walk makes use of what they filled, another shortcut would run them again.
      if (walk.callbacks.expansions.length > 0 || walk.callbacks.haveMeddled) return undefined
    }
    return undefined
  }

  /** Keeps one more, where there is room. */
  add({ builder }: Build, entry: ShapeEntry, answer: Answer): void {
    if (this.count >= MOST || this.alikeOf(builder).length >= MOST_ALIKE) this.makeRoom()
    const alike = this.alikeOf(builder)
    if (this.count < MOST && alike.length < MOST_ALIKE) alike.push({ entry, answer, builds: -1 })
    this.recount()
  }

  clear(): void {
    this.all.clear()
    this.count = 0
    this.turnTo(undefined)
  }

  /** One whose shape is no longer what it was: the walk finds what became of it. */
  private drop(alike: Shortcut[], shortcut: Shortcut): void {
    alike.splice(alike.indexOf(shortcut), 1)
    shortcut.entry.isLearnt = false
    this.recount()
  }

  private turnTo(table: unknown): void {
    this.table = nameOf(table)
    this.ofTable = this.all.get(this.table)
  }

  private alikeOf({ _single: single, _statements: statements }: KnexBuilder): Shortcut[] {
    const table = nameOf(single.table)
    const ofTable = this.all.get(table) ?? []
    this.all.set(table, ofTable)
    return (ofTable[statements.length] ??= [])
  }

  /** Drops those that have not been used since this was last done, which was a while ago. Their shapes may get others. */
  private makeRoom(): void {
    const now = performance.now()
    if (now < this.mayMakeRoomAt) return
    this.mayMakeRoomAt = now + UNUSED_MS
    for (const [table, ofTable] of this.all) {
      const kept = ofTable.map((alike) => alike.filter(isKept))
      if (kept.some((alike) => alike.length > 0)) this.all.set(table, kept)
      else this.all.delete(table)
    }
    this.recount()
  }

  private recount(): void {
    this.count = [...this.all.values()].flat(2).length
    this.turnTo(undefined)
  }
}

/** All other tables are alike: raws, subqueries, aliases, and none. */
function nameOf(table: unknown): string | undefined {
  return typeof table === 'string' ? table : undefined
}

function isKept(shortcut: Shortcut): boolean {
  const { builds, entry } = shortcut
  shortcut.builds = entry.fastBuilds + entry.legacyBuilds
  if (shortcut.builds > builds && !entry.isDropped) return true
  entry.isLearnt = false
  return false
}

/** A place nearer to the front, so that those used most are asked first. */
function moveUp(alike: Shortcut[], i: number): void {
  const shortcut = alike[i]!
  alike[i] = alike[i - 1]!
  alike[i - 1] = shortcut
}
