let emptyPair = Infinity

/** Reads the monotonic clock: the start of a measurement that {@link nanosecondsSince} ends. */
export function readClock(): bigint {
  return process.hrtime.bigint()
}

/**
 * Nanoseconds since a {@link readClock}, less what a pair of readings with nothing between them shows, never below 0.
 * Uncorrected, a build of 200 ns would read a quarter too long.
 *
 * The correction is calibrated along the way: each measurement ends with an empty pair, and the shortest seen so far is
 * what counts. A calibration at the start would run cold, read double, and flatter the faster builder ever after; the
 * shortest pair errs by some 20 ns at most, and to the other side.
 */
export function nanosecondsSince(start: bigint): number {
  const end = process.hrtime.bigint()
  const empty = Number(process.hrtime.bigint() - end)
  if (empty < emptyPair) emptyPair = empty
  const elapsed = Number(end - start)
  return elapsed > emptyPair ? elapsed - emptyPair : 0
}
