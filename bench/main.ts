import { readFileSync, writeFileSync } from 'node:fs'

import { USAGE, readArguments } from './arguments.js'
import type { Arguments } from './arguments.js'
import { buildBase } from './base.js'
import { circumstances } from './results.js'
import type { Result } from './results.js'
import type { Report } from './report.js'
import { runApart } from './run-apart.js'
import type { Task } from './run-apart.js'
import { drawPlots } from './show/plots.js'
import { writePage } from './show/page.js'
import { summaryOf, textOf } from './show/text.js'

/* Everything that can be measured about Knexodus, in one place: `npm run bench`. */

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2))
  const results = given.from.length > 0 ? readResults(given) : await measure(given)
  console.log(
    summaryOf(
      results.map(({ report }) => report),
      results.every(({ effort }) => effort === 'full'),
    ),
  )
  if (given.json !== undefined) writeFileSync(given.json, `${JSON.stringify(results, undefined, 2)}\n`)
  if (given.plots) drawPlots(results)
  if (given.docs) await writePage(results)
}

/** One benchmark after another, each alone. */
async function measure({ names, effort, base: revision }: Arguments): Promise<Result[]> {
  const base = revision === undefined ? undefined : buildBase(revision)
  const results: Result[] = []
  try {
    for (const name of names) {
      const report = await tryApart({
        name,
        effort,
        base: base && { folder: base.folder, label: base.label },
      })
      if (report === undefined) continue
      console.log(textOf(report))
      results.push({ circumstances: circumstances(), effort, report })
    }
  } finally {
    base?.remove()
  }
  return results
}

/** One that fails does not keep the others from running, but the command has failed. */
async function tryApart(task: Task): Promise<Report | undefined> {
  try {
    return await runApart(task)
  } catch (error) {
    complain(error)
    return undefined
  }
}

function readResults({ from, names }: Arguments): Result[] {
  const found = new Map<string, Result>()
  for (const file of from) {
    for (const result of JSON.parse(readFileSync(file, 'utf8')) as Result[])
      found.set(result.report.name, result)
  }
  const results = names.flatMap((name) => found.get(name) ?? [])
  for (const { report } of results) console.log(textOf(report))
  return results
}

function complain(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

main().catch((error: unknown) => {
  complain(error)
  console.error(`\n${USAGE}`)
})
