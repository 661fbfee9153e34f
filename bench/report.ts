import type { Library } from './library.js'

/** In the middle, at its least and at its most over the interleaved rounds. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** What a figure counts. Times are for one build, one query or one scrape: the table says of what. */
export type Unit = 'ns' | 'µs' | 'ms' | 's' | 'B' | 'KiB' | 'MiB' | 'queries/s' | 'builds/s' | 'count'

/** What one contestant took or made. */
export interface Figure {
  readonly contestant: string
  readonly unit: Unit
  readonly value: Spread
  /**
   * Against the first contestant of the table, worked out round by round, so that what disturbs the machine for a while
   * cancels out. Absent for the base itself, and where it makes no sense.
   */
  readonly ratio?: Spread
}

/** What the ratios of a table say: `speed`, times as fast as the base (more is better); `cost`, times the base's cost. */
export type RatioKind = 'speed' | 'cost'

/** What one contestant of a table is held to; of its ratio, or of its value in the figure's unit. */
export interface Goal {
  readonly contestant: string
  readonly of: 'ratio' | 'value'
  readonly atLeast?: number
  readonly atMost?: number
  /** Beyond the goal: what it would be good to reach. */
  readonly aim?: number
}

/** Contestants side by side at one thing; the first is what the others are measured against. */
export interface Table {
  readonly name: string
  readonly ratios: RatioKind
  readonly figures: readonly Figure[]
  readonly goals?: readonly Goal[]
}

/** What one benchmark found. */
export interface Report {
  /** As on the command line: `npm run bench -- <name>`. */
  readonly name: string
  readonly title: string
  /** What was done and how, in one to three sentences: printed above the tables, and in docs/performance.md. */
  readonly about: string
  readonly tables: readonly Table[]
  /** Further sentences for the reader of the tables: what stands out, what was asserted. */
  readonly notes?: readonly string[]
}

/** How long to measure: properly, or just long enough to see that it works. */
export type Effort = 'full' | 'smoke'

/** One file of bench/, its default export. It asserts equal SQL before it measures anything. */
export interface Benchmark {
  readonly name: string
  run(effort: Effort): Promise<Report>
  /** The same with another build of this package as the base, in place of Knex; absent where that tells nothing. */
  against?(base: Library, effort: Effort): Promise<Report>
}

/** The spread of some numbers. */
export function spread(numbers: readonly number[]): Spread {
  if (numbers.length === 0) throw new RangeError('expected at least one number, got none')
  const sorted = [...numbers].sort((a, b) => a - b)
  return { median: middle(sorted), low: sorted[0]!, high: sorted.at(-1)! }
}

/** One contestant's ratio to the base, round by round: both arrays hold one number for each round, in the same order. */
export function ratioSpread(kind: RatioKind, base: readonly number[], own: readonly number[]): Spread {
  if (base.length !== own.length)
    throw new RangeError(`expected as many rounds as the base has (${base.length}), got ${own.length}`)
  return spread(
    own.map((number, round) => (kind === 'speed' ? base[round]! / number : number / base[round]!)),
  )
}

function middle(sorted: readonly number[]): number {
  const upper = sorted[sorted.length >> 1]!
  return sorted.length % 2 === 1 ? upper : (upper + sorted[(sorted.length >> 1) - 1]!) / 2
}
