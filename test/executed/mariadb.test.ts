import { beforeAll } from 'vitest'

import { behavesAlike } from './behaves-alike.js'
import { onMariaDb } from './databases/mariadb.js'
import { startMariaDb } from './servers/mariadb.js'
import type { MariaDbServer } from './servers/mariadb.js'

let server: MariaDbServer

beforeAll(async () => {
  server = await startMariaDb()
  return () => server.stop()
})

behavesAlike('MariaDB, as mysql', () => onMariaDb('mysql', server))
behavesAlike('MariaDB, as mysql2', () => onMariaDb('mysql2', server))
behavesAlike('MariaDB, as mariadb', () => onMariaDb('mariadb', server))
