const FIRST_BOUND_NS = 100
const FINITE_BUCKETS = 18

/** Upper bounds of the finite buckets, in nanoseconds: 0.1 µs, doubling up to 13.1 ms. */
export const BOUNDS_NS: readonly number[] = Object.freeze(
  Array.from({ length: FINITE_BUCKETS }, (_, index) => FIRST_BOUND_NS * 2 ** index),
)

const LAST_BOUND_NS = FIRST_BOUND_NS * 2 ** (FINITE_BUCKETS - 1)
const OVERFLOW = FINITE_BUCKETS
const SUM = FINITE_BUCKETS + 1

/** Index of the bucket that `ns` belongs to: the first whose bound is not below it, or the one after the last bound. */
export function bucketIndex(ns: number): number {
  if (ns <= FIRST_BOUND_NS) return 0
  if (ns > LAST_BOUND_NS) return OVERFLOW
  // Whole nanoseconds first: the bounds are whole, so the bucket is the same and the division cannot round across one.
  return 32 - Math.clz32(Math.ceil(Math.ceil(ns) / FIRST_BOUND_NS) - 1)
}

/**
 * Durations in log2 buckets, in a typed array of its own: an observation allocates nothing. All times are nanoseconds.
 *
 * @example
 * ```ts
 * histogram.observe(nanosecondsSince(start))
 * histogram.percentile(99) // nanoseconds
 * ```
 */
export class Histogram {
  /** Observations per bucket, the overflow bucket, and last the sum of all observed nanoseconds. */
  private readonly cells = new Float64Array(SUM + 1)

  /** Counts one duration. What is not a finite number of nanoseconds from 0 up is ignored: it would spoil the sum. */
  observe(ns: number): void {
    if (!(ns >= 0 && ns < Infinity)) return
    this.cells[bucketIndex(ns)]! += 1
    this.cells[SUM]! += ns
  }

  /** Number of observations. */
  get count(): number {
    let total = 0
    for (let index = 0; index <= OVERFLOW; index += 1) total += this.inBucket(index)
    return total
  }

  /** Sum of all observations, in nanoseconds. */
  get sum(): number {
    return this.cells[SUM] ?? 0
  }

  /** Mean observation in nanoseconds, free of bucket error; 0 when there is none. */
  mean(): number {
    const { count } = this
    return count === 0 ? 0 : this.sum / count
  }

  /**
   * Estimates a percentile in nanoseconds, as Prometheus' `histogram_quantile` does: linear inside a bucket, the last
   * bound for whatever lies beyond it; 0 when there is no observation.
   *
   * @param p From 0 to 100; what lies outside is taken as the nearer end.
   */
  percentile(p: number): number {
    const rank = (this.count * Math.min(Math.max(p, 0), 100)) / 100
    let below = 0
    for (let index = 0; index <= OVERFLOW; index += 1) {
      const here = this.inBucket(index)
      if (here > 0 && below + here >= rank) return interpolate(index, (rank - below) / here)
      below += here
    }
    return 0
  }

  /** Observations at or below each of {@link BOUNDS_NS}, in their order. */
  cumulative(): number[] {
    let total = 0
    return BOUNDS_NS.map((_, index) => (total += this.inBucket(index)))
  }

  /** Forgets everything observed. */
  reset(): void {
    this.cells.fill(0)
  }

  private inBucket(index: number): number {
    return this.cells[index] ?? 0
  }
}

function interpolate(index: number, share: number): number {
  const upper = BOUNDS_NS[index] ?? LAST_BOUND_NS
  const lower = index === 0 ? 0 : (BOUNDS_NS[index - 1] ?? LAST_BOUND_NS)
  return lower + (upper - lower) * share
}
