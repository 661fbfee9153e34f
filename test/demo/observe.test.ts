import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseArguments } from '../../demo/observe/arguments.js'
import { findPrometheus } from '../../demo/observe/find-prometheus.js'
import { GRAPHS, graphLink } from '../../demo/observe/links.js'
import { RolloutFile } from '../../demo/observe/rollout-file.js'
import { plainScreen } from '../../demo/observe/screen.js'
import { databaseStates } from '../../demo/observe/state.js'
import { statusLine } from '../../demo/observe/status.js'
import { styleFor } from '../../demo/screen/style.js'
import { remainsIn, startProgram } from './program.js'

const PATIENCE = { timeout: 30_000 }

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'observe-test-'))
  chmodSync(folder, 0o777)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('parseArguments', () => {
  it('watches without arguments, goes through with --once, and prefers help', () => {
    expect(parseArguments([])).toEqual({ kind: 'run', once: false })
    expect(parseArguments(['--once'])).toEqual({ kind: 'run', once: true })
    expect(parseArguments(['--once', '--help'])).toEqual({ kind: 'help' })
  })

  it.each(['--twice', 'once', ''])('does not guess what %j means', (argument) => {
    expect(parseArguments([argument])).toEqual({ kind: 'wrong', problem: `Unknown argument: ${argument}` })
  })
})

describe('findPrometheus', () => {
  function program(name: string): string {
    const path = join(folder, name)
    writeFileSync(path, '', { mode: 0o755 })
    return path
  }

  it('takes the first one on the PATH that can be started', () => {
    const [none, plain, right] = ['none', 'plain', 'right'].map((name) => join(folder, name))
    for (const path of [plain!, right!]) mkdirSync(path)
    writeFileSync(join(plain!, 'prometheus'), 'not a program', { mode: 0o644 })
    const prometheus = program('right/prometheus')
    expect(findPrometheus({ PATH: `${none}::${plain}:${right}` })).toBe(prometheus)
    expect(findPrometheus({ PATH: plain })).toBeUndefined()
    expect(findPrometheus({})).toBeUndefined()
  })

  it('prefers the one that is named, by its path or by its name on the PATH', () => {
    program('prometheus')
    const other = program('prometheus-3')
    expect(findPrometheus({ PATH: folder, PROMETHEUS_BIN: other })).toBe(other)
    expect(findPrometheus({ PATH: folder, PROMETHEUS_BIN: 'prometheus-3' })).toBe(other)
  })

  it('says so when the one that is named is none', () => {
    expect(() => findPrometheus({ PATH: folder, PROMETHEUS_BIN: folder })).toThrow('not a program')
    expect(() => findPrometheus({ PROMETHEUS_BIN: '/nowhere/prometheus' })).toThrow('/nowhere/prometheus')
  })
})

describe('graphLink', () => {
  it('survives being read as an address', () => {
    const expressions = [...GRAPHS['share, target']!]
    const { origin, pathname, searchParams } = new URL(graphLink('127.0.0.1:9090', expressions))
    expect([origin, pathname]).toEqual(['http://127.0.0.1:9090', '/graph'])
    expect(['g0.expr', 'g1.expr'].map((name) => searchParams.get(name))).toEqual(expressions)
    expect(searchParams.get('g1.range_input')).toBe('15m')
  })

  it('has nothing in it that ends a link in a terminal', () => {
    for (const expressions of Object.values(GRAPHS)) {
      expect(graphLink('127.0.0.1:9090', expressions)).toMatch(/^[\w:/.?=&%()-]+$/)
    }
  })
})

describe('RolloutFile', () => {
  it('knows whether somebody else has written, broken or removed it', () => {
    const file = new RolloutFile(folder)
    expect(file.isOurs()).toBe(false)
    file.write({ percentage: 10 }, 'step 2')
    expect(JSON.parse(readFileSync(file.path, 'utf8'))).toEqual({
      percentage: 10,
      by: 'demo:observe',
      reason: 'step 2',
    })
    expect(file.isOurs()).toBe(true)
    writeFileSync(file.path, '{"percentage": 10}')
    expect(file.isOurs()).toBe(false)
    file.writeText('broken')
    expect(file.isOurs()).toBe(true)
    rmSync(file.path)
    expect(file.isOurs()).toBe(false)
  })
})

describe('the status line', () => {
  const calls = [
    { database: 'shop', builder: 'fast', builds: 98 },
    { database: 'shop', builder: 'legacy', builds: 902 },
    { database: 'reports', builder: 'legacy', builds: 0 },
  ]
  const databases = databaseStates(
    calls,
    new Map([
      ['shop', 0.1],
      ['reports', 0.025],
    ]),
  )

  it('says share and target of each database, who is up, and which alerts there are', () => {
    const state = {
      databases,
      up: 1,
      firing: ['KnexodusTargetDown'],
      pending: ['KnexodusRolloutConfigInvalid'],
    }
    expect(statusLine(state, 2, 65_000, styleFor(false))).toBe(
      '01:05  reports – of 2.5 %  shop 9.8 of 10 %  1 of 2 up  firing: TargetDown  pending: RolloutConfigInvalid',
    )
  })

  it('is a line at first in a pipe, and then now and then', () => {
    const lines: string[] = []
    const screen = plainScreen((line) => lines.push(line))
    screen.say('hello')
    for (const status of ['one', 'two', 'three']) screen.status(status)
    screen.say('bye')
    expect(lines).toEqual(['hello', 'one', 'bye'])
  })
})

describe('the observed demo, from outside', () => {
  /** Where there is no Prometheus, whatever this machine has; but there are the tools of those who tidy up. */
  function start(args: string[]) {
    const tools = join(folder, 'tools')
    mkdirSync(tools, { recursive: true })
    for (const tool of ['head', 'rm', 'sleep']) {
      const path = execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim()
      if (!existsSync(join(tools, tool))) symlinkSync(path, join(tools, tool))
    }
    return startProgram('observe/main.ts', args, { PATH: tools, PROMETHEUS_BIN: '', TMPDIR: folder })
  }

  it('explains itself, and refuses what it does not know', async () => {
    const [help, wrong] = [start(['--help']), start(['--once', '--fast'])]
    expect(await Promise.all([help.code, wrong.code])).toEqual([0, 2])
    expect(help.output).toContain('Usage: npm run demo:observe')
    expect(wrong.errors).toContain('Unknown argument: --fast\n\nUsage: npm run demo:observe')
  }, 30_000)

  it('says what to install where there is no Prometheus, and cannot judge', async () => {
    const run = start(['--once'])
    expect(await run.code).toBe(1)
    expect(run.errors).toContain('apt-get install --no-install-recommends prometheus')
    expect(remainsIn(folder)).toEqual([])
  }, 30_000)

  it('shows the shares without a Prometheus too, and leaves nothing after Ctrl-C', async () => {
    const run = start([])
    await expect.poll(() => run.output, PATIENCE).toContain('reports 0 of 0 %  shop 0 of 0 %  2 of 2 up')
    expect(run.output).toContain('brew install prometheus')
    expect(run.output).toContain('rollout: 0 %, 100 % in the shadow')
    expect(remainsIn(folder)).not.toEqual([])
    run.child.kill('SIGINT')
    expect(await run.code).toBe(0)
    expect(run.errors).toBe('The demo was stopped by SIGINT; nothing is left running.\n')
    expect(remainsIn(folder)).toEqual([])
  }, 60_000)

  it('leaves the rollout to whoever changes it, and nothing when it is killed', async () => {
    const run = start([])
    await expect.poll(() => run.output, PATIENCE).toContain('2 of 2 up')
    const file = /F=(\S+)/.exec(run.output)?.[1] ?? ''
    const metrics = /instance 2 +(\S+)/.exec(run.output)?.[1] ?? ''
    writeFileSync(file, '{"percentage": 100}')
    await expect.poll(() => run.output, PATIENCE).toContain('rollout: yours.')
    await expect.poll(() => run.output, PATIENCE).toMatch(/shop [\d.]+ of 100 %/)
    run.child.kill('SIGKILL')
    const isUp = () =>
      fetch(metrics).then(
        () => true,
        () => false,
      )
    await expect.poll(isUp, PATIENCE).toBe(false)
    await expect.poll(() => remainsIn(folder), PATIENCE).toEqual([])
  }, 90_000)
})
