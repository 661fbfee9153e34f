import { randomUUID } from 'node:crypto'
import type { Worker } from 'node:worker_threads'

import type { Members } from './members.js'
import { ARRIVALS, addressOf, listen, tell } from './thread-channel.js'

/**
 * Has the threads that this thread starts from now on as members, once they share their metrics. Threads that never do (a
 * logger's, say) are not waited for. Others, whose end could not be seen, are not listened to.
 *
 * @returns stops it
 */
export function followThreads(members: Members): () => void {
  const collector = randomUUID()
  const running = new Set<number>()
  const arrivals = listen(ARRIVALS, ({ from }) => {
    if (running.has(from)) members.meet(from, () => tell(addressOf(from), { collector }))
  })
  const answers = listen(collector, ({ from, metrics }) => {
    if (metrics === undefined) members.get(from)?.failed()
    else members.get(from)?.answered([metrics])
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
    arrivals.close()
    answers.close()
  }
}
