import { strictEqual } from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createAdapter } from 'knexodus'

import { assertCounted, flooded } from './flood/flood.js'
import type { Adapter, Flood } from './flood/flood.js'
import { ratioSpread, spread } from './report.js'
import type { Benchmark, Effort, Report, Table } from './report.js'
import { rewriteWithoutPause } from './rollout-change/writer.js'

/* What it costs a service that builds without pause to have its rollout changed, again and again. */

const EFFORTS = {
  full: { calls: { rounds: 51, ms: 200 }, file: { rounds: 11, ms: 1500 } },
  smoke: { calls: { rounds: 2, ms: 60 }, file: { rounds: 1, ms: 1100 } },
} as const

/** A thousand changes a second. */
const EVERY_MS = 1

/** That leaves 95 % of the throughput. */
const COST_AT_MOST = 1.05

/** One way to be changed. */
interface Contestant {
  readonly name: string
  readonly adapter: Adapter
  readonly flood: Flood
  readonly change: (adapter: Adapter, n: number) => unknown
}

const BY = Object.freeze({ by: 'bench', reason: 'to see what it costs' })
const nothing = (): unknown => undefined

/** Around 50 %, so that both floods have the same work on the whole. */
const percentageOf = (n: number): number => 40 + ((n * 8) % 21)

const setRollout = (adapter: Adapter, n: number): unknown =>
  adapter.setRollout({ percentage: percentageOf(n) }, BY)

async function contestant(
  name: string,
  change: Contestant['change'],
  options: object = {},
): Promise<Contestant> {
  const adapter = createAdapter({ percentage: 50, logLevel: 'warn', ...options })
  return { name, adapter, flood: await flooded(adapter), change }
}

/** By a thousand calls a second; what a line of the log costs depends on the application's logger. */
function changedByCalls(): Promise<readonly Contestant[]> {
  const logger = { info: nothing, warn: nothing, error: nothing }
  return Promise.all([
    contestant('no changes', nothing),
    contestant('setRollout 1,000 times a second', setRollout),
    contestant('… each of them logged', setRollout, { logLevel: 'info', logger }),
  ])
}

/** @returns microseconds of CPU time per build */
async function measure({ adapter, flood, change }: Contestant, ms: number): Promise<number> {
  const { version } = adapter.getRollout()
  let changes = 0
  const cost = await flood.for(ms, EVERY_MS, () => change(adapter, (changes += 1)))
  assertCounted(adapter, flood)
  if (change === setRollout) strictEqual(adapter.getRollout().version, version + changes)
  return cost
}

/** The costs of one round after the other, by contestant. */
class Costs {
  private readonly byName = new Map<string, number[]>()

  async round(all: readonly Contestant[], ms: number): Promise<void> {
    for (const one of all) {
      const cost = await measure(one, ms)
      this.byName.set(one.name, [...(this.byName.get(one.name) ?? []), cost])
    }
  }

  table(name: string, base: string): Table {
    const others = [...this.byName.keys()].filter((other) => other !== base)
    const costs = (of: string): readonly number[] => this.byName.get(of)!
    return {
      name,
      ratios: 'cost',
      figures: [
        { contestant: base, unit: 'µs', value: spread(costs(base)) },
        ...others.map((other) => ({
          contestant: other,
          unit: 'µs' as const,
          value: spread(costs(other)),
          ratio: ratioSpread('cost', costs(base), costs(other)),
        })),
      ],
      goals: others.map((other) => ({ contestant: other, of: 'ratio', atMost: COST_AT_MOST })),
    }
  }
}

async function callsTable({ calls: { rounds, ms } }: (typeof EFFORTS)[Effort]): Promise<Table> {
  const all = await changedByCalls()
  const costs = new Costs()
  for (let round = 0; round < rounds; round++) {
    await costs.round(round % 2 === 0 ? all : all.toReversed(), ms)
  }
  return costs.table('CPU time of one build, the changes included', all[0]!.name)
}

/** An adapter looks at its file all the time: it is made for its turn, and closed after it. */
async function fileTable({ file: { rounds, ms } }: (typeof EFFORTS)[Effort]): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-'))
  const file = join(folder, 'rollout.json')
  writeFileSync(file, '{"percentage": 50}')
  const stop = rewriteWithoutPause(file)
  const turns = [
    () => contestant('no file', nothing),
    () => contestant('its rollout file rewritten without pause', nothing, { file }),
  ]
  const costs = new Costs()
  try {
    for (let round = 0; round < rounds; round++) {
      for (const make of round % 2 === 0 ? turns : turns.toReversed()) {
        const one = await make()
        await costs.round([one], ms)
        one.adapter.close()
      }
    }
  } finally {
    await stop()
    rmSync(folder, { recursive: true })
  }
  return costs.table('CPU time of one build, beside a file', 'no file')
}

const benchmark: Benchmark = {
  name: 'rollout-change',
  async run(effort: Effort): Promise<Report> {
    return {
      name: 'rollout-change',
      title: 'Changing the rollout under load',
      about:
        'A flood of builds at about 50 %, while the percentage is changed a thousand times a second, or the rollout file (which is ' +
        'looked at once a second) is written without pause. Afterwards every build has been counted once, and none has failed.',
      tables: [await callsTable(EFFORTS[effort]), await fileTable(EFFORTS[effort])],
    }
  },
}

export default benchmark
