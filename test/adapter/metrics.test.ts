import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import knex from 'knex'
import { createAdapter, registerMetrics } from 'knexodus'
import { Registry, register } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/* What an adapter shows in a registry, beside what it counted: see test/stats for that. */

vi.hoisted(() => {
  process.env['KNEXODUS_LOG_LEVEL'] = 'silent'
  process.env['KNEXODUS_DATABASE'] = 'main'
  process.env['KNEXODUS_METRICS_PREFIX'] = 'app_'
})

type Options = NonNullable<Parameters<typeof createAdapter>[0]>

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'knexodus-metrics-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const adapterWith = (options: Options) => createAdapter({ logLevel: 'silent', ...options })

async function valueOf(name: string, registry: Registry): Promise<number> {
  const line = (await registry.metrics()).split('\n').find((text) => text.startsWith(`${name} `))
  return Number(line?.split(' ')[1] ?? NaN)
}

describe('the default adapter', () => {
  it('puts its metrics into a registry of the application too, as the environment names them', async () => {
    const registry = new Registry()
    registerMetrics(registry)
    const here = await registry.metrics()
    expect(here).toContain('\napp_query_builder_calls_total{builder_type="fast",database="main"} 0\n')
    expect(here).not.toContain('knexodus_')
    expect(await register.metrics()).toContain(
      'app_query_builder_calls_total{builder_type="fast",database="main"}',
    )
  })
})

describe('rollout_config_last_success_timestamp_seconds', () => {
  const NAME = 'knexodus_rollout_config_last_success_timestamp_seconds'
  const now = () => Date.now() / 1000

  it('is now, where there is only the environment', async () => {
    const before = now()
    const value = await valueOf(NAME, adapterWith({ percentage: 10 }).registry)
    expect(value).toBeGreaterThanOrEqual(before)
    expect(value).toBeLessThanOrEqual(now())
  })

  it('goes on with a file that is read, and stands still with one that cannot be', async () => {
    const file = join(folder, 'rollout.json')
    writeFileSync(file, '{"percentage": 10}')
    const adapter = adapterWith({ file })
    const first = await valueOf(NAME, adapter.registry)
    expect(now() - first).toBeLessThan(60)
    await vi.waitFor(async () => expect(await valueOf(NAME, adapter.registry)).toBeGreaterThan(first), 5000)
    writeFileSync(file, '{')
    await vi.waitFor(
      async () => expect(await valueOf('knexodus_rollout_config_valid', adapter.registry)).toBe(0),
      5000,
    )
    const last = await valueOf(NAME, adapter.registry)
    await sleep(1500)
    expect(await valueOf(NAME, adapter.registry)).toBe(last)
    adapter.close()
  })

  it('is 0 as long as nothing good was read', async () => {
    const missing = adapterWith({ file: join(folder, 'missing.json') })
    expect(await valueOf(NAME, missing.registry)).toBe(0)
    missing.close()
    const bad = adapterWith({ env: { KNEXODUS_PERCENTAGE: 'x' } })
    expect(await valueOf(NAME, bad.registry)).toBe(0)
  })
})

describe('a closed adapter', () => {
  const CALLS = 'knexodus_query_builder_calls_total{builder_type="legacy",database="orders"}'
  const build = (adapter: ReturnType<typeof createAdapter>, times: number) => {
    const db = adapter.adaptKnex(knex({ client: 'pg' }))
    for (let i = 0; i < times; i++) db('t').where('a', i).toSQL()
  }

  it('leaves its place in a registry to the next of its database', async () => {
    const registry = new Registry()
    const first = adapterWith({ database: 'orders', registry })
    build(first, 3)
    expect(await valueOf(CALLS, registry)).toBe(3)
    first.close()
    expect(await registry.metrics()).not.toContain('orders')
    const second = adapterWith({ database: 'orders', registry })
    build(second, 2)
    build(first, 1)
    expect(await valueOf(CALLS, registry)).toBe(2)
    expect(first.getQueryBuilderMetrics().legacyCalls).toBe(4)
  })

  it('does not count among those that share a registry', async () => {
    const registry = new Registry()
    for (let i = 0; i < 40; i++) adapterWith({ database: `d${i}`, registry }).close()
    const last = adapterWith({ database: 'orders', registry })
    build(last, 5)
    expect(await valueOf(CALLS, registry)).toBe(5)
    expect((await registry.metrics()).match(/^knexodus_build_info\{/gm)).toHaveLength(1)
  })
})

describe('the plan cache', () => {
  it('shows how full it is', async () => {
    const adapter = adapterWith({ percentage: 100, planCacheMax: 50 })
    const db = adapter.adaptKnex(knex({ client: 'pg' }))
    const sizes: number[] = []
    for (const column of ['a', 'b']) {
      db('t').where(column, 1).toSQL()
      sizes.push(await valueOf('knexodus_plan_cache_bytes', adapter.registry))
    }
    expect(sizes[0]).toBeGreaterThan(0)
    expect(sizes[1]).toBeGreaterThan(sizes[0]!)
    expect(await valueOf('knexodus_plan_cache_plans', adapter.registry)).toBe(2)
    expect(await valueOf('knexodus_plan_cache_max_plans', adapter.registry)).toBe(50)
  })
})

describe('prepared_statements_enabled', () => {
  it.each([true, false])('follows the setting %s', async (prepared) => {
    const { registry } = adapterWith({ prepared })
    expect(await valueOf('knexodus_prepared_statements_enabled', registry)).toBe(Number(prepared))
  })
})

describe('options that would spoil a scrape', () => {
  it.each([
    ['prefix', ['1st_', 'my-app_', 'a b', '', 'x{y}_']],
    ['database', ['', 'a b', '-x', 'x'.repeat(64), 'naïve', 'a"b']],
  ])('%s: refused, and the message says what is expected', (option, values) => {
    for (const value of values) {
      expect(() => createAdapter({ [option]: value })).toThrow(
        expect.objectContaining({
          code: 'KNEXODUS_BAD_CONFIG',
          message: expect.stringContaining('letters, digits') as string,
        }),
      )
    }
  })
})
