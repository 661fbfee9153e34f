import cluster from 'node:cluster'
import { createServer } from 'node:http'

import { ClusterMetrics } from 'knexodus/workers'
import { AggregatorRegistry } from 'prom-client'

if (cluster.isPrimary) {
  const metrics = new ClusterMetrics() // before the first worker
  for (let count = 0; count < 4; count += 1) cluster.fork()
  cluster.on('exit', () => cluster.fork())

  const { METRICS_PORT = 9464, METRICS_HOST = '0.0.0.0' } = process.env
  createServer(async (request, response) => {
    response.setHeader('Content-Type', metrics.contentType)
    response.end(await metrics.metrics())
  }).listen(METRICS_PORT, METRICS_HOST)
} else {
  new AggregatorRegistry() // answers the primary
  await import('./app.mjs')
}
