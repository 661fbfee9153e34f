/**
 * Whether a value can only be a binding, whatever it stands in: no SQL of its own, nothing that Knex makes JSON of or
 * refuses. Asked of every value of a list: comparing `typeof` with a word is a bit test, keeping it is a call.
 */
export function isPlain(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'number') return true
  if (typeof value !== 'object') return value !== undefined && typeof value !== 'function'
  if (value === null) return true
  return (value instanceof Date || value instanceof Uint8Array) && !('isRawInstance' in value)
}
