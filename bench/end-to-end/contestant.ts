/** A text and its values, as the driver got them. */
export interface Sent {
  readonly sql: string
  readonly bindings: readonly unknown[]
  /** The name of its prepared statement, if it has one. */
  readonly name?: string | undefined
}

/** The queries of the benchmark: one row by its key; ten rows of a customer's orders. */
export const QUERY_NAMES = ['byKey', 'page'] as const

/** One of {@link QUERY_NAMES}. */
export type QueryName = (typeof QUERY_NAMES)[number]

/** Runs one query; `n` varies its value, as traffic does. */
export type Run = (n: number) => Promise<readonly object[]>

/** One way to run queries. */
export interface Contestant {
  readonly name: string
  readonly queries: Readonly<Record<QueryName, Run>>
}

/** Contestants that share a pool of connections, so that they have the very same ones. */
export interface Family {
  readonly contestants: readonly Contestant[]
  close(): Promise<void>
}

/** Connections in every pool. */
export const POOL = 10
