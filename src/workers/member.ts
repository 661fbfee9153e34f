import { callGuarded } from '../util/call-guarded.js'
import { readAnswer } from './answer.js'
import type { Metric } from './answer.js'

/** Long enough that a worker which was blocked for an hour has little to catch up on; short enough for one that missed it. */
const REPEAT_AFTER_MS = 10_000

/**
 * A worker or thread as its collector sees it: what it said last, and whether it owes an answer. Only one question is open at
 * a time, so nothing piles up before somebody who is blocked.
 */
export class Member {
  #said: readonly Metric[] | undefined
  #askedAt: number | undefined
  #settle: () => void = nothing

  /** @param send sends the question; the answer comes to {@link answered} or {@link failed} */
  constructor(private readonly send: () => unknown) {}

  /** Its last known answer; empty before the first. */
  get lastAnswer(): readonly Metric[] {
    return this.#said ?? []
  }

  /** Whether it has answered the last question. */
  get isAnswering(): boolean {
    return this.#said !== undefined && this.#askedAt === undefined
  }

  /**
   * Asks. Whoever owes an answer already is asked again only now and then, in case the question was lost, and is not waited
   * for: its answer is welcome whenever it comes.
   *
   * @returns when there is nothing more to wait for; it never rejects
   */
  ask(): Promise<void> {
    const now = performance.now()
    const owedSince = this.#askedAt
    if (owedSince !== undefined && now - owedSince < REPEAT_AFTER_MS) return Promise.resolve()
    this.#askedAt = now
    const answer =
      owedSince === undefined ? new Promise<void>((resolve) => (this.#settle = resolve)) : Promise.resolve()
    callGuarded(this.send)
    return answer
  }

  /** @param registries what it sent: an array of metrics per registry */
  answered(registries: unknown): void {
    this.#said = readAnswer(registries)
    this.#askedAt = undefined
    this.#settle()
  }

  /** It could not be asked, or could not answer: what it said before stands, and it still owes an answer. */
  failed(): void {
    this.#settle()
  }
}

function nothing(): void {}
