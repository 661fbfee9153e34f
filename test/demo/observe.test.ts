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
import { findPrometheus, INSTALL } from '../../demo/observe/find-prometheus.js'
import { invitation } from '../../demo/observe/invitation.js'
import { RolloutFile } from '../../demo/observe/rollout-file.js'
import { plainScreen, terminalScreen } from '../../demo/observe/screen.js'
import { databaseStates } from '../../demo/observe/state.js'
import { statusLines } from '../../demo/observe/status.js'
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

describe('invitation', () => {
  const instance = (number: number) => ({
    metricsUrl: `http://127.0.0.1:4646${number}/metrics`,
    address: `127.0.0.1:4646${number}`,
    pid: 1_234_560 + number,
    log: `/tmp/knexodus-observe-abcdef/instance-${number}.log`,
    stop: () => Promise.resolve(),
  })
  const stop = () => Promise.resolve()
  const prometheus = { address: '127.0.0.1:49090', api: stop, stop }
  const stage = { rollout: new RolloutFile('/tmp/knexodus-observe-abcdef'), instances: [1, 2].map(instance) }
  const lines = invitation({ ...stage, prometheus }, styleFor(false))

  it('fits a terminal of 80 by 24, with what happens and two alerts', () => {
    const happens = 4
    expect(lines.length + happens).toBeLessThanOrEqual(24)
    expect(lines.filter((line) => line.length > 79)).toEqual([])
  })

  it('links to a graph of each series that the demo records', () => {
    const rules = readFileSync(join(__dirname, '../../demo/observe/graphs.yml'), 'utf8')
    const recorded = new Set([...rules.matchAll(/record: (\w+)/g)].map(([, name]) => name))
    const links = lines.flatMap((line) => /http:\S+\/graph\S+/.exec(line) ?? []).map((link) => new URL(link))
    expect(new Set(links.map(({ searchParams }) => searchParams.get('g0.expr')))).toEqual(recorded)
  })

  it('says first how to get a Prometheus where there is none', () => {
    const without = invitation({ ...stage, prometheus: undefined }, styleFor(false))
    expect(without.indexOf('Open')).toBeGreaterThan(without.indexOf(INSTALL.split('\n')[0]!))
    expect(without.join('\n')).not.toMatch(/graph\?|KnexodusTargetDown/)
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

/** What a terminal shows that knows `\r`, `\n`, lines up, and how to clear what is below. */
function onScreen(text: string): string[] {
  const lines = ['']
  let row = 0
  // eslint-disable-next-line no-control-regex -- they are what is looked at
  for (const [part, up] of text.matchAll(/\u001b\[(?:(\d+)A|J)|\r|\n|[^\u001b\r\n]+/g)) {
    if (up !== undefined) row -= Number(up)
    else if (part === '\n') lines[(row += 1)] ??= ''
    else if (part === '\u001b[J') lines.splice(row, Infinity, '')
    else if (part !== '\r') lines[row] = `${lines[row]}${part}`
  }
  return lines
}

describe('the status', () => {
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
    expect(statusLines(state, 2, 65_000, styleFor(false))).toEqual([
      '01:05  reports – of 2.5 %  shop 9.8 of 10 %  1 of 2 up',
      'firing: KnexodusTargetDown',
      'pending: KnexodusRolloutConfigInvalid',
    ])
  })

  it('is a line at first in a pipe, and then now and then', () => {
    const lines: string[] = []
    const screen = plainScreen((line) => lines.push(line))
    screen.say('hello')
    for (const status of ['one', 'two', 'three']) screen.status([status, 'firing: it'])
    screen.note('bye')
    expect(lines).toEqual(['hello', 'one  firing: it', 'bye'])
  })

  it('is drawn over in place on a terminal, however many lines it and those before have', () => {
    const written: string[] = []
    const screen = terminalScreen({ columns: 8, write: (text) => written.push(String(text)) > 0 })
    screen.note('step 1')
    screen.status(['one', 'firing: it'])
    screen.say('hello')
    screen.note('step 2')
    screen.status(['two'])
    screen.close()
    expect(onScreen(written.join(''))).toEqual(['hello', 'step 2', 'two', ''])
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
    const metrics = /instances +\S+ (\S+)/.exec(run.output)?.[1] ?? ''
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
