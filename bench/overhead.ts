import { deepEqual, equal } from 'node:assert/strict'

import type { Knex } from 'knex'

import { KNEX, adapted, plainKnex } from './contestants.js'
import { KNEXODUS } from './library.js'
import type { Library } from './library.js'
import { alternate } from './measure/alternate.js'
import type { AlternateOptions } from './measure/alternate.js'
import { tableOf } from './measure/table.js'
import { complexSelect } from './queries/complex-select.js'
import { insertTwo } from './queries/insert-two.js'
import { mediumSelect } from './queries/medium-select.js'
import type { BenchQuery } from './queries/query.js'
import { simpleSelect } from './queries/simple-select.js'
import type { Benchmark, Effort, Report, Table } from './report.js'

const EFFORTS: Readonly<Record<Effort, AlternateOptions>> = {
  full: { warmUp: 100, rounds: 1500, batch: 100 },
  smoke: { warmUp: 2, rounds: 4, batch: 50 },
}

/** Rounds that are looked at together. */
const BLOCK = 100

type Chain = BenchQuery['knex']

/** Somebody who serves everything by legacy. */
interface Subject {
  readonly name: string
  readonly db: Knex
  /** @throws AssertionError when something was not served by legacy, for the reason that was meant */
  assertLegacy(): void
}

/** One thing that is held against plain Knex: which queries, and who builds them. */
interface Part {
  readonly name: string
  readonly atMost: number
  readonly queries: readonly { readonly name: string; readonly knex: Chain }[]
  readonly subject: (library: Library) => Subject
}

const PARTS: readonly Part[] = [
  {
    name: 'at 0 %',
    atMost: 1.02,
    queries: [simpleSelect, mediumSelect, complexSelect, insertTwo],
    subject: atZero,
  },
  {
    name: 'declined',
    atMost: 1.03,
    queries: [simpleSelect, mediumSelect].map(({ name, knex }) => ({
      name,
      knex: withForeignStatement(knex),
    })),
    subject: declining,
  },
]

/** What Knexodus costs where it changes nothing: at 0 %, and for queries that fast leaves to legacy. */
const benchmark: Benchmark = {
  name: 'overhead',
  run: async (effort) => {
    const tables = measure(effort, () => plain(KNEX), [plain(`${KNEX} once more`)])
    return Promise.resolve(reportOf('What it costs where legacy serves', tables))
  },
  against: async (base, effort) => {
    const tables = measure(effort, (part) => part.subject(base))
    return Promise.resolve(reportOf(`What it costs where legacy serves, against ${base.label}`, tables))
  },
}
export default benchmark

function reportOf(title: string, tables: readonly Table[]): Report {
  return {
    name: 'overhead',
    title,
    about:
      'Legacy serves, so this is what an adapter adds: at 0 %, and at 100 % for a shape that fast has looked at and declined. Very many short rounds, each in both orders; the spread is that of the medians of a hundred rounds each. Plain Knex takes part a second time: what it differs from itself by is what this cannot tell apart.',
    tables,
  }
}

const plain = (name: string): Subject => ({ name, db: plainKnex(), assertLegacy: () => {} })

function atZero(library: Library): Subject {
  const { adapter, db } = adapted(library, { percentage: 0 })
  const assertLegacy = (): void => {
    const { fastCalls, legacyCalls, fastFallbacks } = adapter.getQueryBuilderMetrics()
    deepEqual(
      { fastCalls, fastFallbacks, built: legacyCalls > 0 },
      { fastCalls: 0, fastFallbacks: 0, built: true },
    )
  }
  return { name: `${library.label} 0 %`, db, assertLegacy }
}

function declining(library: Library): Subject {
  const { adapter, db } = adapted(library, { percentage: 100 })
  const assertLegacy = (): void => {
    const { fastCalls, totalCalls, fallbackReasons } = adapter.getQueryBuilderMetrics()
    equal(fastCalls, 0)
    equal(fallbackReasons.unsupported_clause, totalCalls)
  }
  return { name: `${library.label} 100 %, declined`, db, assertLegacy }
}

/** What no Knex has, a kind of statement that only some plugin knows: Knex passes over it, and fast declines. */
function withForeignStatement(chain: Chain): Chain {
  return (db, n) => {
    const query = chain(db, n)
    ;(query as unknown as { readonly _statements: object[] })._statements.push(FOREIGN)
    return query
  }
}
const FOREIGN = { grouping: 'of a plugin' }

/**
 * One instance of each for all queries, as in an application: V8 has few kinds of client to learn.
 *
 * @param controls others to time beside them: what plain Knex differs from itself by is what the measurement cannot tell apart
 */
function measure(
  effort: Effort,
  baseOf: (part: Part) => Subject,
  controls: readonly Subject[] = [],
): Table[] {
  return PARTS.flatMap((part) => {
    const all = [baseOf(part), part.subject(KNEXODUS), ...controls] as const
    const tables = part.queries.map((query) => measureOne(part, query, EFFORTS[effort], all))
    for (const subject of all) subject.assertLegacy()
    return tables
  })
}

function measureOne(
  { name: partName, atMost }: Part,
  { name, knex }: Part['queries'][number],
  options: AlternateOptions,
  all: readonly [Subject, Subject, ...Subject[]],
): Table {
  const [base, own] = all
  const [expected, got] = all.map(({ db }) => knex(db, 1).toSQL().toNative())
  deepEqual(got, expected, `${name}: ${own.name} builds something else than ${base.name}`)
  const tasks = new Map(all.map((subject) => [subject.name, (n: number) => knex(subject.db, n).toSQL()]))
  const rounds = alternate(tasks, options)
  const goals = base.name === KNEX ? [{ contestant: own.name, of: 'ratio' as const, atMost }] : []
  return tableOf(rounds, { name: `${name}, ${partName}`, ratios: 'cost', block: BLOCK, goals })
}
