import { fork } from 'node:child_process'
import { join } from 'node:path'

import type { Effort, Report } from './report.js'

/** What the process of one benchmark is told. */
export interface Task {
  readonly name: string
  readonly effort: Effort
  /** The folder of another build of this package, and what it is called. */
  readonly base?: { readonly folder: string; readonly label: string } | undefined
}

/** What it answers; nothing where it has nothing to compare with a base. */
export interface Answer {
  readonly report: Report | undefined
}

/**
 * Runs one benchmark in a process of its own: what the just-in-time compiler learnt in one does not disturb another.
 *
 * @throws Error when the process failed; it has said on standard error why
 */
export async function runApart(task: Task): Promise<Report | undefined> {
  const child = fork(join(__dirname, 'child.ts'), [JSON.stringify(task)], {
    // Tsx's hook for `import` would make event emitters of several kinds, which changes what is measured: see `emitters.ts`.
    execArgv: ['--expose-gc', '--require', 'tsx/cjs'],
    env: withoutSettings(process.env),
    serialization: 'advanced',
  })
  return new Promise((resolve, reject) => {
    let answer: Answer | undefined
    child.on('message', (message) => (answer = message as Answer))
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (code === 0 && answer !== undefined) resolve(answer.report)
      else reject(new Error(`${task.name}: expected a report, got exit ${code ?? signal}`))
    })
  })
}

/** Settings of whoever starts this must not decide what is measured. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('KNEXODUS_')))
}
