import { Worker, isMainThread } from 'node:worker_threads'

import { ThreadMetrics, shareMetrics } from 'knexodus/workers'

/* A process, and a thread in it, with nothing to do but to share metrics: both end by themselves. */

if (isMainThread) {
  const metrics = new ThreadMetrics()
  new Worker(new URL(import.meta.url)).once('exit', async (code) => {
    const text = await metrics.metrics()
    console.log(
      JSON.stringify({ code, retired: /knexodus_worker_threads_retired_total (\d+)/.exec(text)?.[1] }),
    )
  })
} else {
  shareMetrics()
}
