import cluster from 'node:cluster'
import { once } from 'node:events'

import { AggregatorRegistry, Counter, Registry, register } from 'prom-client'
import { ClusterMetrics } from 'knexodus/workers'

import { Teller, serve } from './commands.mjs'

const timeoutMs = Number(process.env['SCRAPE_TIMEOUT_MS'] ?? 30_000)
// At work beside ours, before and after it, as in an application that is on its way from one to the other.
const before = new AggregatorRegistry()
const metrics = new ClusterMetrics({ timeoutMs })
const openMetrics = new ClusterMetrics({ timeoutMs, contentType: Registry.OPENMETRICS_CONTENT_TYPE })
const tellers = new Map()
/** `cluster.workers` forgets those whose channel is closed. */
const workers = new Map()

const counter = new Counter({ name: 'primary_total', help: 'Of the primary.' })
counter.inc(7)

/** Follows what a worker says, and knows when it is ready. */
async function fork(env) {
  const worker = cluster.fork(env)
  const teller = new Teller(worker, (message) => worker.send(message))
  tellers.set(worker.id, teller)
  workers.set(worker.id, worker)
  await teller.ready
  return worker.id
}

serve(process, (reply) => process.send(reply), {
  fork,
  tell: (id, command, ...args) => tellers.get(id).tell(command, ...args),
  /** Like `tell`, but does not wait for what comes of it. */
  begin(id, command, ...args) {
    void tellers.get(id).tell(command, ...args)
  },
  async kill(id, signal) {
    const worker = workers.get(id)
    const exit = once(worker, 'exit')
    worker.process.kill(signal)
    await exit
  },
  /** The worker leaves by itself: first its channel closes, then it ends. */
  async leave(id) {
    const worker = cluster.workers[id]
    const exit = once(worker, 'exit')
    worker.disconnect()
    await exit
  },
  /** The worker's channel closes; whether it ends is its own affair. */
  async disconnect(id) {
    const worker = cluster.workers[id]
    const disconnect = once(worker, 'disconnect')
    worker.disconnect()
    await disconnect
  },
  scrape: () => metrics.metrics(),
  scrapesAtOnce: (count) => Promise.all(Array.from({ length: count }, () => metrics.metrics())),
  openMetrics: () => openMetrics.metrics(),
  contentTypes: () => [metrics.contentType, openMetrics.contentType],
  plain: () => before.clusterMetrics(),
  async plainOpenMetrics() {
    const plain = new AggregatorRegistry(Registry.OPENMETRICS_CONTENT_TYPE)
    return { contentType: plain.contentType, text: await plain.clusterMetrics() }
  },
  both: () => Promise.all([before.clusterMetrics(), metrics.metrics()]),
  /** One of its own, with the primary's registry joined in. */
  async withPrimary() {
    const joined = new ClusterMetrics({ timeoutMs, registries: [register] })
    const text = await joined.metrics()
    joined.close()
    return text
  },
  async withUndefined() {
    const joined = new ClusterMetrics({ timeoutMs, registries: undefined })
    const text = await joined.metrics()
    joined.close()
    return text
  },
  /** The primary's own registry fails from now on. */
  breakPrimary() {
    counter.get = () => Promise.reject(new Error('broken'))
  },
  /** One of its own that is closed in the midst of a scrape, and is then asked once more. */
  async closed() {
    const closing = new ClusterMetrics({ timeoutMs })
    const during = closing.metrics()
    closing.close()
    return [await during, await closing.metrics()]
  },
  listeners: () => ['fork', 'message', 'disconnect', 'exit'].map((event) => cluster.listenerCount(event)),
  listenersOfWorker: (id) =>
    cluster.workers[id].eventNames().map((name) => cluster.workers[id].listenerCount(name)),
})

process.on('disconnect', () => process.exit())
