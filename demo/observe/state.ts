/** What the demo's instances do at one moment, as somebody outside sees it. */
export interface State {
  /** By the label `database`, sorted by it. */
  readonly databases: readonly DatabaseState[]
  /** Instances that answer. */
  readonly up: number
  /** Names of the alerts that fire. */
  readonly firing: readonly string[]
  /** Names of the alerts that will fire if nothing changes. */
  readonly pending: readonly string[]
}

/** One database's share of fast. */
export interface DatabaseState {
  readonly database: string
  /** Builds, or builds a second, that fast served; and all. */
  readonly fast: number
  readonly builds: number
  /** Share that is meant for fast, 0 to 1. */
  readonly target: number
}

/** Looks at the instances. */
export type Look = () => Promise<State>

/** The builds of one database by one builder. */
export interface Calls {
  readonly database: string
  readonly builder: string
  readonly builds: number
}

/** Joins calls and targets, both by the label `database`. */
export function databaseStates(
  calls: readonly Calls[],
  targets: ReadonlyMap<string, number>,
): DatabaseState[] {
  return [...targets.keys()].sort().map((database) => {
    const own = calls.filter((call) => call.database === database)
    const sum = (some: readonly Calls[]) => some.reduce((total, { builds }) => total + builds, 0)
    return {
      database,
      fast: sum(own.filter(({ builder }) => builder === 'fast')),
      builds: sum(own),
      target: targets.get(database) ?? 0,
    }
  })
}
