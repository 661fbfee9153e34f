import { BroadcastChannel } from 'node:worker_threads'

import type { Metric } from './answer.js'

/** What threads of one process tell each other. All hear everything, so each message says whom it is from or for. */
export type ThreadMessage =
  /** A thread has metrics to share. */
  | { readonly type: 'knexodus:here'; readonly from: number }
  /** Some collector wants those of one thread. */
  | { readonly type: 'knexodus:ask'; readonly to: number; readonly collector: string }
  /** A thread answers; without metrics where reading them failed. */
  | {
      readonly type: 'knexodus:answer'
      readonly from: number
      readonly collector: string
      readonly metrics?: readonly Metric[]
    }

/** Opens the channel. It keeps neither the process nor a thread alive. */
export function openChannel(onMessage: (message: ThreadMessage) => void): BroadcastChannel {
  const channel = new BroadcastChannel('knexodus:metrics')
  channel.onmessage = (event) => onMessage((event as { data: ThreadMessage }).data)
  channel.unref()
  return channel
}
