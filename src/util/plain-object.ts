// eslint-disable-next-line @typescript-eslint/unbound-method -- only ever called with a `this`
const sourceOf = Function.prototype.toString
const objectSource = sourceOf.call(Object)

/**
 * Whether a value is an object literal, as lodash's `isPlainObject` (which Knex asks) sees it: made by `Object`, of
 * this realm or another, or without a prototype.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const proto: unknown = Object.getPrototypeOf(value)
  if (proto === Object.prototype) return !(Symbol.toStringTag in value)
  if (proto === null) return true
  const maker: unknown = Object.hasOwn(proto as object, 'constructor') && (proto as object).constructor
  return (
    typeof maker === 'function' &&
    maker instanceof maker &&
    sourceOf.call(maker) === objectSource &&
    Object.prototype.toString.call(value) === '[object Object]'
  )
}
