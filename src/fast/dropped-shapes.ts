/** No hash. */
const NONE = -1

/**
 * Remembers, of about as many shapes as the cache holds, that they were dropped, and nothing else of them: the hash of their
 * text, each in the place that it gives. A newer one takes an older one's place.
 */
export class DroppedShapes {
  private readonly hashes: Float64Array

  constructor(max: number) {
    this.hashes = new Float64Array(max).fill(NONE)
  }

  /** @param hash an unsigned 32-bit integer */
  add(hash: number): void {
    this.hashes[hash % this.hashes.length] = hash
  }

  has(hash: number): boolean {
    return this.hashes[hash % this.hashes.length] === hash
  }
}
