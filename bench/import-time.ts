import { deepStrictEqual } from 'node:assert/strict'

import { run } from './import-time/child.js'
import type { Finding, Program, Way } from './import-time/program.js'
import { ratioSpread, spread } from './report.js'
import type { Benchmark, Effort, Figure, Report, Table } from './report.js'

/* What it costs an application to load the package, and to keep it: fresh processes, one after another. */

const IDLE_MS = 1000
const ROUNDS: Readonly<Record<Effort, { readonly times: number; readonly memory: number }>> = {
  full: { times: 31, memory: 15 },
  smoke: { times: 2, memory: 1 },
}

/** Most that loading may take, against Knex, and that an idle process may hold more, in MiB. */
const LOAD_AT_MOST = 1.3
const MEMORY_AT_MOST = 8

/** What each round found of one program. */
type Rounds = Readonly<Record<keyof typeof LOADED, readonly Finding[]>>

/** What is loaded, and at which percentage. */
const LOADED = {
  none: { loads: 'none', percentage: 0 },
  knex: { loads: 'knex', percentage: 0 },
  knexodus: { loads: 'knexodus', percentage: 0 },
  atOnce: { loads: 'knexodus', percentage: 100 },
} as const satisfies Record<string, Pick<Program, 'loads' | 'percentage'>>

async function measure(way: Way, rounds: number, idleMs: number): Promise<Rounds> {
  const found = { none: [], knex: [], knexodus: [], atOnce: [] } as Record<keyof typeof LOADED, Finding[]>
  for (let round = 0; round < rounds; round++) {
    const order = Object.entries(LOADED) as [keyof typeof LOADED, (typeof LOADED)['knex']][]
    if (round % 2 === 1) order.reverse()
    for (const [name, loaded] of order) found[name].push(await run({ way, ...loaded, idleMs }))
  }
  assertSameSql(found)
  return found
}

function assertSameSql({ knex, knexodus, atOnce }: Rounds): void {
  const texts = [...knexodus, ...atOnce].map(({ sql }) => sql)
  deepStrictEqual(
    texts,
    texts.map(() => knex[0]!.sql),
  )
}

function sideBySide(unit: Figure['unit'], series: Readonly<Record<string, readonly number[]>>): Figure[] {
  const [base] = Object.values(series)
  return Object.entries(series).map(([contestant, own], index) => ({
    contestant,
    unit,
    value: spread(own),
    ...(index > 0 && { ratio: ratioSpread('cost', base!, own) }),
  }))
}

function loadTable(way: Way, rounds: Rounds): Table {
  // A preload is over before the application's first line: what it took shows in when that line is done.
  const took = (name: 'knex' | 'knexodus'): number[] =>
    rounds[name].map(({ load, loadedAt }, round) =>
      way === 'preload' ? loadedAt - rounds.none[round]!.loadedAt : load,
    )
  const names = { require: "require('…')", import: "import '…'", preload: '--import knexodus/register' }
  return {
    name: names[way],
    ratios: 'cost',
    figures: sideBySide('ms', { knex: took('knex'), knexodus: took('knexodus') }),
    goals: [{ contestant: 'knexodus', of: 'ratio', atMost: LOAD_AT_MOST }],
  }
}

function firstQueryTable({ knex, knexodus, atOnce }: Rounds): Table {
  const took = (found: readonly Finding[]): number[] =>
    found.map(({ load, instance, build }) => load + instance + build)
  return {
    name: 'until the first query is built, loading and first instance included',
    ratios: 'cost',
    figures: sideBySide('ms', {
      knex: took(knex),
      'knexodus, 0 %': took(knexodus),
      'knexodus, 100 %': took(atOnce),
    }),
  }
}

function memoryTable({ knex, knexodus, atOnce }: Rounds): Table {
  const held = (found: readonly Finding[]): number[] => found.map(({ rssMiB }) => rssMiB)
  const base = held(knex)
  const more = (found: readonly Finding[]): Figure => ({
    contestant: `knexodus, ${found === atOnce ? 100 : 0} %: more`,
    unit: 'MiB',
    value: spread(held(found).map((own, round) => own - base[round]!)),
  })
  return {
    name: `resident memory, ${IDLE_MS / 1000} s idle after the first query`,
    ratios: 'cost',
    figures: [
      ...sideBySide('MiB', {
        knex: base,
        'knexodus, 0 %': held(knexodus),
        'knexodus, 100 %': held(atOnce),
      }),
      more(knexodus),
      more(atOnce),
    ],
    goals: [{ contestant: 'knexodus, 0 %: more', of: 'value', atMost: MEMORY_AT_MOST }],
  }
}

const benchmark: Benchmark = {
  name: 'import-time',
  async run(effort: Effort): Promise<Report> {
    const { times, memory } = ROUNDS[effort]
    const required = await measure('require', times, 0)
    return {
      name: 'import-time',
      title: 'Loading',
      about:
        'Fresh processes, one after another, which load the package, make an instance for PostgreSQL and build a query, ' +
        'with the default settings: the log line of the start and the metrics are included where that is said.',
      tables: [
        loadTable('require', required),
        loadTable('import', await measure('import', times, 0)),
        loadTable('preload', await measure('preload', times, 0)),
        firstQueryTable(required),
        memoryTable(await measure('require', memory, IDLE_MS)),
      ],
    }
  },
}

export default benchmark
