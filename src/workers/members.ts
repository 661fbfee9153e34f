import { lastingPart } from './answer.js'
import type { Metric } from './answer.js'
import { join } from './join.js'
import { Member } from './member.js'

/** All who are asked at a scrape, and the sum of what those left behind who have ended: one sum, however many they were. */
export class Members {
  readonly #present = new Map<number, Member>()
  #left: readonly Metric[] = []
  #retired = 0
  #isClosed = false

  /**
   * @param name what the metrics about the members themselves begin with
   * @param noun what a member is called in their help
   */
  constructor(
    private readonly name: string,
    private readonly noun: string,
  ) {}

  /** @param send sends a question to this member */
  meet(id: number, send: () => unknown): void {
    if (!this.#present.has(id)) this.#present.set(id, new Member(send))
  }

  /** The member of that id; `undefined` before it was met, after it ended, and once all are closed. */
  get(id: number): Member | undefined {
    return this.#isClosed ? undefined : this.#present.get(id)
  }

  /** A member is no more. What it counted stays, and its gauges go with it. */
  end(id: number): void {
    const member = this.#present.get(id)
    if (member === undefined) return
    this.#present.delete(id)
    this.#retired += 1
    this.#left = join([...this.#left, ...lastingPart(member.lastAnswer)])
    // A scrape may be waiting for it.
    member.failed()
  }

  /** Asks all; each promise is done when its member is not to be waited for any more. */
  ask(): Promise<void>[] {
    if (this.#isClosed) return []
    return [...this.#present.values()].map((member) => member.ask())
  }

  /** From now on nobody is asked or waited for. What everybody said last stays. */
  close(): void {
    this.#isClosed = true
    for (const member of this.#present.values()) member.failed()
  }

  /** The last answer of everybody, what the ended left behind, and what there is to say of the members themselves. */
  metrics(): Metric[] {
    const answers = [...this.#present.values()].flatMap(({ lastAnswer }) => lastAnswer)
    return [...answers, ...this.#left, ...this.#about()]
  }

  #about(): Metric[] {
    const { name, noun } = this
    const total = this.#present.size
    const answering = [...this.#present.values()].filter(({ isAnswering }) => isAnswering).length
    return [
      {
        name,
        help: `${noun}, by whether they answered this scrape in time; a silent one counts with its last answer. Registries joined in beside them are one more.`,
        type: 'gauge',
        aggregator: 'sum',
        values: [
          { labels: { state: 'answering' }, value: answering },
          { labels: { state: 'silent' }, value: total - answering },
        ],
      },
      {
        name: `${name}_retired_total`,
        help: `${noun} that ended; what they had counted is in the counters still.`,
        type: 'counter',
        aggregator: 'sum',
        values: [{ labels: {}, value: this.#retired }],
      },
    ]
  }
}
