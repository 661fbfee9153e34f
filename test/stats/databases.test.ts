import { Gauge, Registry } from 'prom-client'
import { Registry as OlderRegistry } from 'prom-client-14'
import { describe, expect, it } from 'vitest'

import { BuildStats } from '../../src/stats/build-stats.js'
import { FAST_CALLS } from '../../src/stats/counters.js'
import type { MetricsView } from '../../src/stats/metrics-view.js'
import { registerMetrics } from '../../src/stats/prometheus.js'
import { MOST_DATABASES } from '../../src/stats/views.js'
import { exampleView } from './example-view.js'

/* Several adapters in one registry, each under the name of its database. */

const naming = { prefix: 'knexodus_', version: '1.2.3' }

function viewOf(database: string | undefined, fastCalls: number): MetricsView {
  const stats = new BuildStats(() => 0.5)
  stats.counters[FAST_CALLS] = fastCalls
  return exampleView({ stats, ...(database !== undefined && { database }) })
}

async function linesOf(registry: { metrics(): Promise<string> }, name: string): Promise<string[]> {
  return (await registry.metrics()).split('\n').filter((line) => line.startsWith(`${name}{`))
}

describe('adapters in one registry', () => {
  it('stand side by side, each under its own database, in one metric', async () => {
    const registry = new Registry()
    for (const [name, calls] of [
      ['orders', 3],
      ['billing', 4],
      [undefined, 5],
    ] as const) {
      expect(registerMetrics(viewOf(name, calls), { registry, ...naming }).taken).toEqual([])
    }
    const lines = await linesOf(registry, 'knexodus_query_builder_calls_total')
    expect(lines.filter((line) => line.includes('builder_type="fast"'))).toEqual([
      'knexodus_query_builder_calls_total{builder_type="fast",database="orders"} 3',
      'knexodus_query_builder_calls_total{builder_type="fast",database="billing"} 4',
      'knexodus_query_builder_calls_total{builder_type="fast"} 5',
    ])
    const text = await registry.metrics()
    expect(text.match(/# TYPE knexodus_query_builder_calls_total /g)).toHaveLength(1)
  })

  it('label every series of theirs, parts of histograms included', async () => {
    const registry = new Registry()
    registerMetrics(viewOf('orders', 1), { registry, ...naming })
    const series = (await registry.metrics()).split('\n').filter((line) => /^\w/.test(line))
    expect(series.length).toBeGreaterThan(70)
    expect(series.filter((line) => !line.includes('database="orders"'))).toEqual([])
  })

  it('leave a database to the first, and may register twice', async () => {
    const registry = new Registry()
    const first = viewOf('orders', 3)
    const { registered } = registerMetrics(first, { registry, ...naming })
    expect(registerMetrics(first, { registry, ...naming })).toEqual({ registered, taken: [] })
    const second = registerMetrics(viewOf('orders', 9), { registry, ...naming })
    expect(second).toMatchObject({ registered: [], taken: registered })
    expect(String(second.cause)).toContain('for this database')
    const lines = await linesOf(registry, 'knexodus_query_builder_calls_total')
    expect(lines.filter((line) => line.includes('builder_type="fast"'))).toHaveLength(1)
  })

  it('are so many at most, whatever an application makes adapters for', async () => {
    const registry = new Registry()
    const names = Array.from({ length: MOST_DATABASES + 5 }, (_, index) => `tenant-${index}`)
    const taken = names.filter(
      (name) => registerMetrics(viewOf(name, 1), { registry, ...naming }).taken.length > 0,
    )
    expect(taken).toEqual(names.slice(MOST_DATABASES))
    const lines = await linesOf(registry, 'knexodus_plan_cache_plans')
    expect(lines).toHaveLength(MOST_DATABASES)
  })

  it('are reset together, and one that fails leaves the others whole', async () => {
    const registry = new Registry()
    const broken = viewOf('broken', 1)
    const failing = { ...broken, stats: () => { throw new Error('broken view') } } // prettier-ignore
    const well = viewOf('well', 7)
    for (const view of [failing, well]) registerMetrics(view, { registry, ...naming })
    const name = 'knexodus_query_builder_calls_total'
    expect(await linesOf(registry, name)).toEqual([
      `${name}{builder_type="legacy",database="well"} 0`,
      `${name}{builder_type="fast",database="well"} 7`,
    ])
    registry.resetMetrics()
    expect(await linesOf(registry, name)).toContain(`${name}{builder_type="fast",database="well"} 0`)
  })

  it('leave a name that the application took with the application', async () => {
    const registry = new Registry()
    new Gauge({ name: 'knexodus_shadow_percentage', help: 'Mine.', registers: [registry] }).set(7)
    for (const name of ['a', 'b']) {
      const { taken } = registerMetrics(viewOf(name, 1), { registry, ...naming })
      expect(taken).toEqual(['knexodus_shadow_percentage'])
    }
    expect(await registry.metrics()).toContain('knexodus_shadow_percentage 7')
  })

  it('work in a registry of an older prom-client, which is another copy too', async () => {
    const registry = new OlderRegistry()
    for (const name of ['orders', 'billing']) {
      expect(registerMetrics(viewOf(name, 2), { registry, ...naming }).taken).toEqual([])
    }
    const lines = await linesOf(registry, 'knexodus_query_builder_calls_total')
    expect(lines).toContain('knexodus_query_builder_calls_total{builder_type="fast",database="billing"} 2')
    expect(await linesOf(registry, 'knexodus_query_build_duration_seconds_bucket')).toHaveLength(4 * 19)
  })
})
