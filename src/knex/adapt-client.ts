import { KnexodusError } from '../core/errors.js'
import { routedCompilerClass } from './routed-compiler.js'
import type { MakeCompiler, Route } from './routed-compiler.js'
import type { KnexBuilder, KnexClient, KnexCompiler } from './statements.js'

/** A Knex client class: a dialect of Knex's own, or anybody's. */
export type ClientClass = abstract new (...args: never[]) => object

/**
 * On a routed `queryCompiler`: the one that it stands before. Shared between copies of Knexodus, so that a query is routed
 * once, however many adapters have been at its class.
 */
const STOCK = Symbol.for('knexodus.stock')

/** A `queryCompiler` that may be routed. */
type Routed = MakeCompiler & { readonly [STOCK]?: MakeCompiler }

/** The routes of those `queryCompiler`s that this copy routed. */
const routes = new WeakMap<MakeCompiler, Route>()

/**
 * A subclass of `Client` whose queries take `route`. It keeps the class's name, and leaves the class itself alone. A
 * class that takes the route already is returned as it is; of one that takes another, the subclass takes this one instead.
 *
 * @throws KnexodusError `KNEXODUS_NOT_A_CLIENT` when `Client` is not a Knex client class
 */
export function adaptedSubclass<C extends ClientClass>(Client: C, route: Route): C {
  if (routes.get(prototypeOf(Client).queryCompiler) === route) return Client
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
 * Makes the queries of `Client` itself take `route`, those of its present instances and subclasses included. If they took
 * another before, they leave it.
 *
 * @throws KnexodusError `KNEXODUS_NOT_A_CLIENT` when `Client` is not a Knex client class
 */
export function adaptInPlace<C extends ClientClass>(Client: C, route: Route): C {
  const prototype = prototypeOf(Client)
  if (routes.get(prototype.queryCompiler) !== route) routeCompilers(prototype, route)
  return Client
}

/** Whether the queries of a client take a route, of whatever copy of Knexodus. */
export function isRouted(client: object): boolean {
  return 'queryCompiler' in client && STOCK in (client.queryCompiler as Routed)
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
  const given = prototype.queryCompiler as Routed
  const make = given[STOCK] ?? given
  let Routed: ReturnType<typeof routedCompilerClass> | undefined
  function queryCompiler(this: KnexClient, builder: KnexBuilder, bindings?: unknown[]): KnexCompiler {
    // Bindings are given for a part of a query, which its whole has decided about.
    if (route.busy || bindings !== undefined) return make.call(this, builder, bindings)
    try {
      Routed ??= routedCompilerClass(make, make.call(this, this.queryBuilder()), route)
    } catch {
      // A client that cannot make an empty query is left alone: its own queries may do well.
      return make.call(this, builder)
    }
    return new Routed(this, builder)
  }
  Object.defineProperty(queryCompiler, STOCK, { value: make })
  routes.set(queryCompiler, route)
  Object.defineProperty(prototype, 'queryCompiler', {
    value: queryCompiler,
    writable: true,
    configurable: true,
  })
}
