import { readAnswer } from './answer.js'
import type { Metric } from './answer.js'

/** Long enough that a worker which was blocked for an hour has little to catch up on; short enough for one that missed it. */
const REPEAT_AFTER_MS = 10_000

/**
 * A worker or thread as its collector sees it: what it said last, and whether it owes an answer. Only one question is open at
 * a time, so nothing piles up before somebody who is blocked. Who has never answered may not have listened yet, and is asked
 * at each scrape until it does.
 */
export class Member {
  #said: readonly Metric[] | undefined
  #askedAt: number | undefined
  #isWell = false
  #settle: () => void = nothing

  /** @param send sends the question; the answer comes to {@link answered} or {@link failed}, as does what it throws */
  constructor(private readonly send: () => unknown) {}

  /** Its last known answer; empty before the first. */
  get lastAnswer(): readonly Metric[] {
    return this.#said ?? []
  }

  /** Whether it has answered the last question, with metrics. */
  get isAnswering(): boolean {
    return this.#isWell && this.#askedAt === undefined
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
    const isRecent = owedSince !== undefined && now - owedSince < REPEAT_AFTER_MS
    if (isRecent && this.#said !== undefined) return Promise.resolve()
    this.#askedAt = now
    const answer =
      owedSince === undefined ? new Promise<void>((resolve) => (this.#settle = resolve)) : Promise.resolve()
    void this.#send()
    return answer
  }

  /** @param registries what it sent: an array of metrics per registry */
  answered(registries: unknown): void {
    this.#said = readAnswer(registries)
    this.#close(true)
  }

  /** It could not be asked, or has nothing to say: what it said before stands, and it is asked anew at the next scrape. */
  failed(): void {
    this.#close(false)
  }

  /** Whatever came of the question, it is no longer open. */
  #close(isWell: boolean): void {
    this.#isWell = isWell
    this.#askedAt = undefined
    this.#settle()
  }

  async #send(): Promise<void> {
    try {
      await this.send()
    } catch {
      this.failed()
    }
  }
}

function nothing(): void {}
