/** The counts a share may honestly have, both included. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * The central interval that holds a binomial count with at least the given confidence; exact, not the normal
 * approximation, which is wrong where it matters here: at one percent of a few thousand.
 *
 * @param trials - how many builds there were.
 * @param probability - the chance of each to be fast, 0 to 1.
 * @param confidence - 0.999 for the 99.9 % interval.
 */
export function binomialInterval(trials: number, probability: number, confidence: number): Interval {
  if (probability <= 0) return { low: 0, high: 0 }
  if (probability >= 1) return { low: trials, high: trials }
  const tail = (1 - confidence) / 2
  const odds = Math.log(probability) - Math.log1p(-probability)
  // Logarithms, because the first terms are far too small for a double.
  let logTerm = trials * Math.log1p(-probability)
  let below = Math.exp(logTerm)
  let count = 0
  const next = () => {
    logTerm += Math.log(trials - count) - Math.log(count + 1) + odds
    below += Math.exp(logTerm)
    count += 1
  }
  while (below <= tail && count < trials) next()
  const low = count
  while (below < 1 - tail && count < trials) next()
  return { low, high: count }
}

/** Whether a count is in the interval. */
export function isWithin(count: number, { low, high }: Interval): boolean {
  return low <= count && count <= high
}
