import { KnexodusError } from '../core/errors.js'
import { routedCompilerClass } from './routed-compiler.js'
import type { MakeCompiler, Route } from './routed-compiler.js'
import type { KnexBuilder, KnexClient, KnexCompiler } from './statements.js'

/** A Knex client class: a dialect of Knex's own, or anybody's. */
export type ClientClass = abstract new (...args: never[]) => object

/** Marks a routed `queryCompiler`; shared between copies of Knexodus, so that none adapts a class twice. */
const ADAPTED = Symbol.for('knexodus.adapted')

/**
 * A subclass of `Client` whose queries take `route`. It keeps the class's name, and leaves the class itself alone. A
 * class that is adapted already is returned as it is.
 *
 * @throws KnexodusError `KNEXODUS_NOT_A_CLIENT` when `Client` is not a Knex client class
 */
export function adaptedSubclass<C extends ClientClass>(Client: C, route: Route): C {
  if (isAdapted(prototypeOf(Client))) return Client
  const Adapted = subclassOf(Client)
  routeCompilers(Adapted.prototype as KnexClient, route)
  return Adapted
}

/** By its parent's name: named by a key and never by a variable, because V8 shows that in stack traces and messages. */
function subclassOf<C extends ClientClass>(Client: C): C {
  const Parent = Client as unknown as new () => object
  return { [Client.name]: class extends Parent {} }[Client.name] as unknown as C
}

/**
 * Makes the queries of `Client` itself take `route`, those of its present instances and subclasses included.
 *
 * @throws KnexodusError `KNEXODUS_NOT_A_CLIENT` when `Client` is not a Knex client class
 */
export function adaptInPlace<C extends ClientClass>(Client: C, route: Route): C {
  const prototype = prototypeOf(Client)
  if (!isAdapted(prototype)) routeCompilers(prototype, route)
  return Client
}

/** A subclass that overrides `queryCompiler` again is not adapted any more. */
function isAdapted(prototype: KnexClient): boolean {
  return ADAPTED in prototype.queryCompiler
}

function prototypeOf(Client: ClientClass): KnexClient {
  const prototype: unknown = typeof Client === 'function' ? Client.prototype : undefined
  const is = typeof prototype === 'object' && prototype !== null && 'queryCompiler' in prototype
  if (is && typeof prototype.queryCompiler === 'function') return prototype as KnexClient
  throw new KnexodusError(
    'KNEXODUS_NOT_A_CLIENT',
    `adaptClient: expected a Knex client class (one with a queryCompiler method), got ${describe(Client)}`,
  )
}

function describe(value: unknown): string {
  return typeof value === 'function' ? `the function "${value.name}"` : value === null ? 'null' : typeof value
}

function routeCompilers(prototype: KnexClient, route: Route): void {
  const make: MakeCompiler = prototype.queryCompiler
  let Routed: ReturnType<typeof routedCompilerClass> | undefined
  function queryCompiler(this: KnexClient, builder: KnexBuilder, bindings?: unknown[]): KnexCompiler {
    // Bindings are given for a part of a query, which its whole has decided about.
    if (route.busy || bindings !== undefined) return make.call(this, builder, bindings)
    Routed ??= routedCompilerClass(make, make.call(this, builder), route)
    return new Routed(this, builder)
  }
  Object.defineProperty(queryCompiler, ADAPTED, { value: true })
  Object.defineProperty(prototype, 'queryCompiler', {
    value: queryCompiler,
    writable: true,
    configurable: true,
  })
}
