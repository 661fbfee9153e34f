import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { environment } from './program.js'
import { fallen, samplesOf } from './scrape.js'
import { atEnd } from './stage.js'

const EXAMPLES = join(__dirname, 'programs', 'examples')
const page = readFileSync(join(__dirname, '../../docs/clusters.md'), 'utf8')

const CALLS = 'knexodus_query_builder_calls_total{builder_type="legacy"}'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Runs an example as it stands in the page; `scrape` asks it as Prometheus does. */
async function runExample(file: string): Promise<{ scrape(): Promise<string> }> {
  const port = await freePort()
  const child = fork(join(EXAMPLES, file), {
    env: environment({ METRICS_PORT: String(port), METRICS_HOST: '127.0.0.1' }),
    execArgv: ['--import', join(EXAMPLES, 'end-with-parent.mjs')],
  })
  atEnd(async () => {
    const exit = once(child, 'exit')
    child.kill()
    await exit
  })
  return {
    async scrape() {
      const response = await fetch(`http://127.0.0.1:${port}/metrics`)
      expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
      return response.text()
    },
  }
}

/** Scrapes until a sample has a value, or until it is clear that it never will. */
async function until(scrape: () => Promise<string>, sample: string, isIt: (value: number) => boolean) {
  await expect
    .poll(
      () =>
        scrape().then(
          (text) => isIt(samplesOf(text).get(sample) ?? -1),
          () => false,
        ),
      {
        timeout: 30_000,
        interval: 100,
      },
    )
    .toBe(true)
}

describe('docs/clusters.md', () => {
  it.each(['cluster.mjs', 'threads.mjs', 'thread.mjs', 'instance.mjs'])('shows %s word for word', (file) => {
    const code = readFileSync(join(EXAMPLES, file), 'utf8')
    expect(page).toContain(`\`\`\`js\n// ${file}\n${code}\`\`\`\n`)
  })

  it.each([
    ['cluster.mjs', 'knexodus_cluster_workers{state="answering"}', 4],
    // The main thread and its four.
    ['threads.mjs', 'knexodus_worker_threads{state="answering"}', 5],
  ])('has in %s an example that works', async (file, answering, count) => {
    const { scrape } = await runExample(file)
    await until(scrape, answering, (value) => value === count)
    await until(scrape, CALLS, (value) => value > 0)
    const before = await scrape()
    await until(scrape, CALLS, (value) => value > samplesOf(before).get(CALLS)!)
    expect(fallen(before, await scrape())).toEqual([])
  })

  it('has in instance.mjs an example that works', async () => {
    const { scrape } = await runExample('instance.mjs')
    await until(scrape, CALLS, (value) => value > 0)
    expect(await scrape()).not.toContain('knexodus_cluster_workers')
  })
})
