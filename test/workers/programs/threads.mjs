import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { BroadcastChannel, Worker } from 'node:worker_threads'

import { Counter, Registry } from 'prom-client'
import { ThreadMetrics } from 'knexodus/workers'

import { Teller, serve } from './commands.mjs'

/* A process with threads that does what a test tells it to. */

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc')

const timeoutMs = Number(process.env['SCRAPE_TIMEOUT_MS'] ?? 30_000)
const metrics = new ThreadMetrics({ timeoutMs })
const openMetrics = new ThreadMetrics({ timeoutMs, contentType: Registry.OPENMETRICS_CONTENT_TYPE })
/** Will be closed in the midst of a scrape. */
const closing = new ThreadMetrics({ timeoutMs })
const threads = new Map()

const jobs = new Counter({ name: 'jobs_total', help: 'Jobs done.', labelNames: ['kind'] })

serve(process, (reply) => process.send(reply), {
  async start(workerData = {}) {
    const worker = new Worker(new URL('./thread.mjs', import.meta.url), { workerData })
    const teller = new Teller(worker, (message) => worker.postMessage(message))
    const { threadId } = worker
    threads.set(threadId, { worker, teller })
    await teller.ready
    return threadId
  },
  tell: (id, command, ...args) => threads.get(id).teller.tell(command, ...args),
  begin(id, command, ...args) {
    void threads.get(id).teller.tell(command, ...args)
  },
  terminate: (id) => threads.get(id).worker.terminate(),
  async leave(id) {
    const exit = once(threads.get(id).worker, 'exit')
    await threads.get(id).teller.tell('leave')
    await exit
  },
  workHere: (count, kind) => jobs.inc({ kind }, count),
  scrape: () => metrics.metrics(),
  scrapesAtOnce: (count) => Promise.all(Array.from({ length: count }, () => metrics.metrics())),
  openMetrics: () => openMetrics.metrics(),
  /** Scrapes as often, and says by how many bytes the process grew, all garbage collected. */
  async growth(count) {
    const before = memory()
    for (let index = 0; index < count; index += 1) await metrics.metrics()
    return memory() - before
  },
  /** Says something odd on a channel that is listened to. */
  post(name, message) {
    const channel = new BroadcastChannel(name)
    channel.postMessage(message)
    channel.close()
  },
  /** What that scrape made of it, and one after it. */
  async closed() {
    const during = closing.metrics()
    closing.close()
    return [await during, await closing.metrics()]
  },
  listeners: () => process.listenerCount('worker'),
  makeAndClose: () => new ThreadMetrics().close(),
})

/** V8 may leave hundreds of megabytes uncollected on a machine that has them. */
function memory() {
  collectGarbage()
  return process.memoryUsage().rss
}

process.on('disconnect', () => process.exit())
