import { Bench } from 'tinybench'

import type { Task } from '../contestants.js'
import { noTimes } from './rounds.js'
import type { Rounds } from './rounds.js'

/** Builds per timed call: one build is too short for the clock. */
const BATCH = 200

/** How long to measure. */
export interface InterleaveOptions {
  readonly rounds: number
  /** For each contestant in each round. */
  readonly milliseconds: number
  readonly batch?: number | undefined
}

/**
 * Times all contestants in turn, again and again, in one process: what disturbs the machine for a while then disturbs
 * all of them, and the ratio within a round stays honest.
 */
export async function interleave(
  tasks: ReadonlyMap<string, Task>,
  { rounds, milliseconds, batch = BATCH }: InterleaveOptions,
): Promise<Rounds> {
  const times = noTimes(tasks)
  for (let round = 0; round < rounds; round++) {
    const bench = new Bench({ time: milliseconds, iterations: 3, warmupTime: 2, warmupIterations: 1 })
    const order = [...tasks]
    if (round % 2 === 1) order.reverse()
    for (const [name, build] of order) {
      bench.add(name, () => {
        for (let n = 0; n < batch; n++) build(n)
      })
    }
    await bench.run()
    for (const { name, result } of bench.tasks) {
      if (result.state !== 'completed')
        throw new Error(`${name}: expected a finished measurement, got ${result.state}`)
      times.get(name)!.push((result.latency.p50 * 1e6) / batch)
    }
  }
  return times
}
