import cluster from 'node:cluster'
import type { Worker } from 'node:cluster'

import { openClusterChannel } from './cluster-channel.js'
import type { Members } from './members.js'

/** A worker whose channel is closed, because it drains its connections before it ends, say, never answers again. */
const ENDS = ['disconnect', 'exit'] as const

/**
 * Has the workers of this cluster, those to come included, as members.
 *
 * @returns stops it
 */
export function followCluster(members: Members): () => void {
  const channel = openClusterChannel((worker, { metrics, error }) => {
    if (error === undefined) members.get(worker.id)?.answered(metrics)
    else members.get(worker.id)?.failed()
  })
  const onFork = (worker: Worker) => members.meet(worker.id, () => channel.ask(worker))
  const onEnd = (worker: Worker) => members.end(worker.id)

  cluster.on('fork', onFork)
  for (const event of ENDS) cluster.on(event, onEnd)
  for (const worker of Object.values(cluster.workers ?? {})) {
    if (worker?.isConnected() === true) onFork(worker)
  }
  return () => {
    cluster.off('fork', onFork)
    for (const event of ENDS) cluster.off(event, onEnd)
    channel.close()
  }
}
