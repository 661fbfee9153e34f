import { isRouted } from '../knex/adapt-client.js'
import { defaultAdapter } from './default-adapter.js'

/** Knex's own function, by whatever types. */
type KnexFunction<Args extends unknown[], K> = (...args: Args) => K

/** Makes a Knex instance with the application's own `knex`, and has the default adapter adapt it. */
export function makeAdapted<Args extends unknown[], K extends { readonly client: object }>(
  knex: KnexFunction<Args, K>,
  args: Args,
): K {
  // First, because it may refuse to start: nothing has been connected then.
  defaultAdapter()
  return adaptByDefault(knex(...args))
}

/** An instance that takes a route already was told to, by a client class of another adapter or by a transaction's parent. */
export function adaptByDefault<K extends { readonly client: object }>(instance: K): K {
  const adapter = defaultAdapter()
  return isRouted(instance.client) ? instance : adapter.adaptKnex(instance)
}

/** Gives `face` everything that hangs on `knex`, its name included; `face.knex` and `face.default` are itself. */
export function wear(face: object, knex: object): void {
  const { prototype: _, ...properties } = Object.getOwnPropertyDescriptors(knex) as Record<
    string,
    PropertyDescriptor
  >
  const self = { value: face, writable: true, enumerable: true, configurable: true }
  Object.defineProperties(face, { ...properties, knex: self, default: self })
}
