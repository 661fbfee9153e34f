import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

import { argumentsOf } from './program.js'
import type { Finding, Program } from './program.js'

const execFileAsync = promisify(execFile)

/** Here the package finds itself by its name, as an application finds it in `node_modules`. */
const ROOT = dirname(require.resolve('knexodus/package.json'))

/** Runs a program in a fresh process of Node, with the default settings of Knexodus but for its percentage. */
export async function run(program: Program): Promise<Finding> {
  const others = Object.entries(process.env).filter(([name]) => !/^(KNEXODUS_|NODE_OPTIONS$)/i.test(name))
  const env = { ...Object.fromEntries(others), KNEXODUS_PERCENTAGE: String(program.percentage) }
  const { stdout } = await execFileAsync(process.execPath, [...argumentsOf(program)], { cwd: ROOT, env })
  return JSON.parse(stdout) as Finding
}
