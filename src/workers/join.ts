import { isMetric } from './answer.js'
import type { Metric } from './answer.js'
import { promClient } from './prom-client.js'
import type { MetricsContentType } from './prom-client.js'

/**
 * Joins metrics of one name into one, by prom-client's own aggregation. A metric that cannot be joined (an aggregator that
 * does not exist here, say) is left out; the others are not its hostages.
 */
export function join(metrics: readonly Metric[]): Metric[] {
  const { AggregatorRegistry } = promClient()
  return [...byName(metrics).values()].flatMap((group) => {
    try {
      const joined: unknown[] = AggregatorRegistry.aggregate([group]).getMetricsAsArray()
      // For an aggregator named `toString`, prom-client finds a function too.
      return joined.filter(isMetric).map(plain)
    } catch {
      return []
    }
  })
}

/** The text of a scrape of all these metrics, joined. */
export function joinedText(metrics: readonly Metric[], contentType: MetricsContentType): Promise<string> {
  const registry = new (promClient().Registry)()
  registry.setContentType(contentType as never)
  const isOpenMetrics = contentType.startsWith('application/openmetrics-text')
  for (const metric of join(isOpenMetrics ? metrics.map(withSuffix) : metrics)) {
    registry.registerMetric(rendered(metric) as never)
  }
  return registry.metrics()
}

/** What prom-client makes has a closure that holds all it was made of: kept, and joined again, it would hold every answer ever. */
function plain({ name, help, type, aggregator, values }: Metric): Metric {
  return { name, help, type, aggregator, values }
}

/** prom-client names a family of counters anew before it writes OpenMetrics, and expects `get()` to follow. */
function rendered(metric: Metric) {
  return {
    ...metric,
    get(this: Metric): Metric {
      return { ...metric, name: this.name }
    },
  }
}

/** In OpenMetrics every counter has it; a registry that was once scraped so sends them without, in whatever format we write. */
function withSuffix(metric: Metric): Metric {
  return metric.type === 'counter' ? { ...metric, name: metric.name.replace(/(_total)?$/, '_total') } : metric
}

function byName(metrics: readonly Metric[]): Map<string, Metric[]> {
  const groups = new Map<string, Metric[]>()
  for (const metric of metrics) {
    const group = groups.get(metric.name)
    if (group === undefined) groups.set(metric.name, [metric])
    else group.push(metric)
  }
  return groups
}
