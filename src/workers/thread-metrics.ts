import { JoinedMetrics } from './joined-metrics.js'
import type { JoinedMetricsOptions } from './joined-metrics.js'
import { Members } from './members.js'
import { followThreads } from './thread-members.js'

/**
 * The metrics of this thread and of all `node:worker_threads` that it starts, in one scrape. Make it before the first
 * thread; each of them calls `shareMetrics()`. Each metric is joined by its `aggregator`, as in a cluster.
 *
 * A thread that does not answer in time counts with its last answer. One that has ended leaves its counters and histograms in
 * the sums, and takes its gauges along. So no counter falls because of a thread, and no scrape fails.
 *
 * @example
 * ```ts
 * const metrics = new ThreadMetrics()
 * new Worker('./thread.mjs') // which calls shareMetrics()
 * createServer(async (_request, response) => {
 *   response.setHeader('Content-Type', metrics.contentType).end(await metrics.metrics())
 * }).listen(9464)
 * ```
 */
export class ThreadMetrics extends JoinedMetrics {
  /**
   * @param options `timeoutMs` (default 1000 ms), `registries` of this thread to join in (default prom-client's default
   * registry), and `contentType`
   * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when an option has a value that is not allowed
   */
  constructor(options: JoinedMetricsOptions = {}) {
    super(new Members('knexodus_worker_threads', 'Threads that share their metrics'), followThreads, options)
  }
}
