import cluster from 'node:cluster'
import type { Worker } from 'node:cluster'
import { randomUUID } from 'node:crypto'

/* The messages of prom-client's AggregatorRegistry, whose half in the workers answers us as it does its own primary. */
const QUESTION = 'prom-client:getMetricsReq'

/** An answer carries the id of its question: never one of the numbers that AggregatorRegistry gives its own. */
const OURS = 'knexodus:'

/** What a worker says when asked. */
export interface ClusterAnswer {
  /** An array of metrics per registry. */
  readonly metrics?: unknown
  /** Why there are none. */
  readonly error?: unknown
}

/** A way to ask workers. */
export interface ClusterChannel {
  /** Rejects where the question could not be sent. */
  ask(worker: Worker): Promise<void>
  /** From now on, answers are dropped. */
  close(): void
}

type Receive = (worker: Worker, answer: ClusterAnswer) => void

const receivers = new Map<string, Receive>()
let isListening = false

/** Opens a channel, which hears the answers to its own questions only. */
export function openClusterChannel(receive: Receive): ClusterChannel {
  const requestId = OURS + randomUUID()
  listen()
  receivers.set(requestId, receive)
  return {
    ask: (worker) => send(worker, { type: QUESTION, requestId }),
    close: () => void receivers.delete(requestId),
  }
}

/**
 * One listener for all, which stays for ever: an answer may come long after its channel was closed, and an AggregatorRegistry
 * in this process, which may be at work beside us, would read it and throw for a request that it did not make.
 */
function listen(): void {
  if (isListening) return
  isListening = true
  cluster.prependListener('message', (worker: Worker, message: unknown) => {
    const requestId = idOf(message)
    if (requestId?.startsWith(OURS) !== true) return
    Object.assign(message as object, { type: 'knexodus:taken' })
    receivers.get(requestId)?.(worker, message as ClusterAnswer)
  })
}

function idOf(message: unknown): string | undefined {
  const id = (message as { readonly requestId?: unknown } | null)?.requestId
  return typeof id === 'string' ? id : undefined
}

function send(worker: Worker, message: object): Promise<void> {
  return new Promise((resolve, reject) => {
    // With a callback, a channel that is closing tells us instead of raising an `error` event on the worker.
    worker.send(message, (error) => (error === null ? resolve() : reject(error)))
  })
}
