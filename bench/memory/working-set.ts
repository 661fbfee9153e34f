import { deepStrictEqual } from 'node:assert/strict'

import type { Knex } from 'knex'

import { shapes } from '../flood/shapes.js'
import type { Shape } from '../flood/shapes.js'

/** What an application builds all the time: some queries, in turn. */
export class WorkingSet {
  private readonly all: readonly Shape[]
  private turn = 0

  constructor(
    private readonly db: Knex,
    size: number,
  ) {
    this.all = shapes(size)
  }

  /** Builds each of them a few times, and holds them against plain Knex. */
  warmUp(plain: Knex): void {
    for (let n = 1; n <= 8; n++) {
      for (const shape of this.all) {
        deepStrictEqual(shape(this.db, n).toSQL().toNative(), shape(plain, n).toSQL().toNative())
      }
    }
  }

  /** Builds the next one. */
  buildNext(): void {
    this.all[this.turn]!(this.db, this.turn).toSQL()
    this.turn = (this.turn + 1) % this.all.length
  }

  /** @returns nanoseconds, of one build in a hundred the fastest that is slower than the others */
  p99(rounds: number): number {
    const times: number[] = []
    for (let n = 0; n < rounds; n++) {
      for (const shape of this.all) {
        const start = process.hrtime.bigint()
        shape(this.db, n).toSQL()
        times.push(Number(process.hrtime.bigint() - start))
      }
    }
    times.sort((a, b) => a - b)
    return times[Math.floor(times.length * 0.99)]!
  }
}
