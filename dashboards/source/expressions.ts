/** The two builders, as they are in the label `builder_type`. */
export type Builder = 'fast' | 'legacy'

/** One application and one of its databases: what is healthy or not. Works without the label `database`, too. */
export const SERVICE = 'job, database'

/** One process and one of its databases. */
export const PROCESS = 'job, instance, database'

/** Window of a rate that is drawn over time: wide enough for four scrapes. */
export const NOW = '$__rate_interval'

/** All that is shown: for totals, and means of sampled times, of this moment. At every point of a graph it would cost too much. */
export const SHOWN = '$__range'

/** As the alerts' short windows: what is coloured must not change its colour with the time shown. */
export const LATELY = '5m'

/** For means of sampled times in graphs, which need many samples, and for how many builds a share of {@link LATELY} is about. */
export const HOUR = '1h'

/** Legend of a series per {@link SERVICE}. */
export const SERVICE_LEGEND = '{{job}} {{database}}'

/** Legend of a series per {@link PROCESS}. */
export const PROCESS_LEGEND = '{{job}} {{instance}} {{database}}'

/** What chooses the fallbacks that an error of fast is behind. */
export const FAST_ERROR = 'reason="fast_error"'

/** The series of a Knexodus metric that the dashboard's variables choose. */
export function series(metric: string, matchers = ''): string {
  const first = matchers === '' ? '' : `${matchers}, `
  return `knexodus_${metric}{${first}job=~"$job", instance=~"$instance", database=~"$database"}`
}

/** What a counter grows by in a second. */
export function perSecond(labels: string, counter: string, matchers = '', window = NOW): string {
  return `sum by (${labels}) (rate(${series(counter, matchers)}[${window}]))`
}

/** Builds per second that `builder` served, or both together. */
export function builds(labels: string, builder?: Builder, window = NOW): string {
  return perSecond(labels, 'query_builder_calls_total', matching(builder), window)
}

/** Builds per second that were meant for fast and that legacy served. */
export function fallbacks(labels: string, window = NOW): string {
  return perSecond(labels, 'query_builder_fallbacks_total', '', window)
}

/**
 * Builds per second that fast owed and could not give because it threw, then or earlier: what the objective is about. A throw is counted
 * once, but the shape stays with legacy, and this goes on for as long as the fault does.
 */
export function fastErrors(labels: string, window = NOW): string {
  return perSecond(labels, 'query_builder_fallbacks_total', FAST_ERROR, window)
}

/** Builds of the last hour that were meant for fast and that legacy served: all, or those that `matchers` choose. */
export function fallenBack(labels: string, matchers = ''): string {
  return `sum by (${labels}) (increase(${series('query_builder_fallbacks_total', matchers)}[${HOUR}]))`
}

/** Builds per second in which `builder` threw. */
export function throws(labels: string, builder: Builder, window = NOW): string {
  return perSecond(labels, 'query_builder_errors_total', matching(builder), window)
}

/** Builds per second that were meant for fast, whoever served them in the end. */
export function meantForFast(labels: string, window = NOW): string {
  return `(${builds(labels, 'fast', window)} + ${fallbacks(labels, window)})`
}

/** Mean time of a build in seconds, from the samples; nothing where there was none. */
export function meanTime(labels: string, builder?: Builder, window = NOW): string {
  const total = perSecond(labels, 'query_build_duration_seconds_sum', matching(builder), window)
  const count = perSecond(labels, 'query_build_duration_seconds_count', matching(builder), window)
  return `${total} / (${count} > 0)`
}

/** Builds per second that the rollout gave to legacy, and that came to something: no fallbacks, and none in which Knex threw. */
export function chosenForLegacy(labels: string, window = NOW): string {
  return `(${builds(labels, 'legacy', window)} - ${fallbacks(labels, window)} - ${throws(labels, 'legacy', window)})`
}

/**
 * How many times as fast fast's mean build is. Nothing unless both builders were timed and most of what legacy built was given
 * to it by the rollout: what it builds only because fast declined is another kind of query.
 */
export function speedUp(labels: string, window: string): string {
  return `(${meanTime(labels, 'legacy', window)}) / (${meanTime(labels, 'fast', window)}) and ${comparable(labels, window)}`
}

/** Seconds that fast saves in a build, on the mean; nothing where {@link speedUp} is nothing. */
export function savedPerBuild(labels: string, window: string): string {
  return `(${meanTime(labels, 'legacy', window)} - ${meanTime(labels, 'fast', window)} and ${comparable(labels, window)})`
}

/** A percentile of the time of a build, in seconds; nothing where there was no sample. */
export function percentile(quantile: number, labels: string, builder?: Builder, offset = ''): string {
  const buckets = `rate(${series('query_build_duration_seconds_bucket', matching(builder))}[${NOW}]${offset})`
  // Without samples a percentile is NaN, which is not above anything.
  return `histogram_quantile(${quantile.toFixed(2)}, sum by (${labels}, le) (${buckets})) >= 0`
}

/** A ratio that is 0 where `whole` is 0; no data stays no data. */
export function ratioOrZero(part: string, whole: string): string {
  return `${part} / (${whole} > 0) or 0 * ${whole}`
}

/**
 * The worst of several ratios of this moment, of those that are about {@link ENOUGH} builds: `count` says of how many. {@link FEW} where
 * only others are above 0.
 */
export function worst(ratio: string, count: string): string {
  return `max(${ratio} > 0 and ${count} >= ${ENOUGH}) or 0 * max(${ratio} > 0) + ${FEW} or max(${ratio})`
}

/** As the alerts: one in three at night is 33 %, and tells nothing. */
export const ENOUGH = 10

/** What {@link worst} gives for ratios of too few builds: shown as words. */
export const FEW = -2

/** An expression of this moment without labels, or {@link NOTHING} where it has no value although a process builds or could. */
export function orNothing(expression: string): string {
  return whileAlive(`(${expression} or 0 * sum(${builds(SERVICE, undefined, LATELY)}) + ${NOTHING})`)
}

/** What {@link orNothing} gives: not a value of anything shown, and shown as words. */
export const NOTHING = -1

/** Only while there is a process: what it did before now would outlive it, and look healthy. */
export function whileAlive(expression: string): string {
  return `${expression} and on () count(${series('build_info')})`
}

/** Keeps series of other exporters to the processes that run Knexodus. */
export function ofThese(expression: string): string {
  return `${expression} and on (job, instance) ${series('build_info')}`
}

/** Quarantined shapes of the instances that have some, and one 0 for a job and database of which none has. */
export function quarantined(): string {
  const shapes = series('quarantined_shapes')
  return `max by (${PROCESS}) (${shapes}) > 0 or max by (${SERVICE}) (${shapes}) == 0`
}

/** The processes chosen, for metrics that know no database. */
export const PROCESSES_CHOSEN = 'job=~"$job", instance=~"$instance"'

function comparable(labels: string, window: string): string {
  return `${chosenForLegacy(labels, window)} > 0.5 * ${builds(labels, 'legacy', window)}`
}

function matching(builder: Builder | undefined): string {
  return builder === undefined ? '' : `builder_type="${builder}"`
}
