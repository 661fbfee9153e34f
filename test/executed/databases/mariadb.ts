import type { Knex } from 'knex'

import type { ClientName } from '../script/step.js'
import type { MariaDbServer } from '../servers/mariadb.js'
import { administer } from './place.js'
import type { Place } from './place.js'

/** MariaDB by one of the clients that speak to it. */
export function onMariaDb(client: ClientName, server: MariaDbServer): Place {
  const name = `shop_${client}`
  const config = (database?: string): Knex.Config => ({
    client,
    // Knex compares by a collation of this character set in `whereLike`.
    connection: { ...server.connection, charset: 'utf8', ...(database !== undefined && { database }) },
    // Knex compares versions as decimals: it takes the 10.11 of the server for one before 10.5, and leaves `returning` out.
    ...(client === 'mariadb' && { version: '10.6.0' }),
    pool: { min: 0, max: 3 },
  })
  return {
    client,
    empty: async () => {
      await administer(config(), [`drop database if exists ${name}`, `create database ${name}`])
      return config(name)
    },
  }
}
