import { threadId } from 'node:worker_threads'
import type { BroadcastChannel } from 'node:worker_threads'

import { readSources } from './answer.js'
import type { MetricsSource } from './answer.js'
import { openChannel } from './thread-channel.js'
import type { ThreadMessage } from './thread-channel.js'

let channel: BroadcastChannel | undefined
let shared: readonly MetricsSource[] | undefined

/**
 * Shares this thread's metrics with the `ThreadMetrics` of the thread that started it. It does not keep the thread alive.
 * Called again, it shares other registries instead.
 *
 * @param options `registries`: what to share, default prom-client's default registry of this thread
 * @example
 * ```ts
 * // in the file of the thread
 * shareMetrics()
 * ```
 */
export function shareMetrics(options: { readonly registries?: readonly MetricsSource[] } = {}): void {
  shared = options.registries
  if (channel !== undefined) return
  channel = openChannel((message) => {
    if (message.type === 'knexodus:ask' && message.to === threadId) void answer(message.collector)
  })
  send({ type: 'knexodus:here', from: threadId })
}

async function answer(collector: string): Promise<void> {
  const reply = { type: 'knexodus:answer', from: threadId, collector } as const
  try {
    send({ ...reply, metrics: await readSources(shared) })
  } catch {
    send(reply)
  }
}

function send(message: ThreadMessage): void {
  channel?.postMessage(message)
}
