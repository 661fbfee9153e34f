import cluster from 'node:cluster'

import { KnexodusError } from '../core/errors.js'
import { followCluster } from './cluster-members.js'
import { JoinedMetrics } from './joined-metrics.js'
import type { JoinedMetricsOptions } from './joined-metrics.js'
import { Members } from './members.js'

/**
 * The metrics of all workers of a `node:cluster` in one scrape, for the primary. It speaks prom-client's cluster protocol: the
 * workers call `new AggregatorRegistry()` and nothing else, and each metric is joined by its `aggregator`.
 *
 * A worker that does not answer in time counts with its last answer. One that has ended leaves its counters and histograms in
 * the sums, and takes its gauges along. So no counter falls because of a worker, and no scrape fails.
 *
 * Make it before the first worker ends: what an earlier one counted is not known here.
 *
 * @example
 * ```ts
 * const metrics = new ClusterMetrics()
 * createServer(async (_request, response) => {
 *   response.setHeader('Content-Type', metrics.contentType).end(await metrics.metrics())
 * }).listen(9464)
 * ```
 */
export class ClusterMetrics extends JoinedMetrics {
  /**
   * @param options `timeoutMs` (default 1000 ms), `registries` of the primary itself to join in (default none, as with
   * prom-client's `clusterMetrics()`), and `contentType`
   * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when an option has a value that is not allowed, or in a worker
   */
  constructor({ registries = [], ...options }: JoinedMetricsOptions = {}) {
    if (!cluster.isPrimary) {
      throw new KnexodusError('KNEXODUS_BAD_CONFIG', 'ClusterMetrics: expected the primary, got a worker')
    }
    const members = new Members('knexodus_cluster_workers', 'Workers of the cluster')
    super(members, followCluster, { ...options, registries })
  }
}
