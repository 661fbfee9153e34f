import { createServer } from 'node:http'
import { Worker } from 'node:worker_threads'

import { ThreadMetrics } from 'knexodus/workers'

const metrics = new ThreadMetrics() // before the first thread
for (let count = 0; count < 4; count += 1) new Worker(new URL('./thread.mjs', import.meta.url))

const { METRICS_PORT = 9464, METRICS_HOST = '0.0.0.0' } = process.env
createServer(async (request, response) => {
  response.setHeader('Content-Type', metrics.contentType)
  response.end(await metrics.metrics())
}).listen(METRICS_PORT, METRICS_HOST)
