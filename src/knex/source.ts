const sourceOf = Function.prototype.toString

/**
 * Whether a method is one that its class was written with: its source stands in the class's own source. A method that
 * was assigned to the prototype later, by whoever, does not.
 */
export function isWrittenBy(owner: unknown, method: unknown): boolean {
  return sourceOf.call(owner).includes(sourceOf.call(method))
}
