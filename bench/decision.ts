import { deepEqual, ok } from 'node:assert/strict'

import { adapted, plainKnex } from './contestants.js'
import type { Task } from './contestants.js'
import { KNEXODUS } from './library.js'
import type { Library } from './library.js'
import { alternate } from './measure/alternate.js'
import type { AlternateOptions } from './measure/alternate.js'
import { tableOf } from './measure/table.js'
import { simpleSelect } from './queries/simple-select.js'
import type { Benchmark, Effort, Report, Table } from './report.js'

const EFFORTS: Readonly<Record<Effort, AlternateOptions>> = {
  full: { warmUp: 100, rounds: 1000, batch: 100 },
  smoke: { warmUp: 2, rounds: 4, batch: 50 },
}

/** Rounds that are looked at together. */
const BLOCK = 100

type Adapter = ReturnType<Library['createAdapter']>

/** Settings whose builds are timed, and the share of them, in percent, that fast has to have served. */
interface Setting {
  readonly name: string
  readonly rollout: Parameters<Adapter['setRollout']>[0]
  readonly share: readonly [atLeast: number, atMost: number]
}

/** Settings side by side; the first one draws nothing. */
interface Group {
  readonly name: string
  readonly settings: readonly Setting[]
}

const LEGACY: Setting['share'] = [0, 1]
const FAST: Setting['share'] = [99, 100]

/** What a setting changes some of. */
const NOTHING_SET = {
  percentage: 0,
  shadowPercentage: 0,
  verifyPercentage: 0.1,
  stickiness: 'random',
} as const

/* So near to 0 % and 100 % that one builder serves practically all: what is left of the difference is the decision itself. */
const GROUPS: readonly Group[] = [
  {
    name: 'legacy serves',
    settings: [
      { name: '0 %, nothing to decide', rollout: { percentage: 0 }, share: LEGACY },
      { name: '0.01 %, each build', rollout: { percentage: 0.01 }, share: LEGACY },
      { name: '0.01 %, by process', rollout: { percentage: 0.01, stickiness: 'process' }, share: LEGACY },
      { name: '0.01 %, by shape', rollout: { percentage: 0.01, stickiness: 'shape' }, share: LEGACY },
      { name: '0 %, 0.01 % shadowed', rollout: { percentage: 0, shadowPercentage: 0.01 }, share: LEGACY },
    ],
  },
  {
    name: 'fast serves',
    settings: [
      { name: '100 %, nothing to decide', rollout: { percentage: 100 }, share: FAST },
      { name: '100 %, none verified', rollout: { percentage: 100, verifyPercentage: 0 }, share: FAST },
      { name: '99.99 %, each build', rollout: { percentage: 99.99 }, share: FAST },
      { name: '99.99 %, by process', rollout: { percentage: 99.99, stickiness: 'process' }, share: FAST },
      { name: '99.99 %, by shape', rollout: { percentage: 99.99, stickiness: 'shape' }, share: FAST },
    ],
  },
  {
    name: 'both serve',
    settings: [
      { name: '0 %', rollout: { percentage: 0 }, share: [0, 0] },
      { name: '1 %', rollout: { percentage: 1 }, share: [0.1, 5] },
      { name: '50 %', rollout: { percentage: 50 }, share: [40, 60] },
      { name: '100 %', rollout: { percentage: 100 }, share: FAST },
    ],
  },
]

/** What deciding costs: drawing for each build, by shape, by process; and where nothing is drawn. */
const benchmark: Benchmark = {
  name: 'decision',
  run: async (effort) => {
    const subject = subjectOf(KNEXODUS)
    const tables = GROUPS.map(({ name, settings }) => {
      const seats = settings.map((setting) => ({ name: setting.name, setting, subject }))
      return measure(`simple select, ${name}`, seats, effort)
    })
    return Promise.resolve(reportOf('What deciding costs', tables))
  },
  against: async (base, effort) => {
    const subjects = [subjectOf(base), subjectOf(KNEXODUS)]
    const settings = GROUPS.flatMap((group) => group.settings)
    const tables = settings.map((setting) => {
      const seats = subjects.map((subject) => ({ name: subject.name, setting, subject }))
      return measure(`simple select, ${setting.name}`, seats, effort)
    })
    return Promise.resolve(reportOf(`What deciding costs, against ${base.label}`, tables))
  },
}
export default benchmark

function reportOf(title: string, tables: readonly Table[]): Report {
  return {
    name: 'decision',
    title,
    about:
      'A simple select under settings that decide differently, against the one that has nothing to decide. One adapter, whose rollout changes between batches, outside the clock. Where both builders serve, the time lies between theirs.',
    tables,
  }
}

/** One adapter and its Knex: a process has one, and more of them would be slower for V8 to tell apart. */
interface Subject {
  readonly name: string
  readonly adapter: Adapter
  readonly task: Task
}

/** The process's place is drawn from the seed: under this one, it lies where the settings mean. */
const SEED = 'bench'

function subjectOf(library: Library): Subject {
  const { adapter, db } = adapted(library, { seed: SEED })
  const [expected, got] = [plainKnex(), db].map((knex) => simpleSelect.knex(knex, 1).toSQL().toNative())
  deepEqual(got, expected, `${library.label} builds something else than Knex`)
  return { name: library.label, adapter, task: (n) => simpleSelect.knex(db, n).toSQL() }
}

/** A contestant: an adapter under a setting. */
interface Seat {
  readonly name: string
  readonly setting: Setting
  readonly subject: Subject
}

function measure(name: string, seats: readonly Seat[], effort: Effort): Table {
  const seatOf = new Map(seats.map((seat) => [seat.name, seat]))
  const served = new Map(seats.map((seat) => [seat.name, { fast: 0, total: 0 }]))
  const tasks = new Map(seats.map((seat) => [seat.name, seat.subject.task]))
  const rounds = alternate(tasks, EFFORTS[effort], (seatName, batch) => {
    const { setting, subject } = seatOf.get(seatName)!
    const { adapter } = subject
    adapter.setRollout({ ...NOTHING_SET, ...setting.rollout }, { by: 'bench', reason: 'its turn' })
    const before = adapter.getQueryBuilderMetrics()
    const time = batch()
    const after = adapter.getQueryBuilderMetrics()
    const counts = served.get(seatName)!
    counts.fast += after.fastCalls - before.fastCalls
    counts.total += after.totalCalls - before.totalCalls
    return time
  })
  for (const { name: seatName, setting } of seats) assertShare(setting, served.get(seatName)!)
  return tableOf(rounds, { name, ratios: 'cost', block: BLOCK })
}

function assertShare({ name, share }: Setting, { fast, total }: { fast: number; total: number }): void {
  const [atLeast, atMost] = share
  const percent = (fast / total) * 100
  const expectation = `${name}: expected fast to serve ${atLeast} to ${atMost} %, got ${percent} % of ${total}`
  ok(percent >= atLeast && percent <= atMost, expectation)
}
