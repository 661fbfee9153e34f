import { BroadcastChannel } from 'node:worker_threads'

import { Counter, Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'

import { shareMetrics } from '../../src/workers/share-metrics.js'
import { ARRIVALS, addressOf, channelOf, tell } from '../../src/workers/thread-channel.js'
import type { Answer } from '../../src/workers/thread-channel.js'
import { atEnd } from './stage.js'

/** What is said at an address. */
function heardAt<Message>(address: string): Message[] {
  const heard: Message[] = []
  const channel = new BroadcastChannel(channelOf(address))
  channel.onmessage = ({ data }) => heard.push(data as Message)
  atEnd(() => channel.close())
  return heard
}

/** Asks a thread as a collector would; this same thread's number is 0. */
const ask = (collector: string, thread = 0) => tell(addressOf(thread), { collector })

describe('shareMetrics', () => {
  it('answers each question once, however often it was called, and only those to this thread', async () => {
    const [arrivals, first, second] = [heardAt(ARRIVALS), heardAt<Answer>('first'), heardAt<Answer>('second')]
    const registry = new Registry()
    new Counter({ name: 'a_total', help: 'A.', registers: [registry] }).inc(2)
    for (let i = 0; i < 3; i += 1) shareMetrics({ registries: [registry] })
    ask('second', 99)
    ask('first')
    await expect.poll(() => first.length, { timeout: 30_000 }).toBeGreaterThan(0)
    ask('second')
    await expect.poll(() => second.length, { timeout: 30_000 }).toBeGreaterThan(0)
    expect([first.length, second.length]).toEqual([1, 1])
    expect(first[0]?.metrics?.map(({ name, values }) => [name, values[0]?.value])).toEqual([['a_total', 2]])
    expect(arrivals).toEqual([{ from: 0 }])
  })
})
