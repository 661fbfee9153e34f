import { deepStrictEqual } from 'node:assert/strict'

import knexFactory from 'knex'
import type { Knex } from 'knex'
import type { createAdapter } from 'knexodus'

import { nextShape, shapes } from './shapes.js'
import type { Shape } from './shapes.js'

/** An adapter, as the package makes it. */
export type Adapter = ReturnType<typeof createAdapter>

/** Builds between two looks at the clock. */
const STRIDE = 32

/** One turn of the event loop, so that timers and files get theirs. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** Milliseconds of building between two turns of the event loop, as a busy service would leave it. */
const BURST_MS = 5

const WARM_UP_MS = 50

/** Builds without pause, always the same queries in the same order. */
export class Flood {
  readonly adapted: Knex
  private readonly plain = knexFactory({ client: 'pg' })
  private readonly all: readonly Shape[]
  private readonly order: Uint16Array
  built = 0
  /** In a millisecond of CPU time, as it was the last time. */
  private buildsPerMs = 100

  /** @param count of different shapes; 65,536 at most */
  constructor(adapter: Adapter, count: number) {
    this.adapted = adapter.adaptKnex(knexFactory({ client: 'pg' }))
    this.all = shapes(count)
    // The golden ratio's multiples are spread evenly over 0 to 1, and never repeat.
    this.order = Uint16Array.from({ length: 4096 }, (_, n) => nextShape(count, (n * 0.618_033_988_75) % 1))
  }

  /** Builds so many. */
  build(count: number): void {
    const { all, order, adapted } = this
    const until = this.built + count
    for (let n = this.built; n < until; n++) all[order[n & 4095]!]!(adapted, n).toSQL()
    this.built = until
  }

  /** Builds every shape until both builders have had it, each time as plain Knex does. */
  assertSame(): void {
    const TIMES = 8
    for (const shape of this.all) {
      for (let n = 1; n <= TIMES; n++) {
        const actual = shape(this.adapted, n).toSQL().toNative()
        deepStrictEqual(actual, shape(this.plain, n).toSQL().toNative())
      }
    }
    this.built += this.all.length * TIMES
  }

  /**
   * Builds for a while.
   *
   * @param everyMs how often to do `meanwhile`: in milliseconds of CPU time, told by the number of builds. By the clock on the
   * wall it would be more often, the busier the machine is with other things
   * @returns microseconds of CPU time per build, `meanwhile` included
   */
  async for(ms: number, everyMs: number, meanwhile: () => unknown): Promise<number> {
    const before = this.built
    const every = Math.max(1, Math.round(everyMs * this.buildsPerMs))
    const cpu = process.cpuUsage()
    const end = performance.now() + ms
    let due = before + every
    for (let now = performance.now(); now < end;) {
      const pause = performance.now() + BURST_MS
      while (now < pause) {
        this.build(STRIDE)
        for (; due <= this.built; due += every) await meanwhile()
        now = performance.now()
      }
      await turn()
    }
    const { user, system } = process.cpuUsage(cpu)
    const micros = (user + system) / (this.built - before)
    this.buildsPerMs = 1000 / micros
    return micros
  }
}

/** A flood over an adapter, ready to be measured: its SQL is right, its plans are made, and its speed is known. */
export async function flooded(adapter: Adapter, count = 80): Promise<Flood> {
  const flood = new Flood(adapter, count)
  flood.assertSame()
  await flood.for(WARM_UP_MS, WARM_UP_MS, () => {})
  return flood
}

/** Every build was counted once, and none went wrong. */
export function assertCounted(adapter: Adapter, { built }: Flood): void {
  const { totalCalls, fastErrors, fastFallbacks, parityMismatches } = adapter.getQueryBuilderMetrics()
  deepStrictEqual(
    { totalCalls, fastErrors, fastFallbacks, parityMismatches },
    { totalCalls: built, fastErrors: 0, fastFallbacks: 0, parityMismatches: 0 },
  )
}
