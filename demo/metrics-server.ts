import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { register } from 'prom-client'

/** A running `/metrics`. */
export interface MetricsServer {
  readonly url: string
  close(): Promise<void>
}

const USUAL_PORT = 9464

/** Serves prom-client's default registry on 127.0.0.1, on the usual port of exporters or, when taken, a free one. */
export async function serveMetrics(): Promise<MetricsServer> {
  const server = await listen(USUAL_PORT).catch(() => listen(0))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(answer)
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

const answer: RequestListener = (request, response) => {
  if (request.url !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Try /metrics\n')
    return
  }
  register.metrics().then(
    (body) => response.writeHead(200, { 'content-type': register.contentType }).end(body),
    (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain' }).end(`${String(error)}\n`),
  )
}
