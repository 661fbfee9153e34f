import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A program of the demo that runs, and what it has said so far. */
export interface RunningProgram {
  readonly child: ChildProcess
  output: string
  errors: string
  readonly code: Promise<number | null>
}

/** Starts one of the demo's programs; `env` is added to our own environment, without the rollout that may be in it. */
export function startProgram(
  path: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): RunningProgram {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, '../../demo', path), ...args], {
    env: { ...neutralEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const program: RunningProgram = {
    child,
    output: '',
    errors: '',
    code: new Promise((resolve) => child.on('close', resolve)),
  }
  child.stdout.on('data', (data) => (program.output += String(data)))
  child.stderr.on('data', (data) => (program.errors += String(data)))
  return program
}

function neutralEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KNEXODUS_')))
}

/** What is left of a program that had `folder` as its temporary one: its files, and processes that name it. */
export function remainsIn(folder: string): string[] {
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  const files = readdirSync(folder).filter((name) => name.startsWith('knexodus-'))
  return [...files, ...processes.filter((line) => line.includes(`${folder}/`))]
}
