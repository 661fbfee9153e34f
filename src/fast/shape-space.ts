import type { FallbackReason } from '../core/fallback-reason.js'
import { anatomyOf, isIntact } from '../knex/anatomy.js'
import type { Anatomy } from '../knex/anatomy.js'
import type { Build } from '../knex/routed-compiler.js'
import type { KnexClient, KnexCompiler, KnexQuery } from '../knex/statements.js'
import type { Dialect } from './dialects/dialect.js'
import { asAsked } from './dialects/as-asked.js'
import type { Ask, Asked } from './dialects/as-asked.js'
import { cockroach } from './dialects/cockroach.js'
import { mariadb } from './dialects/mariadb.js'
import { mssql } from './dialects/mssql.js'
import { mysql } from './dialects/mysql.js'
import { postgres } from './dialects/postgres.js'
import { redshift } from './dialects/redshift.js'
import { sqliteAsAsked } from './dialects/sqlite.js'
import type { Trial } from './shortcuts/holes.js'
import { learn } from './shortcuts/learn.js'
import { Shortcuts } from './shortcuts/shortcuts.js'
import type { Answer } from './shortcuts/shortcuts.js'
import { shapeQuery } from './grammar.js'
import { HookedNames } from './hooked-names.js'
import type { ShapeCache } from './shape-cache.js'
import { ShapeEntry } from './shape-entry.js'
import { Walk } from './walk.js'
import type { Roots } from './walk.js'

/** With more statements a shape gets no shortcut. */
const MOST_STATEMENTS = 64

/** The shapes of one class of clients: two classes may word the same query differently, so they share nothing. */
export class ShapeSpace {
  readonly anatomy: Anatomy
  readonly dialect: Dialect
  readonly walk: Walk
  /** Under a `wrapIdentifier` hook shapes are others, and what is known of their queries is too. */
  private readonly shortcuts = { plain: new Shortcuts(), hooked: new Shortcuts() }
  private readonly roots: Roots
  /** The answer to `toSQL('update')` of a select: Knex allows it, nobody does it. */
  private readonly otherMethod = declinedEntry('unsupported_method', "a method that is not the query's own")
  /** The answer to every query, where `fast` cannot serve this class at all. */
  private declined: ShapeEntry | undefined
  private looks = 0
  /** Where the compilers of this class have their methods. */
  private readonly compilers: KnexCompiler

  constructor(client: KnexClient, compiler: KnexCompiler, cache: ShapeCache) {
    this.compilers = Object.getPrototypeOf(compiler) as KnexCompiler
    this.roots = { plain: cache.newRoot(), hooked: cache.newRoot() }
    this.anatomy = anatomyOf(client, compiler)
    const { dialect, modified } = this.anatomy
    this.dialect = dialectOf(client, this.anatomy)
    this.walk = new Walk(this.anatomy, this.dialect, shapeQuery, new HookedNames(client))
    if (dialect === undefined) this.declined = declinedEntry('unsupported_dialect', compiler.constructor.name)
    else if (modified !== undefined) this.declined = declinedEntry('modified_knex', modified)
  }

  /** The answer to a query that need not be walked, if there is one. */
  declinedFor({ builder, kind }: Build): ShapeEntry | undefined {
    return kind === (builder._method ?? 'select') ? this.declined : this.otherMethod
  }

  shortcutsFor({ config }: KnexClient): Shortcuts {
    return config.wrapIdentifier == null ? this.shortcuts.plain : this.shortcuts.hooked
  }

  /** Makes a shortcut for the shape of the query walked last. Where that cannot be done its queries go on being walked. */
  learn(entry: ShapeEntry, build: Build): void {
    const { walk } = this
    const { expansions } = walk.callbacks
    if (build.builder._statements.length > MOST_STATEMENTS || walk.hasMore) return
    const ask = (answer: Answer): KnexQuery | undefined => {
      walk.rehearse(expansions)
      return answer(build, walk)
    }
    const tryAgain = (): Trial => {
      walk.rehearse(expansions)
      const trial = this.trial(entry, build)
      return { ...trial, isSame: trial.isSame && !walk.hasMore }
    }
    try {
      const { Builder, Raw, Ref } = this.anatomy
      const lesson = { build, expansions, Builder, Raw, Ref, plan: entry.plan, walk: tryAgain, ask }
      this.shortcutsFor(build.client).add(build, entry, learn(lesson))
    } catch {
      // Not everything can be learnt, and not every process may make code of text.
      walk.abandon()
    } finally {
      walk.endRehearsal(expansions)
    }
  }

  /** Walks the query just walked once more: whether it comes to the same end, by the same values. */
  isStill(entry: ShapeEntry, build: Build): boolean {
    const { walk } = this
    const { met } = walk
    const { expansions } = walk.callbacks
    walk.rehearse(expansions)
    try {
      const now = this.trial(entry, build)
      return now.isSame && areSame(now.values, met.values) && areSame(now.spans, met.spans)
    } catch {
      return false
    } finally {
      walk.endRehearsal(expansions)
    }
  }

  private trial(entry: ShapeEntry, { builder, kind }: Build): Trial {
    const { walk } = this
    const end = walk.run(this.roots, builder, kind)
    if (end.entry === undefined) end.prune()
    return { isSame: end.entry === entry, ...walk.met }
  }

  find({ builder, kind }: Build, cache: ShapeCache): ShapeEntry {
    const { walk } = this
    const end = walk.run(this.roots, builder, kind)
    if (end.entry !== undefined) {
      end.entry.used = true
      return end.entry
    }
    const entry = cache.add(end)
    if (walk.reason !== undefined) cache.decline(entry, walk.reason, walk.detail)
    return entry
  }

  inspect(client: KnexClient): void {
    this.looks += 1
    if (!isIntact(this.anatomy, client, this.compilers, this.looks)) {
      this.declined ??= declinedEntry('modified_knex', 'a method replaced while running')
      this.shortcuts.plain.clear()
      this.shortcuts.hooked.clear()
    }
  }
}

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, i) => Object.is(one, others[i]))
}

function declinedEntry(reason: FallbackReason, detail: string): ShapeEntry {
  const entry = new ShapeEntry()
  entry.decline(reason, detail)
  return entry
}

function dialectOf(client: KnexClient, { dialect, modified }: Anatomy): Dialect {
  // A client that fast cannot serve needs none; any will do.
  if (dialect === undefined || modified !== undefined) return postgres
  const ask: Ask = (question) =>
    client.queryCompiler(question(client.queryBuilder() as Asked, client)).toSQL()
  return asAsked(dialect === 'sqlite' ? sqliteAsAsked(ask) : DIALECTS[dialect], ask)
}

const DIALECTS = { postgres, cockroach, redshift, mysql, mariadb, mssql }
