import { promClient } from './prom-client.js'

/** Where metrics are read; prom-client's `Registry` fits. */
export interface MetricsSource {
  getMetricsAsJSON(): Promise<unknown>
}

/** One line of a scrape. */
export interface Sample {
  readonly labels: Readonly<Record<string, string | number>>
  readonly value: number
  /** Only of the parts of histograms and summaries. */
  readonly metricName?: string
}

/** One metric in prom-client's JSON: what a worker sends. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly type: string
  readonly aggregator: string
  readonly values: readonly Sample[]
}

/**
 * All metrics of some registries.
 *
 * @param sources default: prom-client's default registry
 */
export async function readSources(sources?: readonly MetricsSource[]): Promise<Metric[]> {
  const registries = sources ?? [promClient().register]
  return readAnswer(await Promise.all(registries.map((registry) => registry.getMetricsAsJSON())))
}

/**
 * What can be joined of what somebody sent, in prom-client's form: an array of metrics per registry. Never throws, because one
 * odd worker must not cost the scrape of all. Values that are no finite numbers are left out: in a message between
 * processes they are `null`, which prom-client would print as +Inf.
 */
export function readAnswer(registries: unknown): Metric[] {
  return asArray(registries).flatMap(asArray).filter(isMetric).map(ownMetric)
}

/** Whether it has all that a metric needs. */
export function isMetric(value: unknown): value is Metric {
  if (!isRecord(value)) return false
  const { name, help, type, aggregator = '', values } = value
  return [name, help, type, aggregator].every((text) => typeof text === 'string') && Array.isArray(values)
}

function ownMetric({ name, help, type, aggregator, values }: Metric): Metric {
  // As prom-client documents it: what does not say how it is joined is summed.
  return { name, help, type, aggregator: aggregator ?? 'sum', values: values.filter(isSample).map(ownSample) }
}

function isSample(value: unknown): value is Sample {
  return isRecord(value) && Number.isFinite(value['value'])
}

/** Without its exemplar: prom-client joins none, and threads cannot send every one. */
function ownSample({ labels, value, metricName }: Sample): Sample {
  return { labels: ownLabels(labels), value, ...(typeof metricName === 'string' && { metricName }) }
}

/** What can be sent to others and written down: a function, say, can be neither. Most have nothing to leave out. */
function ownLabels(labels: unknown): Sample['labels'] {
  if (!isRecord(labels)) return {}
  if (Object.values(labels).every(isLabel)) return labels as Sample['labels']
  const kept = Object.entries(labels).filter(([, value]) => isLabel(value) || isReadable(value))
  return Object.fromEntries(kept.map(([name, value]) => [name, isLabel(value) ? value : String(value)]))
}

function isLabel(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function isReadable(value: unknown): boolean {
  return typeof value === 'boolean' || typeof value === 'bigint' || value === null
}

const GROWING = new Set(['counter', 'histogram', 'summary'])
/** A minimum, an average or a first value of some that no longer change would mislead, and may fall either way. */
const LASTING_JOINS = new Set(['sum', 'max'])

/** What of an answer still counts when its sender has ended: counters, histograms, and the sums and counts of summaries. */
export function lastingPart(answer: readonly Metric[]): Metric[] {
  return answer
    .filter(({ type, aggregator }) => GROWING.has(type) && LASTING_JOINS.has(aggregator))
    .map((metric) => (metric.type === 'summary' ? withoutQuantiles(metric) : metric))
}

function withoutQuantiles(summary: Metric): Metric {
  return { ...summary, values: summary.values.filter(({ metricName }) => metricName !== undefined) }
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
