import { binomialInterval, isWithin } from '../../../demo/binomial.js'
import type { PrometheusServer } from '../../../demo/observe/prometheus.js'
import { queryAt } from './prometheus-data.js'
import type { Span } from './prometheus-data.js'

const CONFIDENCE = 0.999

/**
 * That the share of fast in a span, by the counters that Prometheus has, is one that chance explains.
 *
 * @param selector matchers of the series, as in `job="shop", database="reports"`
 * @throws Error that says how many there were, and how many there may be
 */
export async function expectShare(
  prometheus: PrometheusServer,
  selector: string,
  percentage: number,
  { start, end }: Span,
): Promise<string> {
  const before = await calls(prometheus, selector, start)
  const after = await calls(prometheus, selector, end)
  const fast = after.fast - before.fast
  const builds = fast + after.legacy - before.legacy
  const { low, high } = binomialInterval(builds, percentage / 100, CONFIDENCE)
  const found = `${fast} of ${builds} builds by fast, ${low} to ${high} would be right`
  if (builds === 0 || !isWithin(fast, { low, high })) throw new Error(found)
  return found
}

async function calls(prometheus: PrometheusServer, selector: string, time: number) {
  const query = `sum by (builder_type) (knexodus_query_builder_calls_total{${selector}})`
  const samples = await queryAt(prometheus, query, time)
  const of = (builder: string) =>
    Number(samples.find(({ metric }) => metric['builder_type'] === builder)?.value[1])
  return { fast: of('fast'), legacy: of('legacy') }
}
