import { BroadcastChannel } from 'node:worker_threads'

import type { Metric } from './answer.js'

/** A thread has metrics to share: said at {@link ARRIVALS}, where every collector listens. */
export interface Arrival {
  readonly from: number
}

/** A collector wants a thread's metrics: said at the address of the thread. */
export interface Question {
  /** The address for the answer. */
  readonly collector: string
}

/** A thread's metrics; none where reading them failed. */
export interface Answer {
  readonly from: number
  readonly metrics?: readonly Metric[]
}

/** What is heard: at each address one kind of message, of which whoever listens there takes what it has. */
type Heard = Question & Answer

/** The address that all collectors have in common. */
export const ARRIVALS = 'arrivals'

/** The address of a thread. */
export function addressOf(threadId: number): string {
  return `thread ${threadId}`
}

/** The name of the channel to an address. */
export function channelOf(address: string): string {
  return `knexodus:metrics:${address}`
}

/** Listens at an address. This keeps neither the process nor a thread alive. */
export function listen(address: string, onMessage: (message: Heard) => void): BroadcastChannel {
  const channel = new BroadcastChannel(channelOf(address))
  channel.onmessage = (event) => {
    const { data } = event as { readonly data: unknown }
    // Anybody in the process may say anything here.
    if (typeof data === 'object' && data !== null) onMessage(data as Heard)
  }
  channel.unref()
  return channel
}

/**
 * Says something at an address. The channel is open for that only: one that many have open is a queue in each of them, which
 * grows for as long as its owner is blocked, whomever the messages are for.
 */
export function tell(address: string, message: Arrival | Question | Answer): void {
  const channel = new BroadcastChannel(channelOf(address))
  try {
    channel.postMessage(message)
  } finally {
    channel.close()
  }
}
