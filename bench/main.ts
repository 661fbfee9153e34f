import { deepStrictEqual } from 'node:assert/strict'

import { contestants } from './contestants.js'
import type { Contestant } from './contestants.js'
import { QUERIES } from './queries.js'
import type { BenchQuery } from './queries.js'
import { interleave, median } from './rounds.js'
import type { Effort, Rounds } from './rounds.js'

/* How long the building of one query takes: `npm run bench`, or `npm run bench -- --smoke` for a quick look. */

const EFFORTS: Readonly<Record<'full' | 'smoke', Effort>> = {
  full: { rounds: 15, milliseconds: 40 },
  smoke: { rounds: 3, milliseconds: 5 },
}

async function main(): Promise<void> {
  const effort = EFFORTS[process.argv.includes('--smoke') ? 'smoke' : 'full']
  const all = contestants()
  for (const query of QUERIES) assertSameText(query, all)
  console.log(`All ${all.length} built the same SQL and bindings for each of ${QUERIES.length} queries.`)
  console.log(
    `Median ns for one build (chain included) of ${effort.rounds} interleaved rounds; × is speed against Knex,`,
  )
  console.log('in the middle and at its least and most over the rounds.\n')
  for (const query of QUERIES) {
    const tasks = new Map(all.map(({ name, build }) => [name, (n: number) => build(query, n)]))
    report(query, await interleave(tasks, effort))
  }
}

/** A benchmark of different queries compares nothing. */
function assertSameText(query: BenchQuery, all: readonly Contestant[]): void {
  const [knex, ...others] = all
  for (const other of others) {
    for (const n of [1, 2, 3]) {
      deepStrictEqual(other.text(query, n), knex!.text(query, n), `${query.name}: ${other.name} differs`)
    }
  }
}

function report({ name }: BenchQuery, rounds: Rounds): void {
  const [base] = [...rounds.values()]
  console.log(name)
  for (const [contestant, times] of rounds) {
    const ratios = times.map((time, round) => base![round]! / time)
    const spread = `(${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`
    const ns = median(times).toFixed(0).padStart(8)
    console.log(`  ${contestant.padEnd(16)}${ns} ns  ×${median(ratios).toFixed(2).padStart(6)}  ${spread}`)
  }
  console.log()
}

void main()
