import type { Knex } from 'knex'

import {
  KNEX,
  byHand,
  onDrizzle,
  onDrizzlePrepared,
  onKnex,
  onKnexToNative,
  onKysely,
  plainKnex,
} from './contestants.js'
import type { Contestant, Task } from './contestants.js'
import { KNEXODUS } from './library.js'
import type { Library } from './library.js'
import { interleave } from './measure/interleave.js'
import type { InterleaveOptions } from './measure/interleave.js'
import { tableOf } from './measure/table.js'
import { QUERIES } from './queries/all.js'
import { complexSelect } from './queries/complex-select.js'
import { mediumSelect } from './queries/medium-select.js'
import type { BenchQuery } from './queries/query.js'
import { simpleSelect } from './queries/simple-select.js'
import type { Benchmark, Effort, Goal, Table } from './report.js'
import { assertSameSql } from './same-sql.js'
import { fastKnex } from './served.js'

const EFFORTS: Readonly<Record<Effort, InterleaveOptions>> = {
  full: { rounds: 25, milliseconds: 25 },
  smoke: { rounds: 2, milliseconds: 3 },
}

/** Builds of each query by each contestant before the clock starts, all in turn: a process that has seen some traffic. */
const WARM_UP: Readonly<Record<Effort, number>> = { full: 1000, smoke: 20 }

/** A hook as many applications have it: camel case in the code, snake case in the database. */
const HOOKED: Knex.Config = {
  wrapIdentifier: (name, wrap) => wrap(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
}

/** One row of the benchmark: what is built, and by whom. */
interface Row {
  readonly name: string
  readonly tasks: ReadonlyMap<string, Task>
  readonly batch?: number | undefined
  readonly goals?: readonly Goal[]
}

/** How long the building of one query takes, whole: the chain, the decision, a complete result. */
const benchmark: Benchmark = {
  name: 'build',
  run: async (effort) => {
    const fast = fastKnex(KNEXODUS)
    const name = `${KNEXODUS.label} 100 %`
    const plain = plainKnex()
    const others = [onKysely(), onDrizzle(), onDrizzlePrepared(), byHand()]
    const rows = [
      ...rowsOf([onKnex(KNEX, plain), onKnex(name, fast.db), ...others], name),
      ...nativeRowsOf([onKnexToNative(KNEX, plain), onKnexToNative(name, fast.db), ...others]),
    ]
    const tables = await measure(rows, effort)
    // Not before: an application has hooks or has none, and V8 does better with one kind.
    const hooked = fastKnex(KNEXODUS, HOOKED)
    const hookedRows = hookedRowsOf([onKnex(KNEX, plainKnex(HOOKED)), onKnex(name, hooked.db)])
    tables.push(...(await measure(hookedRows, effort)))
    for (const { assertServedByFast } of [fast, hooked]) assertServedByFast()
    return {
      name: 'build',
      title: 'Building a query',
      about:
        'A whole build as an application does it: the chain, the decision, `toSQL()`, a complete result. Two rows go on to `toNative()`, the text with `$1`; what Kysely, Drizzle and a hand make is that already. The last rows are under a `wrapIdentifier` hook. All built the same SQL and bindings.',
      tables,
    }
  },
  against: async (base, effort) => {
    const [before, after] = [fastKnex(base), fastKnex(KNEXODUS)]
    const named = (library: Library): string => `${library.label} 100 %`
    const tables = await measure(
      [
        ...rowsOf([onKnex(named(base), before.db), onKnex(named(KNEXODUS), after.db)]),
        ...nativeRowsOf([onKnexToNative(named(base), before.db), onKnexToNative(named(KNEXODUS), after.db)]),
      ],
      effort,
    )
    for (const { assertServedByFast } of [before, after]) assertServedByFast()
    const about = `The same builds by two builds of Knexodus at 100 %, interleaved.`
    return { name: 'build', title: `Building a query, against ${base.label}`, about, tables }
  },
}
export default benchmark

/** A row for each kind of query, and one for all of them in turn. */
function rowsOf(all: readonly Contestant[], held?: string): Row[] {
  assertSameSql(QUERIES, all)
  const rows = QUERIES.map((query): Row => {
    const { name, batch, goal } = query
    const goals = held !== undefined && goal ? [{ contestant: held, of: 'ratio' as const, ...goal }] : []
    return { name, batch, tasks: tasksOf(query, all), goals }
  })
  const inTurn = all.flatMap((contestant): (readonly [string, Task])[] => {
    const tasks = QUERIES.flatMap((query) => contestant.task(query) ?? [])
    // Whoever cannot build one of them has nothing to say about all of them.
    if (tasks.length < QUERIES.length) return []
    return [[contestant.name, (n) => tasks[n % tasks.length]!(n)]]
  })
  return [...rows, { name: 'all of these in turn', tasks: new Map(inTurn) }]
}

function nativeRowsOf(all: readonly Contestant[]): Row[] {
  return [simpleSelect, mediumSelect].map((query) => ({
    name: `${query.name}, toNative()`,
    tasks: tasksOf(query, all),
  }))
}

function hookedRowsOf(all: readonly Contestant[]): Row[] {
  const queries = [simpleSelect, mediumSelect, complexSelect]
  assertSameSql(queries, all)
  return queries.map((query) => ({ name: `${query.name}, with a hook`, tasks: tasksOf(query, all) }))
}

function tasksOf(query: BenchQuery, all: readonly Contestant[]): ReadonlyMap<string, Task> {
  return new Map(
    all.flatMap((contestant) => {
      const task = contestant.task(query)
      return task === undefined ? [] : [[contestant.name, task] as const]
    }),
  )
}

async function measure(rows: readonly Row[], effort: Effort): Promise<Table[]> {
  for (let n = 0; n < WARM_UP[effort]; n++)
    for (const { tasks } of rows) for (const task of tasks.values()) task(n)
  const tables: Table[] = []
  for (const { name, tasks, batch, goals } of rows) {
    const rounds = await interleave(tasks, { ...EFFORTS[effort], batch })
    tables.push(tableOf(rounds, { name, ratios: 'speed', ...(goals && { goals }) }))
  }
  return tables
}
