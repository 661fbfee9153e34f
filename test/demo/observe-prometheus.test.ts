import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cleanup } from '../../demo/cleanup.js'
import { findPrometheus } from '../../demo/observe/find-prometheus.js'
import { GRAPHS } from '../../demo/observe/links.js'
import { startPrometheus } from '../../demo/observe/prometheus.js'
import { lookAt, query } from '../../demo/observe/queries.js'
import { lookAtInstances } from '../../demo/observe/scrapes.js'
import { setStage } from '../../demo/observe/stage.js'
import type { Stage } from '../../demo/observe/stage.js'
import { remainsIn, startProgram } from './program.js'

/** These need a Prometheus: PROMETHEUS_BIN, or one on the PATH. */
const PROMETHEUS = findPrometheus(process.env)
const PATIENCE = { timeout: 30_000, interval: 250 }

it('there is a Prometheus to test with', () => expect(PROMETHEUS).toBeDefined())

describe('the stage', () => {
  const cleanup = new Cleanup()
  let stage: Stage

  beforeAll(async () => {
    const { signal } = new AbortController()
    stage = await setStage({ prometheus: PROMETHEUS, say: () => undefined, signal }, cleanup)
    stage.rollout.write({ percentage: 50 }, 'test')
  }, 60_000)

  afterAll(() => cleanup.run(), 30_000)

  it('answers every graph that is linked to', async () => {
    for (const expression of Object.values(GRAPHS)) {
      const values = async () => (await query(stage.prometheus!, expression)).map(({ value }) => value)
      await expect
        .poll(values, PATIENCE)
        .toSatisfy((found: number[]) => found.length > 0 && found.every(Number.isFinite))
    }
  }, 120_000)

  it('looks the same through Prometheus and from close by', async () => {
    const target = { shop: 0.5, reports: 0.5 }
    for (const look of [lookAt(stage.prometheus!), lookAtInstances(stage.instances)]) {
      const seen = async () => {
        const { databases, up } = await look()
        const targets = Object.fromEntries(databases.map((database) => [database.database, database.target]))
        const areServed = databases.every(({ fast, builds }) => fast > 0 && fast < builds)
        return { targets, areServed, up }
      }
      await expect.poll(seen, PATIENCE).toEqual({ targets: target, areServed: true, up: 2 })
    }
  }, 90_000)

  it('shows an instance that is frozen, and the alert that waits for it', async () => {
    const { pid } = stage.instances[1]!
    process.kill(pid, 'SIGSTOP')
    try {
      const [far, near] = [lookAt(stage.prometheus!), lookAtInstances(stage.instances)]
      await expect
        .poll(async () => (await far()).pending, { ...PATIENCE, timeout: 45_000 })
        .toContain('KnexodusTargetDown')
      expect((await far()).up).toBe(1)
      expect((await near()).up).toBe(1)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await expect.poll(lookAt(stage.prometheus!), PATIENCE).toMatchObject({ up: 2, pending: [] })
  }, 120_000)
})

describe('startPrometheus', () => {
  it('says what is wrong with its configuration, and leaves nothing', async () => {
    const setup = { jobs: [{ job: 'x', targets: ['http://not-an-address'] }], ruleFiles: [] }
    await expect(startPrometheus(PROMETHEUS!, setup)).rejects.toThrow('not-an-address')
    await expect(startPrometheus('/nowhere/prometheus', { jobs: [], ruleFiles: [] })).rejects.toThrow(
      'ENOENT',
    )
  }, 30_000)

  it('passes on what the API calls an error', async () => {
    const prometheus = await startPrometheus(PROMETHEUS!, { jobs: [], ruleFiles: [] })
    await expect(prometheus.api('query', { query: 'sum(' })).rejects.toThrow('parse error')
    await prometheus.stop()
    await expect(fetch(`http://${prometheus.address}/-/ready`)).rejects.toThrow()
  }, 30_000)
})

describe('the observed demo, from outside', () => {
  it('goes up once, and Prometheus sees every step', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'observe-test-'))
    chmodSync(folder, 0o777)
    try {
      const run = startProgram('observe/main.ts', ['--once'], { TMPDIR: folder })
      expect([await run.code, run.errors]).toEqual([0, ''])
      const steps = ['0 %', '10 %', '50 %', '100 %'].flatMap((step) => [`${step} reports`, `${step} shop`])
      const found = [...run.output.matchAll(/^(\S) (.+?)  +(?=\S)/gm)].map(
        ([, mark, name]) => `${mark} ${name}`,
      )
      expect(found).toEqual([...steps, 'broken file', 'repaired file', 'rules'].map((name) => `✓ ${name}`))
      expect(run.output).toContain('All right: Prometheus saw every step.')
      expect(remainsIn(folder)).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 150_000)
})
