// The one file, not the package: its main entry loads `crypto` and the ARC4 generator, sixteen times slower a draw.
import xor128 from 'seedrandom/lib/xor128.js'

/** Draws a number from 0 (included) to 1 (excluded), with 32 bits of resolution. */
export type Random = () => number

/**
 * Makes a generator of random numbers.
 *
 * @param seed the same seed and purpose always give the same sequence; without a seed every call makes another one
 * @param purpose keeps the sequences of several users of one seed apart, so that none disturbs another's
 *
 * @example
 * ```ts
 * const random = createRandom('42', 'decide')
 * random() // 0.…
 * ```
 */
export function createRandom(seed?: string, purpose = 'default'): Random {
  // A generator seeded with the empty string (or with NULs) is all zeros and stays there: hence the prefix.
  return xor128(`knexodus:${purpose}:${seed ?? freshSeed()}`)
}

/** Unique even where a test has replaced `Math.random` by a constant. */
function freshSeed(): string {
  return [Math.random(), Math.random(), process.pid, process.hrtime.bigint()].join(':')
}
