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

/** Where to serve. */
export interface MetricsAddress {
  /** Default: 127.0.0.1. */
  readonly host?: string
  /** Default: the usual port of exporters or, when that is taken, a free one. */
  readonly port?: number | undefined
}

/**
 * Serves prom-client's default registry.
 *
 * @throws what Node says when the port that was asked for is taken.
 */
export async function serveMetrics({
  host = '127.0.0.1',
  port: asked,
}: MetricsAddress = {}): Promise<MetricsServer> {
  const server =
    asked === undefined
      ? await listen(host, USUAL_PORT).catch(() => listen(host, 0))
      : await listen(host, asked)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(answer)
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
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
