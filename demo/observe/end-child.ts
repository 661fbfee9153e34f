import type { ChildProcess } from 'node:child_process'

const PATIENCE_MS = 5_000

/** Ends a child by its own id, and waits until it has ended; one that was never started, or has ended, is none. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  // One that was frozen (kill -STOP) hears of it only when it goes on.
  child.kill('SIGCONT')
  const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  await ended
  clearTimeout(impatient)
}
