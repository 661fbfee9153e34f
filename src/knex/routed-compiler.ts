import { replaying } from './expansion.js'
import type { Expansion } from './expansion.js'
import type { KnexBuilder, KnexClient, KnexCompiler, KnexQuery } from './statements.js'

/** One build: what is to be built, and how to come by Knex's own answer. */
export interface Build {
  readonly client: KnexClient
  readonly builder: KnexBuilder
  /** The method to build, as Knex's compiler would settle it: `select`, `insert`, … */
  readonly kind: string
  /** A compiler of Knex's own, for a query of no kind: making one for this query could warn, or fail. */
  compiler(): KnexCompiler
  /**
   * Knex's own result. Throws what Knex throws.
   *
   * @param expansions what the callbacks of the query have filled already, if they have been run
   */
  legacy(expansions?: readonly Expansion[]): KnexQuery
  /** What Knex does with the database's answer to a query that asks about the database. */
  output(): unknown
}

/** Where an adapted client sends its builds. */
export interface Route {
  /** True while a build is under way: the parts of a query are then compiled by whoever compiles the whole. */
  readonly busy: boolean
  build(build: Build): KnexQuery
}

/** Knex's own way to make a compiler. */
export type MakeCompiler = (this: KnexClient, builder: KnexBuilder, bindings?: unknown[]) => KnexCompiler

type RoutedClass = new (client: KnexClient, builder: KnexBuilder) => KnexCompiler

/** An object whose own fields are Knex's business. */
type Fields = Record<string, unknown>

/**
 * Makes the class of compilers that route `toSQL`. Constructing Knex's compiler costs as much as serving a plan, so it
 * is put off: an instance has Knex's compiler class in its prototype chain, and the first use of anything but `toSQL`
 * (some applications call `where()`, `grouped`, `tableName`) turns it into a full one.
 *
 * @param make how the adapted class made its compilers
 * @param sample a compiler it made, to learn its class and fields from
 */
export function routedCompilerClass(make: MakeCompiler, sample: KnexCompiler, route: Route): RoutedClass {
  class Routed implements Build {
    declare readonly client: KnexClient
    declare readonly builder: KnexBuilder
    // Knex's compiler has a field named `method`.
    declare kind: string
    declare private tz?: unknown
    declare private whole?: true

    // One is made for every build: a constructor as small as this is put in place by V8, whatever else it has put there.
    constructor(client: KnexClient, builder: KnexBuilder) {
      this.client = client
      this.builder = builder
    }

    toSQL(method?: string, tz?: unknown): KnexQuery {
      if (this.whole) return stock.toSQL.call(this, method, tz)
      this.kind = method || this.builder._method || 'select'
      if (tz !== this.tz) this.tz = tz
      return route.build(this)
    }

    compiler(): KnexCompiler {
      return make.call(this.client, this.client.queryBuilder())
    }

    legacy(expansions?: readonly Expansion[]): KnexQuery {
      if (expansions !== undefined && expansions.length > 0) return replaying(expansions, () => this.legacy())
      return make.call(this.client, this.builder).toSQL(this.kind, this.tz)
    }

    output(): unknown {
      const asked = this.client.queryBuilder()
      // Making a compiler warns of what the query is not about.
      Object.assign(asked._single, this.builder._single, { returning: undefined })
      const compiler = make.call(this.client, asked) as unknown as Record<string, () => { output?: unknown }>
      return compiler[this.kind]!().output
    }

    /** Gives this object the fields of Knex's own compiler, as if its constructor had run on it. */
    become(): void {
      this.whole = true
      const real = make.call(this.client, this.builder)
      for (const [name, value] of Object.entries(real)) {
        Object.defineProperty(this, name, { ...OWN_FIELD, value: value === real ? this : value })
      }
    }
  }
  const stock = Object.getPrototypeOf(sample) as KnexCompiler
  Object.defineProperty(Routed.prototype, 'constructor', { value: stock.constructor })
  Object.setPrototypeOf(Routed.prototype, stock)
  for (const name of Object.keys(sample)) {
    if (name !== 'client' && name !== 'builder')
      Object.defineProperty(Routed.prototype, name, untilTouched(name))
  }
  return Routed
}

const OWN_FIELD = { writable: true, enumerable: true, configurable: true }

function untilTouched(name: string): PropertyDescriptor {
  return {
    configurable: true,
    get(this: Fields & { become(): void }) {
      this.become()
      return this[name]
    },
    set(this: Fields & { become(): void }, value: unknown) {
      this.become()
      this[name] = value
    },
  }
}
