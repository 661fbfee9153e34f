import { createServer } from 'node:http'

import { register } from 'prom-client'

const { METRICS_PORT = 9464, METRICS_HOST = '0.0.0.0', NODE_APP_INSTANCE = 0 } = process.env
createServer(async (request, response) => {
  response.setHeader('Content-Type', register.contentType)
  response.end(await register.metrics())
}).listen(Number(METRICS_PORT) + Number(NODE_APP_INSTANCE), METRICS_HOST)

await import('./app.mjs')
