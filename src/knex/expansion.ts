/** A callback of the application's, given to a query in place of a subquery, a group of conditions or of join conditions. */
export type Callback = (this: object, builder: object) => void

/** One run of a callback: what it filled, or what it threw. */
export interface Expansion {
  readonly callback: Callback
  readonly filled: object
  readonly thrown?: { readonly error: unknown }
}

/** The fields of a builder that are about itself and not about its query. */
const OWN: ReadonlySet<string> = new Set(['client', 'and'])

/**
 * Lets Knex compile a query whose callbacks have been run already. Each of them fills Knex's builder with what it filled
 * before, and the application's code is not run again: it may count, or read a clock.
 *
 * Knex runs a callback by `callback.call(builder, builder)`, which is where this steps in: a callback has a `call` of its
 * own for as long as `build` takes. One that nothing can be put on (a frozen function) is simply run again.
 */
export function replaying<T>(expansions: readonly Expansion[], build: () => T): T {
  const callbacks = new Set<Callback>()
  for (const { callback } of expansions) {
    if (callbacks.has(callback) || !canBeReplayed(callback)) continue
    callbacks.add(callback)
    const runs = expansions.filter((expansion) => expansion.callback === callback)
    Object.defineProperty(callback, 'call', { configurable: true, value: replayOf(callback, runs) })
  }
  try {
    return build()
  } finally {
    for (const callback of callbacks) Reflect.deleteProperty(callback, 'call')
  }
}

function canBeReplayed(callback: Callback): boolean {
  return Object.isExtensible(callback) && !Object.hasOwn(callback, 'call')
}

/** Others may `call` the same function meanwhile, lodash for one: only a builder given to itself is Knex's doing. */
function replayOf(callback: Callback, runs: Expansion[]): (target: unknown, ...args: unknown[]) => unknown {
  return (target, ...args) => {
    const run = args.length === 1 && args[0] === target ? runs.shift() : undefined
    if (run === undefined) return Reflect.apply(callback, target, args) as unknown
    if (run.thrown !== undefined) throw run.thrown.error
    for (const name of Object.keys(run.filled)) {
      if (!OWN.has(name)) Reflect.set(target as object, name, run.filled[name as never])
    }
    return undefined
  }
}

/** Whether {@link replaying} gives every callback back just what it filled: of one used twice it cannot know which is which. */
export function isReplayed(expansions: readonly Expansion[]): boolean {
  const callbacks = new Set(expansions.map(({ callback }) => callback))
  return callbacks.size === expansions.length && [...callbacks].every(canBeReplayed)
}

/** Runs a callback on a fresh builder or join clause, as Knex's compiler does, and notes what came of it. */
export function expanded<T extends object>(expansions: Expansion[], callback: Callback, target: T): T {
  try {
    callback.call(target, target)
  } catch (error) {
    expansions.push({ callback, filled: target, thrown: { error } })
    throw error
  }
  expansions.push({ callback, filled: target })
  return target
}
