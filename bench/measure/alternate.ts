import type { Task } from '../contestants.js'
import { noTimes } from './rounds.js'
import type { Rounds } from './rounds.js'

/** How long to measure. */
export interface AlternateOptions {
  /** Rounds before those that count. */
  readonly warmUp: number
  readonly rounds: number
  /** Builds at a stretch, twice in each round. */
  readonly batch: number
}

/** What surrounds a contestant's batch, outside the clock: it has to return what the batch does. */
export type Turn = (name: string, batch: () => number) => number

/**
 * For differences of a few percent: rounds of a millisecond or so, very many of them. Each goes through all contestants forwards
 * and then backwards, so that none of them profits from its place, and no disturbance is as long as a round is short. The
 * ratios' median over so many rounds does not see those that were hit.
 *
 * Values go on counting: no contestant ever gets the same `n` twice.
 */
export function alternate(
  tasks: ReadonlyMap<string, Task>,
  options: AlternateOptions,
  turn: Turn = (_, build) => build(),
): Rounds {
  const { warmUp, rounds, batch } = options
  const times = noTimes(tasks)
  const forwards = [...tasks]
  const backwards = [...forwards].reverse()
  for (let round = 0; round < warmUp + rounds; round++) {
    const at = (half: number): number => (2 * round + half) * batch
    const first = forwards.map(([name, build]) => turn(name, () => timed(build, at(0), batch)))
    const second = backwards.map(([name, build]) => turn(name, () => timed(build, at(1), batch))).reverse()
    if (round < warmUp) continue
    for (const [index, [name]] of forwards.entries()) {
      times.get(name)!.push((first[index]! + second[index]!) / (2 * batch))
    }
  }
  return times
}

/** How many builds that is for each contestant. */
export function buildsOf({ warmUp, rounds, batch }: AlternateOptions): number {
  return 2 * (warmUp + rounds) * batch
}

function timed(build: Task, from: number, batch: number): number {
  const start = process.hrtime.bigint()
  for (let n = from; n < from + batch; n++) build(n)
  return Number(process.hrtime.bigint() - start)
}
