import type { Contestant, QueryName, Run } from './contestant.js'
import { USERS } from './database.js'

/** How long to measure. */
export interface MeasureOptions {
  readonly rounds: number
  /** For each contestant in each round. */
  readonly milliseconds: number
}

/** What one contestant took for one query, round by round, in microseconds. */
export interface Taken {
  /** Of the clock. */
  readonly wall: number[]
  /** Of the processor, by this process: all its threads, but not the server. */
  readonly cpu: number[]
}

/**
 * Runs one query by all contestants in turn, again and again, so that what disturbs the machine for a while disturbs all
 * of them. `concurrency` queries are always under way.
 */
export async function measure(
  all: readonly Contestant[],
  query: QueryName,
  concurrency: number,
  { rounds, milliseconds }: MeasureOptions,
): Promise<ReadonlyMap<string, Taken>> {
  const taken = new Map<string, Taken>(all.map(({ name }) => [name, { wall: [], cpu: [] }]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, queries } of round % 2 === 0 ? all : [...all].reverse()) {
      await drive(queries[query], concurrency, milliseconds / 10)
      const { wall, cpu } = await timed(queries[query], concurrency, milliseconds)
      taken.get(name)!.wall.push(wall)
      taken.get(name)!.cpu.push(cpu)
    }
  }
  return taken
}

async function timed(
  run: Run,
  concurrency: number,
  milliseconds: number,
): Promise<{ wall: number; cpu: number }> {
  const before = process.cpuUsage()
  const start = process.hrtime.bigint()
  const count = await drive(run, concurrency, milliseconds)
  const wall = Number(process.hrtime.bigint() - start) / 1e3
  const { user, system } = process.cpuUsage(before)
  return { wall: wall / count, cpu: (user + system) / count }
}

/** Keeps so many queries under way until the time is up, and says how many were run. */
async function drive(run: Run, concurrency: number, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds
  let count = 0
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      count += 1
      // Keys in no order, as traffic has them: the steps of a prime go through all of them.
      await run(1 + ((count * 7919) % USERS))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  return count
}
