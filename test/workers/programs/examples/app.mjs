import { setInterval } from 'node:timers'

import knex from 'knexodus'

/* What the examples call the application: it makes a query now and then. */

const db = knex({ client: 'pg' })
setInterval(() => db('orders').where('id', 1).toSQL(), 10)
