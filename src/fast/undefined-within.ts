import { isPlainObject } from '../util/plain-object.js'

/** Whether Knex would find an undefined binding in this value: it looks into arrays and object literals. */
export function hasUndefinedWithin(value: unknown): boolean {
  if (value === undefined) return true
  if (Array.isArray(value)) return value.some(hasUndefinedWithin)
  if (!isPlainObject(value) || typeof value['toSQL'] === 'function') return false
  return Object.values(value).some(hasUndefinedWithin)
}
