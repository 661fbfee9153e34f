/** What every contestant took for one build, in nanoseconds, round by round. */
export type Rounds = ReadonlyMap<string, readonly number[]>

/** An empty list of times for every task. */
export function noTimes(tasks: ReadonlyMap<string, unknown>): Map<string, number[]> {
  return new Map([...tasks.keys()].map((name) => [name, []]))
}
