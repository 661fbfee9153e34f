import type { Random } from '../util/random.js'

/** Small enough to stay a small integer in V8, where counting down costs a nanosecond. */
const LONGEST_SKIP = 2 ** 30 - 1

/**
 * Picks a share of events at random, each independently of the others. Instead of drawing for every event it draws
 * how many to skip until the next hit, which is the same distribution for the cost of a decrement.
 */
export class Sampler {
  private countdown = 0
  private hitsAtZero = false

  /** @param percentage the share of hits, 0 (never) to 100 (always) */
  constructor(
    private readonly percentage: number,
    private readonly random: Random,
  ) {
    this.rewind()
  }

  /** Whether this event is one of the sample. */
  hit(): boolean {
    this.countdown -= 1
    return this.countdown <= 0 && this.land()
  }

  private land(): boolean {
    const hit = this.hitsAtZero
    this.rewind()
    return hit
  }

  /** A skip too long to count is counted in parts: the distribution has no memory, so a new draw continues it. */
  private rewind(): void {
    const next = this.eventsUntilHit()
    this.hitsAtZero = next <= LONGEST_SKIP
    this.countdown = Math.min(next, LONGEST_SKIP)
  }

  /** Geometric, by inversion; 1 means the very next event. */
  private eventsUntilHit(): number {
    if (this.percentage <= 0) return Infinity
    if (this.percentage >= 100) return 1
    return Math.floor(Math.log1p(-this.random()) / Math.log1p(-this.percentage / 100)) + 1
  }
}
