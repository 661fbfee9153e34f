import { parentPort, workerData, Worker } from 'node:worker_threads'

import { shareMetrics } from 'knexodus/workers'
import { Counter, Registry } from 'prom-client'

import { commands } from './application.mjs'
import { serve } from './commands.mjs'

if (workerData.sharesNothing === undefined) shareMetrics()

serve(parentPort, (reply) => parentPort.postMessage(reply), {
  ...commands,
  shareAgain: () => shareMetrics(),
  shareAnother() {
    const registry = new Registry()
    new Counter({ name: 'another_total', help: 'Of another registry.', registers: [registry] }).inc(3)
    shareMetrics({ registries: [registry] })
  },
  /** A thread of a thread, which shares its metrics too. */
  startAnother() {
    const inner = new Worker(new URL(import.meta.url), { workerData: {} })
    return new Promise((resolve) => inner.once('message', () => resolve(inner.threadId)))
  },
  // Nothing else keeps the thread alive.
  leave: () => parentPort.unref(),
})
