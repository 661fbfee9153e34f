import { ROOT_CONTEXT, TraceFlags, context, metrics, trace } from '@opentelemetry/api'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { AsyncLocalStorage } from 'node:async_hooks'
import knex from 'knex'
import { createAdapter } from 'knexodus'
import { Registry } from 'prom-client'
import { afterEach, describe, expect, it } from 'vitest'

/* The second exporter, held against the first: what OpenTelemetry's own exporter for Prometheus writes of the same builds. */

type Adapter = ReturnType<typeof createAdapter>

let exporter: PrometheusExporter

function setProvider(): void {
  exporter = new PrometheusExporter({ preventServerStart: true })
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [exporter] }))
}

afterEach(() => metrics.disable())

/** Its samples, `name{labels}` → value; labels in order, without those that OpenTelemetry adds about itself. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line.startsWith('knexodus_'))
  return new Map(
    lines.map((line) => {
      const [, name = '', labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
      const own = labels.split(',').filter((label) => label !== '' && !label.startsWith('otel_scope'))
      return [`${name}{${own.sort().join(',')}}`, Number(value)]
    }),
  )
}

async function exported(): Promise<string> {
  const { resourceMetrics, errors } = await exporter.collect()
  expect(errors).toEqual([])
  return new PrometheusSerializer().serialize(resourceMetrics)
}

function buildSome(adapter: Adapter): void {
  const db = adapter.adaptKnex(knex({ client: 'pg' }))
  for (let i = 0; i < 2000; i += 1) db('t').where('a', i).toSQL()
}

describe('with KNEXODUS_OPENTELEMETRY', () => {
  it('the same series with the same values reach OpenTelemetry, under the same names', async () => {
    setProvider()
    const registry = new Registry()
    const options = { percentage: 50, database: 'orders', logLevel: 'silent', openTelemetry: true } as const
    const adapter = createAdapter({ ...options, registry })
    buildSome(adapter)
    const [ours, theirs] = [samplesOf(await registry.metrics()), samplesOf(await exported())]
    const clock = 'knexodus_rollout_config_last_success_timestamp_seconds{database="orders"}'
    expect(Math.abs(ours.get(clock)! - theirs.get(clock)!)).toBeLessThan(60)
    for (const samples of [ours, theirs]) samples.delete(clock)
    // Seconds are summed up in another order.
    const isSum = (series: string) => series.includes('_seconds_sum{')
    for (const [series, value] of ours) {
      if (isSum(series)) expect([series, theirs.get(series)]).toEqual([series, expect.closeTo(value, 9)])
      else expect([series, theirs.get(series)]).toEqual([series, value])
    }
    expect([...theirs.keys()].filter((series) => !ours.has(series))).toEqual([])
    expect(
      theirs.get('knexodus_query_builder_calls_total{builder_type="fast",database="orders"}'),
    ).toBeGreaterThan(900)
  })

  it('has names with dots and seconds as their unit, as OpenTelemetry would', async () => {
    setProvider()
    const adapter = createAdapter({
      percentage: 50,
      prefix: 'shop_sql_',
      logLevel: 'silent',
      openTelemetry: true,
    })
    buildSome(adapter)
    const { resourceMetrics } = await exporter.collect()
    const found = resourceMetrics.scopeMetrics.flatMap((scope) =>
      scope.metrics.map(({ descriptor }) => descriptor),
    )
    expect(found.map(({ name }) => name)).toContain('shop_sql.query_builder_calls')
    expect(found.find(({ name }) => name === 'shop_sql.query_build_duration_seconds')).toMatchObject({
      unit: 's',
      description: expect.stringContaining('1 build in 64') as string,
    })
  })

  it('several adapters share the instruments, each under its database; a closed one is replaced', async () => {
    setProvider()
    const lines: unknown[] = []
    const logger = { error() {}, warn: (fields: object) => void lines.push(fields), info() {}, debug() {} }
    const make = (database: string) =>
      createAdapter({ openTelemetry: true, database, logger, logLevel: 'warn' })
    const calls = (samples: Map<string, number>, database: string) =>
      samples.get(`knexodus_query_builder_calls_total{builder_type="legacy",database="${database}"}`)
    const [orders, billing, again] = [make('orders'), make('billing'), make('orders')]
    expect(lines).toMatchObject([{ event: 'knexodus.opentelemetry_absent' }])
    for (const adapter of [orders, billing, billing, again]) buildSome(adapter)
    const together = samplesOf(await exported())
    expect([calls(together, 'orders'), calls(together, 'billing')]).toEqual([2000, 4000])
    orders.close()
    buildSome(make('orders'))
    buildSome(orders)
    const after = samplesOf(await exported())
    expect([calls(after, 'orders'), calls(after, 'billing')]).toEqual([2000, 4000])
  })

  it('tells in one line of the log where nobody has set up a meter provider', () => {
    const lines: unknown[] = []
    const write = (fields: object) => void lines.push(fields)
    const logger = { error: write, warn: write, info: () => {}, debug: () => {} }
    const adapter = createAdapter({ percentage: 50, openTelemetry: true, logger })
    buildSome(adapter)
    expect(lines).toMatchObject([{ event: 'knexodus.opentelemetry_absent' }])
    expect(adapter.getQueryBuilderMetrics().totalCalls).toBe(2000)
  })
})

describe('with KNEXODUS_EXEMPLARS', () => {
  const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }

  async function scrapeWithin(traceFlags: TraceFlags, odd: object = {}): Promise<string> {
    const storage = new AsyncLocalStorage<typeof ROOT_CONTEXT>()
    context.setGlobalContextManager({
      active: () => storage.getStore() ?? ROOT_CONTEXT,
      with: (active, run, self, ...args) => storage.run(active, () => run.call(self as never, ...args)),
      bind: (_active, target) => target,
      enable: () => context as never,
      disable: () => context as never,
    })
    const registry = new Registry()
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never)
    const adapter = createAdapter({ percentage: 100, exemplars: true, logLevel: 'silent', registry })
    context.with(trace.setSpanContext(ROOT_CONTEXT, { ...ids, ...odd, traceFlags }), () => buildSome(adapter))
    context.disable()
    return registry.metrics()
  }

  it('buckets carry the trace that is under way', async () => {
    const text = await scrapeWithin(TraceFlags.SAMPLED)
    expect(text).toMatch(
      new RegExp(
        `_bucket\\{le="\\S+",builder_type="fast"\\} \\d+ # \\{trace_id="${ids.traceId}",span_id="${ids.spanId}"\\}`,
      ),
    )
  })

  it.each([
    ['no text', { traceId: Symbol('id') }],
    [
      'a text that throws',
      {
        spanId: {
          toString: () => {
            throw new Error('hostile')
          },
        },
      },
    ],
    ['missing', { traceId: undefined }],
    ['too long', { traceId: 'a'.repeat(500) }],
    ['all zeros', { traceId: '0'.repeat(32) }],
    ['in need of quoting', { spanId: '"}\n# EOF' }],
  ])('an id that is %s is left out, and the scrape stays whole', async (_, odd) => {
    // prettier-ignore
    const text = await scrapeWithin(TraceFlags.SAMPLED, odd)
    expect(text).not.toContain('trace_id')
    expect(text.endsWith('# EOF\n')).toBe(true)
    expect(text).toMatch(/knexodus_query_build_duration_seconds_count\{builder_type="fast"\} [1-9]/)
  })

  it('none carries a trace that nobody records', async () => {
    const text = await scrapeWithin(TraceFlags.NONE)
    expect(text).not.toContain('trace_id')
    expect(text).toMatch(/knexodus_query_build_duration_seconds_count\{builder_type="fast"\} [1-9]/)
  })
})
