import type { Untyped } from '../differential/pair.js'

/*
 * A chain is data: a list of calls, whose arguments are plain values or descriptions of what has to be made anew for each
 * Knex. So it can be run on either Knex, made smaller, mutated in one place, and printed as code.
 */

/** One call on the builder. Names before the last are read: `or.where` is `builder.or.where(…)`. */
export interface Step {
  readonly call: string
  readonly args: readonly Arg[]
}

/** An argument. */
export type Arg =
  | ValueArg
  | { readonly kind: 'raw'; readonly sql: string; readonly bindings?: Arg; readonly wrap?: readonly string[] }
  | { readonly kind: 'ref'; readonly name: string; readonly alias?: string; readonly schema?: string }
  | { readonly kind: 'query'; readonly steps: readonly Step[] }
  | { readonly kind: 'callback'; readonly steps: readonly Step[] }
  | SharedArg
  | { readonly kind: 'list'; readonly items: readonly Arg[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Arg])[] }

/** A value that stands for itself. `slot`: it can only ever be bound, so that another one must not change the SQL. */
export interface ValueArg {
  readonly kind: 'value'
  readonly value: unknown
  readonly slot?: true
}

/** One object that is used in several places of a chain: a subquery, a callback. */
export interface SharedArg {
  readonly kind: 'shared'
  readonly of: Arg
}

/** How a Knex is configured that the chain is built on. */
export type Setup = 'usual' | 'defaults' | 'hooked' | 'old'

/** What is done with a builder once it was built: nothing, or something that shows what building left on it. */
export type Afterwards = 'nothing' | 'again' | 'clone' | 'text' | 'inside' | 'elsewhere'

/** A whole query. */
export interface Chain {
  readonly setup: Setup
  readonly afterwards: Afterwards
  readonly steps: readonly Step[]
}

/** Where a run notes which callbacks it was asked for, in order. */
export type Calls = Arg[]

/** Calls the chain on a Knex. */
export function run(knex: Untyped, { steps }: Chain, calls: Calls): Untyped {
  return apply({ knex, calls, shared: new Map() }, knex.queryBuilder(), steps)
}

interface Run {
  readonly knex: Untyped
  readonly calls: Calls
  readonly shared: Map<SharedArg, unknown>
}

/** What a call returns is called next, as in a chain; `using` of a join returns a number, which ends nothing. */
function apply(run: Run, target: Untyped, steps: readonly Step[]): Untyped {
  let builder = target
  for (const { call, args } of steps) {
    const path = call.split('.')
    const method = path.pop()!
    const owner = path.reduce((object, name) => object[name], builder)
    const next = owner[method](...args.map((arg) => make(run, arg)))
    if (next instanceof Object) builder = next
  }
  return builder
}

function make(run: Run, arg: Arg): unknown {
  const { knex } = run
  switch (arg.kind) {
    case 'value':
      return arg.value
    case 'raw': {
      const { sql, bindings, wrap } = arg
      const raw = bindings === undefined ? knex.raw(sql) : knex.raw(sql, make(run, bindings))
      return wrap === undefined ? raw : raw.wrap(...wrap)
    }
    case 'ref': {
      const ref = knex.ref(arg.name)
      if (arg.schema !== undefined) ref.withSchema(arg.schema)
      return arg.alias === undefined ? ref : ref.as(arg.alias)
    }
    case 'query':
      return apply(run, knex.queryBuilder(), arg.steps)
    case 'callback':
      return function (this: unknown, builder: unknown) {
        run.calls.push(arg)
        if (this !== builder) throw new Error('a callback has its builder as `this` and as its argument')
        apply(run, builder, arg.steps)
      }
    case 'shared':
      if (!run.shared.has(arg)) run.shared.set(arg, make(run, arg.of))
      return run.shared.get(arg)
    case 'list':
      return arg.items.map((item) => make(run, item))
    case 'object':
      // As a literal with computed keys: `__proto__` is a key like any other.
      return Object.fromEntries(arg.entries.map(([key, item]) => [key, make(run, item)]))
  }
}
