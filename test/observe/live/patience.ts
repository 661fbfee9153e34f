import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 500

/** Tries until it succeeds, or gives up with the last error; an abort of the signal ends it at once. */
export async function patiently<Result>(
  seconds: number,
  signal: AbortSignal,
  attempt: () => Promise<Result>,
): Promise<Result> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    signal.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await sleep(POLL_MS, undefined, { signal })
  }
}

/** Waits until it is so, or for long enough; an abort of the signal ends it at once. */
export async function waitUntil(
  seconds: number,
  signal: AbortSignal,
  isSo: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000
  while (Date.now() < deadline && !(await isSo())) await sleep(POLL_MS, undefined, { signal })
}
