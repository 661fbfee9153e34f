import { isPlainObject } from '../util/plain-object.js'

/** Knex sends an object literal in a list of bindings as JSON. */
export function jsonIfObject(value: unknown): unknown {
  return isPlainObject(value) ? JSON.stringify(value) : value
}
