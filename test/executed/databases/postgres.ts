import type { EmbeddedPostgres } from '../../../demo/postgres.js'
import { administer } from './place.js'
import type { Place } from './place.js'

/** PostgreSQL's only client. */
export function onPostgres(server: EmbeddedPostgres): Place {
  const config = { client: 'pg', connection: { ...server.connection }, pool: { min: 0, max: 3 } }
  return {
    client: 'pg',
    empty: async () => {
      await administer(config, ['drop schema if exists public cascade', 'create schema public'])
      return config
    },
  }
}
