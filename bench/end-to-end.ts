import { startPostgres } from '../demo/postgres.js'
import type { PostgresConnection } from '../demo/postgres.js'
import type { Contestant, QueryName, Sent } from './end-to-end/contestant.js'
import { fill } from './end-to-end/database.js'
import { processorTimes, rates } from './end-to-end/figures.js'
import { FAST, PREPARED, knexFamily } from './end-to-end/knex-family.js'
import { measure } from './end-to-end/measure.js'
import type { MeasureOptions } from './end-to-end/measure.js'
import { PG_NAMED, pgFamily } from './end-to-end/pg-family.js'
import { POSTGRES_JS, postgresJs } from './end-to-end/postgres-js.js'
import { assertSameQueries } from './end-to-end/same-query.js'
import type { Benchmark, Effort, Goal, Report, Table } from './report.js'

const EFFORTS: Readonly<Record<Effort, MeasureOptions>> = {
  full: { rounds: 45, milliseconds: 80 },
  smoke: { rounds: 2, milliseconds: 20 },
}

/** Rounds whose median stands for all of them. */
const BLOCK = 9

/** Rounds that do not count: code that is new to a process is slow for a while. */
const WARM_UP_ROUNDS = 4

const NAMED = [PREPARED, PG_NAMED, POSTGRES_JS]

/** One query, with so many always under way. */
interface Race {
  readonly name: string
  readonly query: QueryName
  readonly concurrency: number
  readonly goals: readonly Goal[]
}

const GOALS: readonly Goal[] = [
  { contestant: FAST, of: 'ratio', atLeast: 1.15 },
  { contestant: PREPARED, of: 'ratio', atLeast: 1.6 },
]

const RACES: readonly Race[] = [
  { name: 'select by key, 1 at a time', query: 'byKey', concurrency: 1, goals: GOALS },
  { name: 'select by key, 10 at a time', query: 'byKey', concurrency: 10, goals: GOALS },
  { name: 'select by key, 50 at a time', query: 'byKey', concurrency: 50, goals: GOALS },
  { name: 'a page of ten rows, 10 at a time', query: 'page', concurrency: 10, goals: [] },
]

/** Whole queries on a real PostgreSQL, from the chain to the rows. */
const benchmark: Benchmark = {
  name: 'end-to-end',
  run: async (effort) => {
    const server = await startPostgres()
    try {
      await fill(server.connection)
      return reportOf(await race(server.socket, effort))
    } finally {
      await server.stop()
    }
  },
}
export default benchmark

async function race(connection: PostgresConnection, effort: Effort): Promise<Table[]> {
  const sent: Sent[] = []
  const knex = knexFamily(connection)
  const families = [knex, pgFamily(connection), postgresJs(connection, (one) => sent.push(one))]
  try {
    const all = families.flatMap(({ contestants }) => contestants)
    await assertSameQueries(all, NAMED, sent)
    const tables = await measureAll(all, EFFORTS[effort])
    knex.assertServedByFast()
    return tables
  } finally {
    for (const family of families) await family.close()
  }
}

async function measureAll(all: readonly Contestant[], options: MeasureOptions): Promise<Table[]> {
  const tables: Table[] = []
  for (const { name, query, concurrency, goals } of RACES) {
    await measure(all, query, concurrency, { ...options, rounds: Math.min(WARM_UP_ROUNDS, options.rounds) })
    const taken = await measure(all, query, concurrency, options)
    tables.push(
      { name, ratios: 'speed', figures: rates(taken, BLOCK), goals },
      { name: `${name}: processor time of a query`, ratios: 'cost', figures: processorTimes(taken, BLOCK) },
    )
  }
  return tables
}

function reportOf(tables: readonly Table[]): Report {
  return {
    name: 'end-to-end',
    title: 'Whole queries, end to end',
    about:
      'From the chain to the rows, on a PostgreSQL on this machine over its Unix socket, by a pool of ten connections. Server and client share its processors. Processor time is that of this process alone, without the server.',
    tables,
    notes: [
      'Text, values and rows of all contestants were asserted to be equal first, read off the driver, and so was who names statements.',
      'The four on Knex have a pool of ten each; the four on `pg` share theirs.',
    ],
  }
}
