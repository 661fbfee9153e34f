import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 250

/** How long {@link patiently} waits. */
export interface Patience {
  readonly ms: number
  readonly signal: AbortSignal
}

/**
 * Asks again and again, until the answer is good.
 *
 * @returns the last answer, good or not.
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
  { ms, signal }: Patience,
): Promise<T> {
  const deadline = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (isGood(answer) || Date.now() > deadline) return answer
    await sleep(POLL_MS, undefined, { signal })
  }
}
