import { BroadcastChannel } from 'node:worker_threads'

import { Counter, Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'

import { shareMetrics } from '../../src/workers/share-metrics.js'
import type { ThreadMessage } from '../../src/workers/thread-channel.js'
import { atEnd } from './stage.js'

/** Listens in as a collector would, in this same thread, whose number is 0. */
function collector() {
  const heard: ThreadMessage[] = []
  const channel = new BroadcastChannel('knexodus:metrics')
  channel.onmessage = ({ data }) => heard.push(data as ThreadMessage)
  atEnd(() => channel.close())
  const ask = (name: string, to = 0) => channel.postMessage({ type: 'knexodus:ask', to, collector: name })
  const answers = () => heard.filter((message) => message.type === 'knexodus:answer')
  return { heard, ask, answers }
}

describe('shareMetrics', () => {
  it('answers each question once, however often it was called, and only those to this thread', async () => {
    const { heard, ask, answers } = collector()
    const registry = new Registry()
    new Counter({ name: 'a_total', help: 'A.', registers: [registry] }).inc(2)
    for (let i = 0; i < 3; i += 1) shareMetrics({ registries: [registry] })
    ask('not for us', 99)
    ask('first')
    await expect.poll(() => answers().length, { timeout: 30_000 }).toBeGreaterThan(0)
    ask('second')
    await expect.poll(() => answers().at(-1)?.collector, { timeout: 30_000 }).toBe('second')
    expect(answers().map((answer) => answer.collector)).toEqual(['first', 'second'])
    expect(answers()[0]?.metrics?.map(({ name, values }) => [name, values[0]?.value])).toEqual([
      ['a_total', 2],
    ])
    expect(heard.filter(({ type }) => type === 'knexodus:here')).toHaveLength(1)
  })
})
