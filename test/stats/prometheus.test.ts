import Module from 'node:module'
import { AggregatorRegistry, Counter, Gauge, Registry, register } from 'prom-client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FALLBACK_REASONS } from '../../src/core/fallback-reason.js'
import { BuildStats } from '../../src/stats/build-stats.js'
import * as slots from '../../src/stats/counters.js'
import { registerMetrics } from '../../src/stats/prometheus.js'
import { exampleRollout, exampleView } from './example-view.js'

const version = '1.2.3'
const prefix = 'knexodus_'

/** Name and type of every metric of the design. */
const CONTRACT = {
  query_builder_calls_total: 'counter',
  query_builder_errors_total: 'counter',
  query_builder_fallbacks_total: 'counter',
  query_build_duration_seconds: 'histogram',
  query_builder_mode: 'gauge',
  fast_query_builder_available: 'gauge',
  rollout_percentage: 'gauge',
  shadow_percentage: 'gauge',
  rollout_config_valid: 'gauge',
  rollout_config_last_success_timestamp_seconds: 'gauge',
  rollout_last_change_timestamp_seconds: 'gauge',
  parity_checks_total: 'counter',
  parity_mismatches_total: 'counter',
  quarantined_shapes: 'gauge',
  plan_cache_plans: 'gauge',
  plan_cache_max_plans: 'gauge',
  plan_cache_bytes: 'gauge',
  plan_cache_hits_total: 'counter',
  plan_cache_misses_total: 'counter',
  plan_cache_evictions_total: 'counter',
  lean_runs_total: 'counter',
  prepared_statements_enabled: 'gauge',
  build_info: 'gauge',
} as const

const NAMES = Object.keys(CONTRACT).map((name) => `knexodus_${name}`)

function countedStats(): BuildStats {
  const stats = new BuildStats(() => 0.5)
  stats.counters[slots.FAST_CALLS] = 3
  stats.counters[slots.LEGACY_CALLS] = 5
  stats.counters[slots.FAST_ERRORS] = 1
  stats.counters[slots.PARITY_CHECKS] = 4
  stats.counters[slots.PLAN_CACHE_HITS] = 2
  stats.counters[slots.fallbackSlot('too_deep')] = 6
  for (const ns of [100, 150, 1e9]) stats.durations.fast.observe(ns)
  return stats
}

async function scrape(registry: { metrics(): Promise<string> }): Promise<string[]> {
  return (await registry.metrics()).trimEnd().split('\n')
}

/** The samples of a scrape without comments: `name{labels}` → value. */
async function samples(registry: { metrics(): Promise<string> }): Promise<Map<string, number>> {
  const lines = (await scrape(registry)).filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(' ')),
      Number(line.slice(line.lastIndexOf(' ') + 1)),
    ]),
  )
}

function registered(view = exampleView()): Registry {
  const registry = new Registry()
  registerMetrics(view, { registry, prefix, version })
  return registry
}

afterEach(() => {
  vi.restoreAllMocks()
  register.clear()
})

describe('the text format', () => {
  it('has every metric of the design, typed and explained', async () => {
    const lines = await scrape(registered())
    expect(lines.filter((line) => line.startsWith('# TYPE'))).toEqual(
      Object.entries(CONTRACT).map(([name, type]) => `# TYPE knexodus_${name} ${type}`),
    )
    for (const name of NAMES) expect(lines.find((line) => line.startsWith(`# HELP ${name} `))).toMatch(/\.$/)
  })

  it('says in its help that durations are sampled', async () => {
    expect(await scrape(registered())).toContain(
      '# HELP knexodus_query_build_duration_seconds Time of a query build, sampled: about 1 build in 64 is timed, so _count is samples, not builds.',
    )
  })

  it('has every series at zero from the start', async () => {
    const found = await samples(registered())
    const zero = [
      ...['legacy', 'fast'].flatMap((builder) => [
        `knexodus_query_builder_calls_total{builder_type="${builder}"}`,
        `knexodus_query_builder_errors_total{builder_type="${builder}"}`,
        `knexodus_query_build_duration_seconds_bucket{le="1e-7",builder_type="${builder}"}`,
        `knexodus_query_build_duration_seconds_bucket{le="0.0131072",builder_type="${builder}"}`,
        `knexodus_query_build_duration_seconds_bucket{le="+Inf",builder_type="${builder}"}`,
        `knexodus_query_build_duration_seconds_sum{builder_type="${builder}"}`,
        `knexodus_query_build_duration_seconds_count{builder_type="${builder}"}`,
      ]),
      ...FALLBACK_REASONS.map((reason) => `knexodus_query_builder_fallbacks_total{reason="${reason}"}`),
      ...['checks', 'mismatches'].map((what) => `knexodus_parity_${what}_total`),
      ...['hits', 'misses', 'evictions'].map((what) => `knexodus_plan_cache_${what}_total`),
      'knexodus_plan_cache_plans',
      'knexodus_quarantined_shapes',
    ]
    for (const series of zero) expect([series, found.get(series)]).toEqual([series, 0])
    expect([...found.keys()].filter((series) => series.includes('_bucket'))).toHaveLength(2 * 19)
  })

  it('follows the numbers as they change', async () => {
    const stats = countedStats()
    const registry = registered(exampleView({ stats }))
    const found = await samples(registry)
    expect(found.get('knexodus_query_builder_calls_total{builder_type="fast"}')).toBe(3)
    expect(found.get('knexodus_query_builder_calls_total{builder_type="legacy"}')).toBe(5)
    expect(found.get('knexodus_query_builder_errors_total{builder_type="fast"}')).toBe(1)
    expect(found.get('knexodus_query_builder_errors_total{builder_type="legacy"}')).toBe(0)
    expect(found.get('knexodus_query_builder_fallbacks_total{reason="too_deep"}')).toBe(6)
    expect(found.get('knexodus_parity_checks_total')).toBe(4)
    expect(found.get('knexodus_plan_cache_hits_total')).toBe(2)
    stats.counters[slots.FAST_CALLS]! += 1
    expect((await samples(registry)).get('knexodus_query_builder_calls_total{builder_type="fast"}')).toBe(4)
  })

  it('writes cumulative buckets, seconds and the overflow in +Inf only', async () => {
    const lines = await scrape(registered(exampleView({ stats: countedStats() })))
    const fast = lines.filter((line) => /^knexodus_query_build_duration_seconds.*"fast"/.test(line))
    const name = 'knexodus_query_build_duration_seconds'
    expect(fast).toHaveLength(21)
    expect(fast[0]).toBe(`${name}_bucket{le="1e-7",builder_type="fast"} 1`)
    expect(fast[1]).toBe(`${name}_bucket{le="2e-7",builder_type="fast"} 2`)
    expect(fast.slice(17)).toEqual([
      `${name}_bucket{le="0.0131072",builder_type="fast"} 2`,
      `${name}_bucket{le="+Inf",builder_type="fast"} 3`,
      `${name}_sum{builder_type="fast"} 1.00000025`,
      `${name}_count{builder_type="fast"} 3`,
    ])
  })

  it('shows the state of the process in its gauges', async () => {
    const rollout = exampleRollout({ percentage: 12.5, shadowPercentage: 3 })
    const view = exampleView({
      rollout,
      plans: 7,
      quarantinedShapes: 2,
      rolloutValid: false,
      fastAvailable: false,
    })
    const found = await samples(registered(view))
    expect(found.get('knexodus_query_builder_mode')).toBe(0.125)
    expect(found.get('knexodus_rollout_percentage')).toBe(12.5)
    expect(found.get('knexodus_shadow_percentage')).toBe(3)
    expect(found.get('knexodus_rollout_config_valid')).toBe(0)
    expect(found.get('knexodus_rollout_last_change_timestamp_seconds')).toBe(1_700_000_000.5)
    expect(found.get('knexodus_fast_query_builder_available')).toBe(0)
    expect(found.get('knexodus_plan_cache_plans')).toBe(7)
    expect(found.get('knexodus_quarantined_shapes')).toBe(2)
    expect(found.get('knexodus_build_info{version="1.2.3"}')).toBe(1)
  })

  it.each([
    ['legacy', 0],
    ['fast', 1],
  ] as const)('shows mode %s as %d whatever the percentage', async (mode, expected) => {
    const view = exampleView({ rollout: exampleRollout({ mode, percentage: 40 }) })
    expect((await samples(registered(view))).get('knexodus_query_builder_mode')).toBe(expected)
  })

  it('adds default labels without touching its own', async () => {
    const registry = registered()
    registry.setDefaultLabels({ app: 'shop', builder_type: 'not this' })
    for (let i = 0; i < 2; i += 1) {
      const found = await samples(registry)
      expect(found.has('knexodus_query_builder_calls_total{builder_type="fast",app="shop"}')).toBe(true)
      expect(found.has('knexodus_build_info{version="1.2.3",app="shop",builder_type="not this"}')).toBe(true)
      await registry.getMetricsAsJSON()
    }
    registry.setDefaultLabels({})
    expect((await samples(registry)).has('knexodus_query_builder_calls_total{builder_type="fast"}')).toBe(
      true,
    )
  })
})

describe('OpenMetrics', () => {
  function openMetrics(): Registry {
    const registry = new Registry()
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never)
    return registry
  }

  it('names the counter family without _total and its samples with it, scrape after scrape', async () => {
    const registry = openMetrics()
    registerMetrics(exampleView({ stats: countedStats() }), { registry, prefix, version })
    for (let i = 0; i < 2; i += 1) {
      const lines = await scrape(registry)
      expect(lines).toContain('# TYPE knexodus_query_builder_calls counter')
      expect(lines).toContain('knexodus_query_builder_calls_total{builder_type="fast"} 3')
      expect(lines).toContain('knexodus_query_build_duration_seconds_count{builder_type="fast"} 3')
      expect(lines).toContain('knexodus_rollout_percentage 0')
      expect(lines.at(-1)).toBe('# EOF')
      expect(lines.join('\n')).not.toContain('_total_total')
    }
  })

  it('leaves a text registry of the same view alone', async () => {
    const view = exampleView()
    const [open, text] = [openMetrics(), new Registry()]
    registerMetrics(view, { registry: open, prefix, version })
    registerMetrics(view, { registry: text, prefix, version })
    await open.metrics()
    expect(await scrape(text)).toContain('# TYPE knexodus_query_builder_calls_total counter')
  })
})

describe('the other ways out of a registry', () => {
  it('gives JSON', async () => {
    const json = await registered(exampleView({ stats: countedStats() })).getMetricsAsJSON()
    expect(json.map(({ name }) => name)).toEqual(NAMES)
    expect(json[0]).toMatchObject({
      type: 'counter',
      aggregator: 'sum',
      values: [
        { labels: { builder_type: 'legacy' }, value: 5 },
        { labels: { builder_type: 'fast' }, value: 3 },
      ],
    })
  })

  it('puts default labels into the JSON', async () => {
    const registry = registered()
    registry.setDefaultLabels({ app: 'shop' })
    const [calls] = await registry.getMetricsAsJSON()
    expect(calls?.values.map(({ labels }) => labels)).toEqual([
      { builder_type: 'legacy', app: 'shop' },
      { builder_type: 'fast', app: 'shop' },
    ])
  })

  it('merges with the application’s registry', async () => {
    const application = new Registry()
    new Counter({ name: 'orders_total', help: 'Orders.', registers: [application] }).inc(2)
    const found = await samples(
      Registry.merge([application, registered(exampleView({ stats: countedStats() }))]),
    )
    expect(found.get('orders_total')).toBe(2)
    expect(found.get('knexodus_query_builder_calls_total{builder_type="fast"}')).toBe(3)
  })

  it('aggregates the workers of a cluster, each kind in its own way', async () => {
    const rollouts = [10, 20].map((percentage, index) =>
      exampleRollout({ percentage, changedAt: 1000 * (index + 1) }),
    )
    const views = rollouts.map((rollout, index) =>
      exampleView({
        rollout,
        stats: countedStats(),
        plans: 3,
        quarantinedShapes: index,
        rolloutValid: index === 0,
      }),
    )
    // Workers send their metrics to the primary as messages, so as JSON.
    const sent = await Promise.all(
      views.map(async (view) => JSON.stringify(await registered(view).getMetricsAsJSON())),
    )
    const found = await samples(AggregatorRegistry.aggregate(sent.map((json) => JSON.parse(json) as object)))
    expect(found.get('knexodus_query_builder_calls_total{builder_type="fast"}')).toBe(6)
    expect(found.get('knexodus_query_build_duration_seconds_bucket{le="2e-7",builder_type="fast"}')).toBe(4)
    expect(found.get('knexodus_query_build_duration_seconds_count{builder_type="fast"}')).toBe(6)
    expect(found.get('knexodus_query_builder_mode')).toBeCloseTo(0.15)
    expect(found.get('knexodus_rollout_percentage')).toBe(15)
    expect(found.get('knexodus_rollout_config_valid')).toBe(0)
    expect(found.get('knexodus_fast_query_builder_available')).toBe(1)
    expect(found.get('knexodus_rollout_last_change_timestamp_seconds')).toBe(2)
    expect(found.get('knexodus_plan_cache_plans')).toBe(6)
    expect(found.get('knexodus_quarantined_shapes')).toBe(1)
    expect(found.get('knexodus_build_info{version="1.2.3"}')).toBe(1)
  })

  it('resets what was counted, and nothing else', async () => {
    const stats = countedStats()
    const rollout = exampleRollout({ percentage: 50 })
    const registry = registered(exampleView({ stats, rollout, plans: 4 }))
    registry.resetMetrics()
    expect(stats.counters.every((count) => count === 0)).toBe(true)
    expect(stats.durations.fast.count).toBe(0)
    const found = await samples(registry)
    expect(found.get('knexodus_query_builder_calls_total{builder_type="fast"}')).toBe(0)
    expect(found.get('knexodus_rollout_percentage')).toBe(50)
    expect(found.get('knexodus_plan_cache_plans')).toBe(4)
  })
})

describe('registerMetrics', () => {
  it('uses prom-client’s default registry unless told otherwise', () => {
    const result = registerMetrics(exampleView(), { prefix, version })
    expect(result).toEqual({ registered: NAMES, taken: [] })
    expect(register.getSingleMetric('knexodus_build_info')).toBeDefined()
  })

  it('takes another prefix', async () => {
    const registry = new Registry()
    const { registered: names } = registerMetrics(exampleView(), { registry, version, prefix: 'shop_sql_' })
    expect(names).toContain('shop_sql_query_builder_calls_total')
    const lines = await scrape(registry)
    expect(lines).toContain('shop_sql_query_builder_calls_total{builder_type="fast"} 0')
    expect(lines).toContain('shop_sql_query_build_duration_seconds_count{builder_type="fast"} 0')
  })

  it('leaves a name that the application took with the application', async () => {
    const registry = new Registry()
    new Gauge({ name: 'knexodus_rollout_percentage', help: 'Mine.', registers: [registry] }).set(99)
    const result = registerMetrics(exampleView(), { registry, prefix, version })
    expect(result.taken).toEqual(['knexodus_rollout_percentage'])
    expect(result.registered).toHaveLength(NAMES.length - 1)
    expect(String(result.cause)).toContain('knexodus_rollout_percentage')
    expect((await samples(registry)).get('knexodus_rollout_percentage')).toBe(99)
  })

  it('leaves everything to the first of two copies in one registry', async () => {
    const registry = registered(exampleView({ stats: countedStats() }))
    const second = registerMetrics(exampleView(), { registry, prefix, version: '2.0.0' })
    expect(second.registered).toEqual([])
    expect(second.taken).toEqual(NAMES)
    const found = await samples(registry)
    expect(found.get('knexodus_query_builder_calls_total{builder_type="fast"}')).toBe(3)
    expect(found.has('knexodus_build_info{version="2.0.0"}')).toBe(false)
  })

  it('serves two adapters side by side under two prefixes', async () => {
    const registry = registered(exampleView({ stats: countedStats() }))
    registerMetrics(exampleView(), { registry, version, prefix: 'other_' })
    const found = await samples(registry)
    expect(found.get('knexodus_query_builder_calls_total{builder_type="fast"}')).toBe(3)
    expect(found.get('other_query_builder_calls_total{builder_type="fast"}')).toBe(0)
  })

  it('does without prom-client where there is none', () => {
    const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown }
    const load = loader._load
    vi.spyOn(loader, '_load').mockImplementation((request, ...rest) => {
      if (/^prom-client\b/.test(request)) throw new Error(`Cannot find module '${request}'`)
      return load.call(loader, request, ...rest)
    })
    const result = registerMetrics(exampleView(), { prefix, version })
    expect(result.registered).toEqual([])
    expect(result.taken).toEqual(NAMES)
    expect(String(result.cause)).toContain('Cannot find module')
  })

  it('survives a registry that is none', () => {
    const result = registerMetrics(exampleView(), { registry: {} as never, prefix, version })
    expect(result.taken).toEqual(NAMES)
  })
})

describe('a view that fails', () => {
  const broken = () => {
    throw new Error('broken view')
  }

  it('leaves the rest of the scrape whole', async () => {
    const registry = registered({ ...exampleView({ stats: countedStats() }), rollout: broken, plans: broken })
    new Counter({ name: 'orders_total', help: 'Orders.', registers: [registry] }).inc(2)
    const found = await samples(registry)
    expect(found.get('orders_total')).toBe(2)
    expect(found.get('knexodus_query_builder_calls_total{builder_type="fast"}')).toBe(3)
    expect(found.has('knexodus_rollout_percentage')).toBe(false)
    expect(found.has('knexodus_plan_cache_plans')).toBe(false)
  })

  it('does not break resetMetrics', () => {
    const registry = registered({ ...exampleView(), stats: broken })
    expect(() => registry.resetMetrics()).not.toThrow()
  })
})
