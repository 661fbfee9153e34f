import { createRequire } from 'node:module'

import { libraryIn } from './library.js'
import type { Benchmark, Report } from './report.js'
import type { Answer, Task } from './run-apart.js'

/* The process of one benchmark: runs it, and sends its report to the process that asked for it. */

async function main(): Promise<void> {
  const { name, effort, base } = JSON.parse(process.argv[2]!) as Task
  const { default: benchmark } = createRequire(__filename)(`./${name}.js`) as { default: Benchmark }
  const answer: Answer = { report: await run(benchmark) }
  process.send!(answer, () => process.exit(0))

  async function run(chosen: Benchmark): Promise<Report | undefined> {
    if (base === undefined) return chosen.run(effort)
    return chosen.against?.(libraryIn(base.folder, base.label), effort)
  }
}

void main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
