import { JoinedMetrics } from './joined-metrics.js'
import type { JoinedMetricsOptions } from './joined-metrics.js'
import { Members } from './members.js'
import type { MetricsContentType } from './prom-client.js'
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
export class ThreadMetrics {
  readonly #members: Members
  readonly #joined: JoinedMetrics
  readonly #stop: () => void

  /**
   * @param options `timeoutMs` (default 1000 ms), `registries` of this thread to join in (default prom-client's default
   * registry), and `contentType`
   * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when an option has a value that is not allowed
   */
  constructor(options: JoinedMetricsOptions = {}) {
    this.#members = new Members('knexodus_worker_threads', 'Threads that share their metrics')
    this.#joined = new JoinedMetrics(this.#members, options)
    this.#stop = followThreads(this.#members)
  }

  /** For the header of the response. */
  get contentType(): MetricsContentType {
    return this.#joined.contentType
  }

  /**
   * Asks the threads, waits for `timeoutMs` at most, and joins what is known. Calls at the same time share one scrape.
   *
   * @returns the text of all metrics, in the format of `contentType`; it does not reject
   */
  metrics(): Promise<string> {
    return this.#joined.metrics()
  }

  /** Listens to threads no longer, and asks nobody. What is known stays, and is no longer renewed. */
  close(): void {
    this.#stop()
    this.#members.close()
  }
}
