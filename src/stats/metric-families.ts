import { BUILDER_TYPES } from '../core/builder-type.js'
import type { BuilderType } from '../core/builder-type.js'
import { FALLBACK_REASONS } from '../core/fallback-reason.js'
import { targetPercentage } from '../core/rollout.js'
import {
  CALL_SLOTS,
  ERROR_SLOTS,
  LEAN_RUNS,
  PARITY_CHECKS,
  PARITY_MISMATCHES,
  PLAN_CACHE_EVICTIONS,
  PLAN_CACHE_HITS,
  PLAN_CACHE_MISSES,
  fallbackSlot,
} from './counters.js'
import { BOUNDS_NS } from './histogram.js'
import type { BuildStats } from './build-stats.js'
import type { MetricsView } from './metrics-view.js'
import type { Sample } from './sample.js'
import type { Aggregator, MetricFamily } from './scraped-metric.js'

interface Series {
  readonly labels: Readonly<Record<string, string>>
  readonly slot: number
}

const NS_PER_SECOND = 1e9
const NO_LABELS = Object.freeze({})

/**
 * Every metric there is, without prefix. Label values come from closed lists, and every series exists from the first scrape,
 * at zero: `rate()` would miss the first increments of a series that appears later.
 *
 * @param version Version of Knexodus, for `build_info`.
 */
export function metricFamilies(version: string): MetricFamily[] {
  return [
    ...countedBuilds(),
    duration(),
    ...rolloutGauges(),
    ...parity(),
    ...planCache(),
    ...runs(),
    buildInfo(version),
  ]
}

function countedBuilds(): MetricFamily[] {
  const reasons = FALLBACK_REASONS.map((reason) => ({ labels: { reason }, slot: fallbackSlot(reason) }))
  return [
    counter(
      'query_builder_calls_total',
      'Query builds by the builder that served them.',
      perBuilder(CALL_SLOTS),
    ),
    counter('query_builder_errors_total', 'Query builds in which a builder threw.', perBuilder(ERROR_SLOTS)),
    counter(
      'query_builder_fallbacks_total',
      'Builds meant for fast but served by legacy, by reason.',
      reasons,
    ),
  ]
}

function rolloutGauges(): MetricFamily[] {
  return [
    gauge(
      'query_builder_mode',
      '0 legacy, 1 fast, between them the share meant for fast.',
      'average',
      (view) => targetPercentage(view.rollout()) / 100,
    ),
    gauge('fast_query_builder_available', '1 if the fast builder could be loaded, else 0.', 'min', (view) =>
      Number(view.fastAvailable()),
    ),
    gauge(
      'rollout_percentage',
      'Percentage of builds set to be served by fast, 0 to 100.',
      'average',
      (view) => view.rollout().percentage,
    ),
    gauge(
      'shadow_percentage',
      'Percentage of legacy builds also built by fast, 0 to 100.',
      'average',
      (view) => view.rollout().shadowPercentage,
    ),
    gauge('rollout_config_valid', '1 if the last configuration read was good, else 0.', 'min', (view) =>
      Number(view.rolloutValid()),
    ),
    gauge(
      'rollout_config_last_success_timestamp_seconds',
      'Unix time when the configuration was last read and found good.',
      'min',
      (view) => view.rolloutReadAt() / 1000,
    ),
    gauge(
      'rollout_last_change_timestamp_seconds',
      'Unix time of the last change of the rollout.',
      'max',
      (view) => view.rollout().changedAt / 1000,
    ),
  ]
}

function parity(): MetricFamily[] {
  return [
    counter('parity_checks_total', 'Builds whose two results were compared.', single(PARITY_CHECKS)),
    counter('parity_mismatches_total', 'Comparisons that found a difference.', single(PARITY_MISMATCHES)),
    // Workers of a cluster see the same queries, so their shapes overlap: the largest number says more than the sum.
    gauge('quarantined_shapes', 'Query shapes kept on legacy because the builders differed.', 'max', (view) =>
      view.quarantinedShapes(),
    ),
  ]
}

function planCache(): MetricFamily[] {
  return [
    gauge('plan_cache_plans', 'Plans in the cache.', 'sum', (view) => view.plans()),
    gauge('plan_cache_max_plans', 'Plans that the cache may hold.', 'sum', (view) => view.maxPlans()),
    gauge('plan_cache_bytes', 'What the shapes in the cache take, in bytes, estimated.', 'sum', (view) =>
      view.planBytes(),
    ),
    counter('plan_cache_hits_total', 'Query shapes found in the plan cache.', single(PLAN_CACHE_HITS)),
    counter(
      'plan_cache_misses_total',
      'Query shapes not found in the plan cache.',
      single(PLAN_CACHE_MISSES),
    ),
    counter('plan_cache_evictions_total', 'Plans dropped to make room.', single(PLAN_CACHE_EVICTIONS)),
  ]
}

function runs(): MetricFamily[] {
  return [
    counter('lean_runs_total', 'Queries that were run the lean way.', single(LEAN_RUNS)),
    gauge(
      'prepared_statements_enabled',
      '1 while queries are sent as named prepared statements, else 0.',
      'min',
      (view) => Number(view.preparedEnabled()),
    ),
  ]
}

function buildInfo(version: string): MetricFamily {
  const labels = Object.freeze({ version })
  return {
    name: 'build_info',
    help: 'Always 1; the label says which version of Knexodus runs.',
    type: 'gauge',
    aggregator: 'first',
    read: () => [{ labels, value: 1 }],
  }
}

function duration(): MetricFamily {
  return {
    name: 'query_build_duration_seconds',
    help: 'Time of a query build, sampled: about 1 build in 64 is timed, so _count is samples, not builds.',
    type: 'histogram',
    aggregator: 'sum',
    read: (view, name) => BUILDER_TYPES.flatMap((builder) => histogramSamples(view.stats(), builder, name)),
    reset: (view) => view.stats().resetDurations(),
  }
}

function histogramSamples(stats: BuildStats, builder: BuilderType, name: string): Sample[] {
  const labels = { builder_type: builder }
  const histogram = stats.durations[builder]
  const { count } = histogram
  const atOrBelow = histogram.cumulative()
  const bucket = (le: string, value: number, index: number): Sample => ({
    labels: { le, ...labels },
    value,
    metricName: `${name}_bucket`,
    ...stats.exemplars?.at(builder, index),
  })
  return [
    ...BOUNDS_NS.map((bound, index) => bucket(String(bound / NS_PER_SECOND), atOrBelow[index] ?? 0, index)),
    bucket('+Inf', count, BOUNDS_NS.length),
    { labels, value: histogram.sum / NS_PER_SECOND, metricName: `${name}_sum` },
    { labels, value: count, metricName: `${name}_count` },
  ]
}

function counter(name: string, help: string, series: readonly Series[]): MetricFamily {
  return {
    name,
    help,
    type: 'counter',
    aggregator: 'sum',
    read: (view) => {
      const { counters } = view.stats()
      return series.map(({ labels, slot }) => ({ labels, value: counters[slot] ?? 0 }))
    },
    reset: (view) => {
      for (const { slot } of series) view.stats().counters[slot] = 0
    },
  }
}

function gauge(
  name: string,
  help: string,
  aggregator: Aggregator,
  value: (view: MetricsView) => number,
): MetricFamily {
  return {
    name,
    help,
    type: 'gauge',
    aggregator,
    read: (view) => [{ labels: NO_LABELS, value: value(view) }],
  }
}

function perBuilder(slots: Readonly<Record<BuilderType, number>>): Series[] {
  return BUILDER_TYPES.map((builder) => ({ labels: { builder_type: builder }, slot: slots[builder] }))
}

function single(slot: number): Series[] {
  return [{ labels: NO_LABELS, slot }]
}
