import { deepStrictEqual, ok } from 'node:assert/strict'

import type { Knex } from 'knex'

import { adapted, KNEX, plainKnex } from './contestants.js'
import { KNEXODUS } from './library.js'
import { FLOODS } from './memory/floods.js'
import type { Flood } from './memory/floods.js'
import { WorkingSet } from './memory/working-set.js'
import { ratioSpread, spread } from './report.js'
import type { Benchmark, Effort, Figure, Report, Spread, Table } from './report.js'
import { readMemory } from './soak/memory.js'

/* What queries of ever new shapes do to memory, to the shapes in use, and what each of them costs. */

/** The application's own queries, at the default `planCacheMax`: a quarter of it. */
const WORKING_SET = 500

/** One build of the application's for so many of the flood: each of its shapes is used once in 50,000 builds. */
const FLOOD_PER_WORK = 100

const EFFORTS = {
  full: { share: 1, rounds: 31, passes: 10, block: 50 },
  smoke: { share: 0.002, rounds: 2, passes: 3, block: 5 },
} as const

const HEAP_AT_MOST = 64
const P99_AT_MOST = 2
const BUILD_AT_MOST = 4

/** What a flood did. */
interface Finding {
  readonly name: string
  /** MiB that the heap had grown by, with nothing left to collect, at several times of the flood. */
  readonly grown: readonly number[]
  /** Nanoseconds at the 99th percentile of the working set's builds, round by round. */
  readonly without: readonly number[]
  readonly after: readonly number[]
  /** Nanoseconds of one build of the flood. */
  readonly knex: readonly number[]
  readonly knexodus: readonly number[]
}

type Extent = (typeof EFFORTS)[Effort]

function flooded(flood: Flood, extent: Extent): Finding {
  const plain = plainKnex()
  const other = atWork(plain)
  const { adapter, db, work } = atWork(plain)
  const heap = readMemory().heap
  const grown = flow(flood, db, work, extent).map((sample) => sample - heap)
  const { parityChecks } = adapter.getQueryBuilderMetrics()
  const p99 = compareWork(other.work, work, extent)
  assertNoProof(adapter, parityChecks)
  assertSameSql(flood, db, plain)
  return { name: flood.name, grown, ...p99, ...compareCosts(flood, db, plain, extent) }
}

/** A service that has done its usual work for a while. */
function atWork(plain: Knex): ReturnType<typeof adapted> & { readonly work: WorkingSet } {
  const service = adapted(KNEXODUS, { percentage: 100, verifyPercentage: 0 })
  const work = new WorkingSet(service.db, WORKING_SET)
  work.warmUp(plain)
  return { ...service, work }
}

/** What was in use is served from its plans still. */
function assertNoProof(adapter: ReturnType<typeof atWork>['adapter'], before: number): void {
  const { parityChecks, fastErrors, parityMismatches } = adapter.getQueryBuilderMetrics()
  const found = { parityChecks, fastErrors, parityMismatches }
  deepStrictEqual(found, { parityChecks: before, fastErrors: 0, parityMismatches: 0 })
}

/** The same work in a service without a flood and in the one that had it, in turns. */
function compareWork(
  without: WorkingSet,
  after: WorkingSet,
  { rounds, passes }: Extent,
): Pick<Finding, 'without' | 'after'> {
  const found = { without: [] as number[], after: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    const [first, second] = round % 2 === 0 ? [without, after] : [after, without]
    const times = [first.p99(passes), second.p99(passes)]
    if (round % 2 === 1) times.reverse()
    found.without.push(times[0]!)
    found.after.push(times[1]!)
  }
  return found
}

function assertSameSql({ query }: Flood, db: Knex, plain: Knex): void {
  for (let i = 1; i <= 40; i++) {
    const [own, knex] = [db, plain].map((of) =>
      query(of, 20_000_000 + i)
        .toSQL()
        .toNative(),
    )
    deepStrictEqual(own, knex)
  }
}

/** @returns the heap in MiB, ten times on the way */
function flow({ query, count }: Flood, db: Knex, work: WorkingSet, { share }: Extent): number[] {
  const samples: number[] = []
  const all = Math.ceil((count * share) / 10) * 10
  for (let i = 1; i <= all; i++) {
    query(db, i).toSQL()
    if (i % FLOOD_PER_WORK === 0) work.buildNext()
    if (i % (all / 10) === 0) samples.push(readMemory().heap)
  }
  ok(samples.length === 10)
  return samples
}

/** The same queries by both, block after block; shapes that the flood itself will not have. */
function compareCosts(
  { query }: Flood,
  db: Knex,
  plain: Knex,
  { rounds, block }: Extent,
): Pick<Finding, 'knex' | 'knexodus'> {
  const times = { knex: [] as number[], knexodus: [] as number[] }
  let i = 10_000_000
  const time = (of: Knex): number => {
    const start = process.hrtime.bigint()
    for (let n = 0; n < block; n++) query(of, i++).toSQL()
    return Number(process.hrtime.bigint() - start) / block
  }
  for (let round = -rounds; round < rounds * 2; round++) {
    const [knex, knexodus] = round % 2 === 0 ? [time(plain), time(db)] : [time(db), time(plain)].reverse()
    if (round < 0) continue
    times.knex.push(knex!)
    times.knexodus.push(knexodus!)
  }
  return times
}

function heapTable(findings: readonly Finding[]): Table {
  return {
    name: 'heap grown by, at ten times of the flood, everything collected',
    ratios: 'cost',
    figures: findings.map(({ name, grown }) => ({ contestant: name, unit: 'MiB', value: spread(grown) })),
    goals: findings.map(({ name }) => ({ contestant: name, of: 'value', atMost: HEAP_AT_MOST })),
  }
}

function workTable({ name, without, after }: Finding): Table {
  return {
    name: `p99 of ${WORKING_SET} shapes in use: ${name}`,
    ratios: 'cost',
    figures: [figure('without a flood', without), figure('after it', after, ratioSpread('cost', without, after))],
    goals: [{ contestant: 'after it', of: 'ratio', atMost: P99_AT_MOST }],
  } // prettier-ignore
}

function costTable({ name, knex, knexodus }: Finding): Table {
  return {
    name: `one build of the flood: ${name}`,
    ratios: 'cost',
    figures: [figure(KNEX, knex), figure('Knexodus', knexodus, ratioSpread('cost', knex, knexodus))],
    goals: [{ contestant: 'Knexodus', of: 'ratio', atMost: BUILD_AT_MOST }],
  }
}

function figure(contestant: string, ns: readonly number[], ratio?: Spread): Figure {
  return { contestant, unit: 'ns', value: spread(ns), ...(ratio && { ratio }) }
}

const benchmark: Benchmark = {
  name: 'memory',
  run(effort: Effort): Promise<Report> {
    const findings = FLOODS.map((flood) => flooded(flood, EFFORTS[effort]))
    return Promise.resolve({
      name: 'memory',
      title: 'Floods of shapes',
      about:
        `Queries of which each has a shape of its own (a million of the first kind, fewer of those that are slow in any builder), at the ` +
        `default of 2,000 plans, beside an application that uses ${WORKING_SET} shapes, each once in ` +
        `${(WORKING_SET * FLOOD_PER_WORK).toLocaleString('en')} builds. The heap is read after a full collection.`,
      tables: [heapTable(findings), ...findings.map(workTable), ...findings.map(costTable)],
      notes: [
        'After each flood the shapes in use were all served from their plans, none of them proven anew.',
      ],
    })
  },
}

export default benchmark
