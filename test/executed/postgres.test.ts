import { beforeAll } from 'vitest'

import { startPostgres } from '../../demo/postgres.js'
import type { EmbeddedPostgres } from '../../demo/postgres.js'
import { behavesAlike } from './behaves-alike.js'
import { onPostgres } from './databases/postgres.js'

let server: EmbeddedPostgres

beforeAll(async () => {
  server = await startPostgres()
  return () => server.stop()
})

behavesAlike('PostgreSQL', () => onPostgres(server))
