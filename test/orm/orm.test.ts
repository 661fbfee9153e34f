import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Project } from '../preload/project.js'

/* Applications of two ORMs that bring their own `require('knex')`, without Knexodus and under its preload. */

const APPS = join(__dirname, 'apps')
const project = new Project(
  Object.fromEntries(readdirSync(APPS).map((name) => [name, readFileSync(join(APPS, name), 'utf8')])),
)
afterAll(() => project.remove())

interface Report {
  readonly told: unknown
  readonly metrics: Readonly<Record<string, number>>
  /** The queries that legacy built although they were meant for fast. */
  readonly fallbacks: readonly { sql?: string; fallbackReason: string }[]
}

const PRELOAD = ['--require', 'knexodus/register']

async function run(app: string, percentage?: number): Promise<Report> {
  const env = {
    KNEXODUS_PERCENTAGE: String(percentage ?? 0),
    KNEXODUS_SEED: 'orm',
    KNEXODUS_VERIFY_PERCENTAGE: '20',
    KNEXODUS_LOG_LEVEL: 'error',
  }
  const { result, stderr } = await project.node([...(percentage === undefined ? [] : PRELOAD), app], env)
  expect(stderr).toBe('')
  return result as Report
}

describe.each(['objection', 'bookshelf'])('%s', (name) => {
  const app = `${name}.cjs`
  let plain: Report
  let legacy: Report
  beforeAll(async () => {
    plain = await run(app)
    legacy = await run(app, 0)
  })

  it('was not routed without the preload', () => {
    expect(plain.metrics['totalCalls']).toBe(0)
  })

  it('reads and leaves the same rows at 0 %, all built by legacy', () => {
    expect(legacy.told).toEqual(plain.told)
    expect(legacy.metrics).toMatchObject({ fastCalls: 0, fastFallbacks: 0 })
    expect(legacy.metrics['legacyCalls']).toBeGreaterThan(30)
  })

  it.each([50, 100])('reads and leaves the same rows at %d %', async (percentage) => {
    const { told, metrics, fallbacks } = await run(app, percentage)
    expect(fallbacks).toEqual([])
    expect(told).toEqual(plain.told)
    expect(metrics).toMatchObject({
      totalCalls: legacy.metrics['totalCalls'],
      fastErrors: 0,
      fastFallbacks: 0,
      parityMismatches: 0,
    })
    const share = metrics['fastCalls']! / metrics['totalCalls']!
    expect(Math.abs(share - percentage / 100)).toBeLessThan(percentage === 100 ? 1e-9 : 0.2)
  })
})
