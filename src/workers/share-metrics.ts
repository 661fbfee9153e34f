import { threadId } from 'node:worker_threads'
import type { BroadcastChannel } from 'node:worker_threads'

import { readSources } from './answer.js'
import type { MetricsSource } from './answer.js'
import { ARRIVALS, addressOf, listen, tell } from './thread-channel.js'

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
  channel = listen(addressOf(threadId), ({ collector }) => void answer(collector))
  tell(ARRIVALS, { from: threadId })
}

async function answer(collector: string): Promise<void> {
  const from = threadId
  try {
    tell(collector, { from, metrics: await readSources(shared) })
  } catch {
    tell(collector, { from })
  }
}
