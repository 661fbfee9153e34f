import { deepEqual } from 'node:assert/strict'

import type { Knex } from 'knex'

import { KNEX, adapted, plainKnex } from './contestants.js'
import { KNEXODUS } from './library.js'
import type { Library } from './library.js'
import { alternate, buildsOf } from './measure/alternate.js'
import type { AlternateOptions } from './measure/alternate.js'
import { tableOf } from './measure/table.js'
import type { Benchmark, Effort, Report, Table } from './report.js'

/** Few builds at a stretch and hundreds of rounds: every build needs a name of its own. */
const EFFORTS: Readonly<Record<Effort, AlternateOptions>> = {
  full: { warmUp: 60, rounds: 300, batch: 20 },
  smoke: { warmUp: 1, rounds: 4, batch: 20 },
}

/** Rounds that are looked at together. */
const BLOCK = 20

/** A kind of query whose shape is new with each column. */
interface NewShape {
  readonly name: string
  readonly knex: (db: Knex, column: string, n: number) => Knex.QueryBuilder
}

const NEW_SHAPES: readonly NewShape[] = [
  { name: 'simple select', knex: (db, column, n) => db('users').where(column, n) },
  {
    name: 'medium select',
    knex: (db, column, n) =>
      db('orders')
        .select('id', 'status', 'total')
        .where(column, n)
        .whereIn('status', ['new', 'paid', 'sent'])
        .orderBy('created_at', 'desc')
        .limit(20)
        .offset(40),
  },
  {
    name: 'complex select',
    knex: (db, column, n) =>
      db('orders as o')
        .join('customers as c', 'c.id', 'o.customer_id')
        .leftJoin('order_items as i', 'i.order_id', 'o.id')
        .select('c.id', 'c.name')
        .sum('o.total as turnover')
        .where((q) => void q.where(column, 'paid').orWhere('o.total', '>', n))
        .whereIn('o.id', db('order_items').select('order_id').where('quantity', '>', 2))
        .groupBy('c.id', 'c.name')
        .having('o.total', '>', 10)
        .orderBy('turnover', 'desc')
        .limit(10),
  },
  { name: 'insert one row', knex: (db, column, n) => db('users').insert({ age: n, [column]: 'Ada' }) },
]

/** What a build costs whose shape was never seen: fast makes a plan, legacy builds too, they are compared. */
const benchmark: Benchmark = {
  name: 'cold',
  run: async (effort) => Promise.resolve(reportOf('First sight of a shape', measure(plain(), effort))),
  against: async (base, effort) => {
    const tables = measure(unknowing(base), effort)
    return Promise.resolve(reportOf(`First sight of a shape, against ${base.label}`, tables))
  },
}
export default benchmark

function reportOf(title: string, tables: readonly Table[]): Report {
  return {
    name: 'cold',
    title,
    about:
      'A column that was never seen, every time, at 100 % and with a cache of the default size, which goes on evicting: fast makes a plan, legacy builds too, they are compared, and the plan is admitted. One build by Knex is part of it.',
    tables,
  }
}

/** Somebody to whom every shape is new. */
interface Subject {
  readonly name: string
  readonly db: Knex
  /** @throws AssertionError when a shape was not new after all, or was not proven */
  assertAllNew(): void
}

const plain = (): Subject => ({ name: KNEX, db: plainKnex(), assertAllNew: () => {} })

function unknowing(library: Library): Subject {
  const { adapter, db } = adapted(library, { percentage: 100, verifyPercentage: 0 })
  const assertAllNew = (): void => {
    const { totalCalls, parityChecks, parityMismatches } = adapter.getQueryBuilderMetrics()
    deepEqual({ parityChecks, parityMismatches }, { parityChecks: totalCalls, parityMismatches: 0 })
  }
  return { name: `${library.label}, first sight`, db, assertAllNew }
}

/** One instance of each for all kinds of query, as in an application: V8 has few kinds of client to learn. */
function measure(base: Subject, effort: Effort): Table[] {
  const both = [base, unknowing(KNEXODUS)] as const
  const tables = NEW_SHAPES.map((shape) => measureOne(shape, EFFORTS[effort], both))
  for (const subject of both) subject.assertAllNew()
  return tables
}

function measureOne(
  { name, knex }: NewShape,
  options: AlternateOptions,
  both: readonly [Subject, Subject],
): Table {
  const [base, fast] = both
  const [expected, got] = both.map(({ db }) => knex(db, 'some_column', 1).toSQL().toNative())
  deepEqual(got, expected, `${name}: ${fast.name} builds something else than ${base.name}`)
  const columns = newColumns(buildsOf(options))
  const tasks = new Map(
    both.map(({ name: subject, db }) => [subject, (n: number) => knex(db, columns[n]!, n).toSQL()]),
  )
  const rounds = alternate(tasks, options)
  const goals = base.name === KNEX ? [{ contestant: fast.name, of: 'ratio' as const, atMost: 4 }] : []
  return tableOf(rounds, { name, ratios: 'cost', block: BLOCK, goals })
}

/** Names as they stand in an application's code: made before the clock starts, their hashes known. */
function newColumns(count: number): string[] {
  return Object.keys(
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`column_${index}`, index])),
  )
}
