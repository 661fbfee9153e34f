import { randomUUID } from 'node:crypto'
import type { Worker } from 'node:worker_threads'

import type { Members } from './members.js'
import { openChannel } from './thread-channel.js'
import type { ThreadMessage } from './thread-channel.js'

/**
 * Has the threads that this thread starts from now on as members, once they share their metrics. Threads that never do (a
 * logger's, say) are not waited for. Others, whose end could not be seen, are not listened to.
 *
 * @returns stops it
 */
export function followThreads(members: Members): () => void {
  const collector = randomUUID()
  const running = new Set<number>()
  const channel = openChannel((message: ThreadMessage) => {
    if (message.type === 'knexodus:here' && running.has(message.from)) {
      const to = message.from
      members.meet(to, () => channel.postMessage({ type: 'knexodus:ask', to, collector }))
    }
    if (message.type !== 'knexodus:answer' || message.collector !== collector) return
    if (message.metrics === undefined) members.get(message.from)?.failed()
    else members.get(message.from)?.answered([message.metrics])
  })
  const onWorker = (worker: Worker) => {
    // Read now: a thread that has ended has no id.
    const { threadId } = worker
    running.add(threadId)
    worker.once('exit', () => {
      running.delete(threadId)
      members.end(threadId)
    })
  }
  process.on('worker', onWorker)
  return () => {
    process.off('worker', onWorker)
    channel.close()
  }
}
