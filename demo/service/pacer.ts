import { setTimeout as sleep } from 'node:timers/promises'

/** Sleeping for less is not worth a timer. */
const GRAIN_MS = 2

/** Who was held up for longer does not catch up: that would be a flood. */
const PATIENCE_MS = 500

/** Gives turns at a steady pace, however many wait for one. */
export class Pacer {
  private readonly interval: number
  private due = Date.now()

  /** @param pace - turns a second, at most. */
  constructor(pace: number) {
    this.interval = 1000 / pace
  }

  /** Waits for the next turn. Rejects when the signal aborts. */
  async turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const now = Date.now()
    this.due = Math.max(this.due + this.interval, now - PATIENCE_MS)
    const early = this.due - now
    if (early > GRAIN_MS) await sleep(early, undefined, { signal })
  }
}
