/** No bucket. */
const NONE = -1

/**
 * Remembers, of about as many shapes as the cache holds, that they were dropped, and nothing else of them: the bucket that
 * their text falls into, each in the place that it gives. A newer one takes an older one's place.
 */
export class DroppedShapes {
  private readonly buckets: Float64Array

  constructor(max: number) {
    this.buckets = new Float64Array(max).fill(NONE)
  }

  add(bucket: number): void {
    this.buckets[this.placeOf(bucket)] = bucket
  }

  has(bucket: number): boolean {
    return this.buckets[this.placeOf(bucket)] === bucket
  }

  /** A bucket is from 0 (included) to 100 (excluded). */
  private placeOf(bucket: number): number {
    return Math.floor((bucket / 100) * this.buckets.length)
  }
}
