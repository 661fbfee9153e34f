import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const MAIN = join(__dirname, '../../demo/main.ts')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-test-'))
  chmodSync(folder, 0o777)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const run = {
    child,
    output: '',
    errors: '',
    code: new Promise<number | null>((resolve) => child.on('close', resolve)),
  }
  child.stdout.on('data', (data) => (run.output += String(data)))
  child.stderr.on('data', (data) => (run.errors += String(data)))
  return run
}

/** What is left of PostgreSQL's: files and processes of this test's temporary folder. */
function remains(): string[] {
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  const files = readdirSync(folder).filter((name) => name.startsWith('knexodus-postgres-'))
  return [...files, ...processes.filter((line) => line.includes(join(folder, 'knexodus-postgres-')))]
}

describe('the demo, from outside', () => {
  it('explains itself', async () => {
    const run = start('--help')
    expect(await run.code).toBe(0)
    expect(run.output).toContain('Usage: npm run demo')
  }, 30_000)

  it('refuses what it does not know', async () => {
    const run = start('--once', '--fast')
    expect(await run.code).toBe(2)
    expect(run.errors).toContain('Unknown argument: --fast')
    expect(run.errors).toContain('Usage: npm run demo')
  }, 30_000)

  it.each([
    ['SIGINT', 130, '0 %', ['--once']],
    ['SIGTERM', 143, 'PostgreSQL 1', ['--once']],
    ['SIGHUP', 129, 'Starting PostgreSQL', ['--once']],
    // At a watchable pace it is mostly asleep between operations.
    ['SIGINT', 130, 'PostgreSQL 1', []],
  ] as const)(
    'leaves nothing running after %s (%i), sent at "%s"',
    async (signal, code, moment, args) => {
      const run = start(...args)
      await expect.poll(() => run.output, { timeout: 20_000 }).toContain(moment)
      expect(remains()).not.toEqual([])
      run.child.kill(signal)
      expect(await run.code).toBe(code)
      expect(run.errors).toContain(`The demo was stopped by ${signal}`)
      expect(remains()).toEqual([])
    },
    60_000,
  )
})
