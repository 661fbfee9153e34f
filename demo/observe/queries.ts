import type { PrometheusServer } from './prometheus.js'
import { databaseStates } from './state.js'
import type { DatabaseState, Look } from './state.js'

/** One series of an instant query's answer. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What an expression is now. */
export async function query(prometheus: PrometheusServer, expression: string): Promise<Sample[]> {
  const { result } = (await prometheus.api('query', { query: expression })) as {
    result: { metric: Record<string, string>; value: [number, string] }[]
  }
  return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }))
}

/** The state as Prometheus sees it: shares are those of the last quarter of a minute. */
export function lookAt(prometheus: PrometheusServer): Look {
  return async () => {
    const [databases, up, alerts] = await Promise.all([
      databasesOf(prometheus, 'rate(knexodus_query_builder_calls_total[15s])'),
      query(prometheus, 'sum(up)'),
      query(prometheus, 'ALERTS'),
    ])
    const inState = (state: string) => [
      ...new Set(
        alerts
          .filter(({ labels }) => labels['alertstate'] === state)
          .map(({ labels }) => labels['alertname'] ?? ''),
      ),
    ]
    return { databases, up: up[0]?.value ?? 0, firing: inState('firing'), pending: inState('pending') }
  }
}

/** All builds that Prometheus has seen so far, and the target. */
export function countsOf(prometheus: PrometheusServer): Promise<DatabaseState[]> {
  return databasesOf(prometheus, 'knexodus_query_builder_calls_total')
}

async function databasesOf(prometheus: PrometheusServer, calls: string): Promise<DatabaseState[]> {
  const [builds, targets] = await Promise.all([
    query(prometheus, `sum by (database, builder_type) (${calls})`),
    query(prometheus, 'avg by (database) (knexodus_query_builder_mode)'),
  ])
  return databaseStates(
    builds.map(({ labels, value }) => ({
      database: labels['database'] ?? '',
      builder: labels['builder_type'] ?? '',
      builds: value,
    })),
    new Map(targets.map(({ labels, value }) => [labels['database'] ?? '', value])),
  )
}
