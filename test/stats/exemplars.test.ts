import { Registry } from 'prom-client'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { BuildStats } from '../../src/stats/build-stats.js'
import { Exemplars } from '../../src/stats/exemplars.js'
import type { TraceLabels } from '../../src/stats/exemplars.js'
import { registerMetrics } from '../../src/stats/prometheus.js'
import { exampleView } from './example-view.js'

const NOW = 1_700_000_000_500
const TRACE = { trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' }

function statsWith(traceLabels: TraceLabels): BuildStats {
  const stats = new BuildStats(() => 0.5)
  stats.keepExemplars(new Exemplars(traceLabels))
  return stats
}

async function bucketsOf(stats: BuildStats, type: string): Promise<string[]> {
  const registry = new Registry()
  registry.setContentType(type as never)
  registerMetrics(exampleView({ stats }), { registry, prefix: 'knexodus_', version: '1.2.3' })
  const lines = (await registry.metrics()).split('\n')
  return lines.filter((line) => line.startsWith('knexodus_query_build_duration_seconds_bucket'))
}

afterEach(() => void vi.useRealTimers())

describe('exemplars', () => {
  it('stand behind the bucket of their sample, in OpenMetrics', async () => {
    vi.useFakeTimers({ now: NOW })
    const stats = statsWith(() => TRACE)
    stats.sample('fast', 150)
    const name = 'knexodus_query_build_duration_seconds_bucket'
    const found = (await bucketsOf(stats, Registry.OPENMETRICS_CONTENT_TYPE)).filter((line) =>
      line.includes('#'),
    )
    expect(found).toEqual([
      `${name}{le="2e-7",builder_type="fast"} 1 # ` +
        `{trace_id="${TRACE.trace_id}",span_id="${TRACE.span_id}"} 1.5e-7 1700000000.5`,
    ])
  })

  it('stay out of the text format, which has no place for them', async () => {
    const stats = statsWith(() => TRACE)
    stats.sample('fast', 150)
    const buckets = await bucketsOf(stats, Registry.PROMETHEUS_CONTENT_TYPE)
    expect(buckets).toContain('knexodus_query_build_duration_seconds_bucket{le="2e-7",builder_type="fast"} 1')
    expect(buckets.filter((line) => line.includes('trace_id'))).toEqual([])
  })

  it('are the last of each bucket and builder, the overflow included', async () => {
    let id = 0
    const stats = statsWith(() => ({ trace_id: String((id += 1)) }))
    for (const ns of [150, 160, 1e9]) stats.sample('fast', ns)
    stats.sample('legacy', 150)
    const buckets = await bucketsOf(stats, Registry.OPENMETRICS_CONTENT_TYPE)
    const shown = buckets.flatMap(
      (line) => /le="(.*?)",builder_type="(\w+)".*trace_id="(\d+)"/.exec(line) ?? [],
    )
    expect(shown.filter((_, index) => index % 4 !== 0)).toEqual([
      ...['2e-7', 'legacy', '4'],
      ...['2e-7', 'fast', '2'],
      ...['+Inf', 'fast', '3'],
    ])
  })

  it('are not made where no trace is under way', async () => {
    const stats = statsWith(() => undefined)
    stats.sample('fast', 150)
    const buckets = await bucketsOf(stats, Registry.OPENMETRICS_CONTENT_TYPE)
    expect(buckets.filter((line) => line.includes('#'))).toEqual([])
    expect(stats.durations.fast.count).toBe(1)
  })

  it('are forgotten with the durations, whoever resets them', async () => {
    for (const reset of [
      (stats: BuildStats) => stats.reset(),
      (stats: BuildStats) => stats.resetDurations(),
    ]) {
      const stats = statsWith(() => TRACE)
      stats.sample('fast', 150)
      reset(stats)
      const buckets = await bucketsOf(stats, Registry.OPENMETRICS_CONTENT_TYPE)
      expect(buckets.filter((line) => line.includes('#'))).toEqual([])
    }
  })

  it('cost no sample when reading the trace fails', () => {
    const stats = statsWith(() => { throw new Error('a tracer of somebody else') }) // prettier-ignore
    stats.sample('fast', 150)
    expect(stats.durations.fast.count).toBe(1)
  })
})
