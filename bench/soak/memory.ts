import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { trendOf } from './trend.js'

/** What a process holds, in MiB, with nothing left to collect. */
export interface Memory {
  readonly heap: number
  readonly rss: number
}

/** What memory may rise by in the second half of a run, in MiB. A byte leaked at every build would be five. */
export const ALLOWED: Memory = { heap: 1, rss: 8 }

const MIB = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Collects twice: what the first pass finalizes, the second takes away. */
export function readMemory(): Memory {
  collect()
  collect()
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
  return { heap: (heapUsed + arrayBuffers) / MIB, rss: rss / MIB }
}

/** Whether memory was flat over some samples, in words, and as a verdict. */
export interface Flatness {
  readonly flat: boolean
  readonly words: string
}

/** Flat means: with 95 % confidence it rose by less than is allowed. */
export function flatness(samples: readonly Memory[], what: keyof Memory): Flatness {
  const { rise, margin } = trendOf(samples.map((sample) => sample[what]))
  const flat = rise + margin < ALLOWED[what]
  const sign = rise < 0 ? '−' : '+'
  const words = `${what} ${sign}${Math.abs(rise).toFixed(2)} ± ${margin.toFixed(2)} MiB over the last half (allowed: ${ALLOWED[what]})`
  return { flat, words: `${flat ? 'flat' : 'NOT FLAT'}: ${words}` }
}
