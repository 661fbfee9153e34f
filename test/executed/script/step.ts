import type { Knex } from 'knex'

/** The `client` of Knex's configuration. */
export type ClientName = 'pg' | 'mysql' | 'mysql2' | 'mariadb' | 'better-sqlite3' | 'sqlite3'

/** What an application does with its database; returns what it learned. */
export type Run = (db: Knex, client: ClientName) => unknown

/** A step that Knex, the driver or the database refuses, for some clients or for all: then it has to fail. */
export interface Refused {
  readonly run: Run
  readonly refusedBy: readonly ClientName[]
  /** Two answers of the database are on their way at once, and either may come first: the order of lines means nothing. */
  readonly isRace?: boolean
}

/** Steps by name, in the order in which they run: each sees what the ones before it left. */
export type Theme = Readonly<Record<string, Run | Refused>>

/** One step of the script. */
export interface Step extends Refused {
  readonly name: string
}

export const MYSQLS: readonly ClientName[] = ['mysql', 'mysql2', 'mariadb']
export const SQLITES: readonly ClientName[] = ['better-sqlite3', 'sqlite3']
export const EVERYBODY: readonly ClientName[] = ['pg', ...MYSQLS, ...SQLITES]

/** A step that succeeds but for these clients, which have to refuse it. */
export function refusedBy(clients: readonly ClientName[], run: Run): Refused {
  return { run, refusedBy: clients }
}

/** The same, where the order of events is up to the network: two queries are on their way, or one and its cancellation. */
export function racing(clients: readonly ClientName[], run: Run): Refused {
  return { run, refusedBy: clients, isRace: true }
}

/** Lines the steps of a theme up. */
export function stepsOf(title: string, theme: Theme): Step[] {
  return Object.entries(theme).map(([name, step]) => {
    const refused = typeof step === 'function' ? refusedBy([], step) : step
    return { ...refused, name: `${title}: ${name}` }
  })
}
