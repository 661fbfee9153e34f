import cluster from 'node:cluster'
import type { Worker } from 'node:cluster'
import { randomUUID } from 'node:crypto'

import type { Members } from './members.js'

/* The messages of prom-client's AggregatorRegistry, whose half in the workers answers us as it does its own primary. */
const QUESTION = 'prom-client:getMetricsReq'
const ANSWER = 'prom-client:getMetricsRes'

interface AnswerMessage {
  type: string
  readonly requestId: unknown
  /** An array of metrics per registry. */
  readonly metrics?: unknown
  readonly error?: unknown
}

/**
 * Has the workers of this cluster, those to come included, as members.
 *
 * @returns stops it
 */
export function followCluster(members: Members): () => void {
  // Never one of the numbers that AggregatorRegistry, which may be at work beside us, gives its own requests.
  const requestId = `knexodus:${randomUUID()}`
  const onFork = (worker: Worker) => {
    members.meet(worker.id, () => ask(worker, requestId, () => members.get(worker.id)?.failed()))
  }
  const onMessage = (worker: Worker, message: unknown) => {
    if (!isAnswer(message, requestId)) return
    // An AggregatorRegistry in this process would read it too, and throw for a request that it did not make.
    message.type = 'knexodus:taken'
    if (message.error === undefined) members.get(worker.id)?.answered(message.metrics)
    else members.get(worker.id)?.failed()
  }
  const onExit = (worker: Worker) => members.end(worker.id)

  cluster.on('fork', onFork)
  cluster.prependListener('message', onMessage)
  cluster.on('exit', onExit)
  for (const worker of Object.values(cluster.workers ?? {})) {
    if (worker?.isDead() === false) onFork(worker)
  }
  return () => {
    cluster.off('fork', onFork)
    cluster.off('message', onMessage)
    cluster.off('exit', onExit)
  }
}

function ask(worker: Worker, requestId: string, onFailure: () => void): void {
  // With a callback, a channel that is closing tells us instead of raising an `error` event on the worker.
  worker.send({ type: QUESTION, requestId }, (error) => {
    if (error !== null) onFailure()
  })
}

function isAnswer(message: unknown, requestId: string): message is AnswerMessage {
  if (typeof message !== 'object' || message === null) return false
  const { type, requestId: answers } = message as AnswerMessage
  return type === ANSWER && answers === requestId
}
