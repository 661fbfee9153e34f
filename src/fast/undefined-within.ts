import { isPlainObject } from '../util/plain-object.js'

/** Whether Knex would find an undefined binding in this value: it looks into arrays and object literals. */
export function hasUndefinedWithin(value: unknown): boolean {
  if (typeof value !== 'object') return value === undefined
  if (value === null || value instanceof Date) return false
  if (Array.isArray(value)) return hasUndefined(value)
  if (isQuery(value) || !isPlainObject(value)) return false
  return hasUndefined(Object.values(value))
}

function isQuery(value: object): boolean {
  return 'toSQL' in value && typeof value.toSQL === 'function'
}

/** A loop, because lists of bindings are long and come with every build. */
function hasUndefined(values: readonly unknown[]): boolean {
  for (let i = 0; i < values.length; i++) if (hasUndefinedWithin(values[i])) return true
  return false
}
