/* `knexodus/workers`: one scrape for the workers of a cluster, or for the threads of a process. */

export { ClusterMetrics } from './workers/cluster-metrics.js'
export { ThreadMetrics } from './workers/thread-metrics.js'
export { shareMetrics } from './workers/share-metrics.js'
export type { JoinedMetricsOptions } from './workers/joined-metrics.js'
export type { MetricsContentType } from './workers/prom-client.js'
export type { MetricsSource } from './workers/answer.js'
