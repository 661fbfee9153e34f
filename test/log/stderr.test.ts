import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

import { describe, expect, it } from 'vitest'

const script = join(__dirname, 'fixtures', 'log-and-end.ts')
const WENT_ON = 'went on, standard error untouched\n'
const argumentsFor = (lines: number, end: string): string[] => ['--import', 'tsx', script, `${lines}`, end]

/** The stream of last resort, in a process of its own: what goes wrong with it must not touch the application. */
describe('without a logger of the user', { timeout: 40_000 }, () => {
  it('lines go to standard error and leave standard output to the program', () => {
    const child = spawnSync(process.execPath, argumentsFor(2, 'return'), { encoding: 'utf8' })
    expect(child).toMatchObject({ status: 3, stdout: WENT_ON })
    const lines = child.stderr.trim().split('\n').map((line) => JSON.parse(line) as object) // prettier-ignore
    expect(lines).toHaveLength(3)
    expect(lines[2]).toMatchObject({ name: 'knexodus', event: 'knexodus.build', sql: 'select the last' })
  })

  it('a file gets every line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'knexodus-log-'))
    const file = join(folder, 'log')
    const stdio = ['ignore', 'ignore', openSync(file, 'a')] as const
    spawnSync(process.execPath, argumentsFor(2, 'exit'), { stdio: [...stdio] })
    const text = readFileSync(file, 'utf8')
    rmSync(folder, { recursive: true })
    expect(text.match(/^\{.*"event":"knexodus\.build".*\}$/gm)).toHaveLength(3)
  })

  it('a full disk changes nothing', () => {
    const stdio = ['ignore', 'pipe', openFull()] as const
    const child = spawnSync(process.execPath, argumentsFor(2, 'return'), {
      encoding: 'utf8',
      stdio: [...stdio],
      timeout: 20_000,
    })
    expect({ status: child.status, stdout: child.stdout }).toEqual({ status: 3, stdout: WENT_ON })
  })

  it('a reader that has gone changes nothing', async () => {
    expect(await run(2000, 'return', (stderr) => stderr.destroy())).toEqual({
      code: 3,
      stdout: 'went on, standard error failed\n',
    })
  })

  it('a reader that takes nothing does not keep the process from ending', async () => {
    expect(await run(20_000, 'exit', (stderr) => stderr.pause())).toEqual({ code: 3, stdout: WENT_ON })
  })

  it('a slow reader is told how many lines are missing', async () => {
    let text = ''
    const { code } = await run(20_000, 'return', (stderr) => {
      setTimeout(() => stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)), 100)
    })
    expect(code).toBe(3)
    const lines = text.trim().split('\n')
    const [missing] = lines.filter((line) => line.includes('log_dropped'))
    const { lines: count } = JSON.parse(missing!) as { lines: number }
    expect(lines.length - 1 + count).toBe(20_001)
  })
})

/** A file that takes nothing: where there is no `/dev/full`, one that is open for reading only. */
function openFull(): number {
  return existsSync('/dev/full') ? openSync('/dev/full', 'w') : openSync(__filename, 'r')
}

interface Ended {
  readonly code: number | null
  readonly stdout: string
}

function run(lines: number, end: string, read: (stderr: Readable) => void): Promise<Ended> {
  const child = spawn(process.execPath, argumentsFor(lines, end), { stdio: ['ignore', 'pipe', 'pipe'] })
  const deadline = setTimeout(() => child.kill('SIGKILL'), 20_000)
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  read(child.stderr)
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      clearTimeout(deadline)
      setImmediate(() => resolve({ code, stdout }))
    })
  })
}
