import { Bench } from 'tinybench'

/** Builds per timed call: one build is too short for the clock. */
const BATCH = 500

/** What one contestant took for one build, in nanoseconds, round by round. */
export type Rounds = ReadonlyMap<string, readonly number[]>

/** How long to measure. */
export interface Effort {
  readonly rounds: number
  /** For each contestant in each round. */
  readonly milliseconds: number
}

/**
 * Times all contestants in turn, again and again, in one process: what disturbs the machine for a while then disturbs
 * all of them, and the ratio within a round stays honest.
 */
export async function interleave(
  tasks: ReadonlyMap<string, (n: number) => unknown>,
  effort: Effort,
): Promise<Rounds> {
  const times = new Map<string, number[]>([...tasks.keys()].map((name) => [name, []]))
  for (let round = 0; round < effort.rounds; round++) {
    const bench = new Bench({ time: effort.milliseconds, iterations: 8, warmupTime: 2, warmupIterations: 4 })
    const order = [...tasks]
    if (round % 2 === 1) order.reverse()
    for (const [name, build] of order) {
      bench.add(name, () => {
        for (let n = 0; n < BATCH; n++) build(n)
      })
    }
    await bench.run()
    for (const { name, result } of bench.tasks) {
      if (result.state !== 'completed')
        throw new Error(`${name}: expected a finished measurement, got ${result.state}`)
      times.get(name)!.push((result.latency.p50 * 1e6) / BATCH)
    }
  }
  return times
}

/** The middle one. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}
