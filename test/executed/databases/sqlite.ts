import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { ClientName } from '../script/step.js'
import type { Place } from './place.js'

/** What both drivers' connections can do: one at once, the other later. */
interface Connection {
  exec(sql: string, done?: (error: Error | null) => void): unknown
}

type Done = (error: Error | null, connection: Connection) => void

const PRAGMAS = 'pragma foreign_keys = on; pragma synchronous = off; pragma journal_mode = memory'

/**
 * SQLite by one of its drivers, in a file: a query that times out costs its connection, and a database in memory would go
 * with it.
 */
export function onSqlite(client: 'better-sqlite3' | 'sqlite3', folder: string): Place {
  const filename = join(folder, `${client}.sqlite`)
  return {
    client,
    empty: async () => {
      await rm(filename, { force: true })
      const pool = { min: 0, max: 1, afterCreate: PREPARE[client] }
      return { client, connection: { filename }, useNullAsDefault: true, pool }
    },
  }
}

const PREPARE = {
  'better-sqlite3': (connection: Connection, done: Done) => {
    connection.exec(PRAGMAS)
    done(null, connection)
  },
  sqlite3: (connection: Connection, done: Done) => {
    connection.exec(PRAGMAS, (error) => done(error, connection))
  },
} satisfies Partial<Record<ClientName, unknown>>
