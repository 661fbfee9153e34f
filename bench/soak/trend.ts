/** How a series of numbers, taken at equal distances, goes up or down on the whole. */
export interface Trend {
  /** From the first to the last number, along the straight line that fits best. */
  readonly rise: number
  /** With 95 % confidence the rise is within so much of this. */
  readonly margin: number
}

/** Student's t at 97.5 %, for the number of samples of a run; below thirty degrees of freedom it is larger by a few percent. */
const T = 2.01

/** Ordinary least squares; of three numbers at least. */
export function trendOf(numbers: readonly number[]): Trend {
  const { length } = numbers
  if (length < 3) throw new RangeError(`expected at least three numbers, got ${length}`)
  const meanX = (length - 1) / 2
  const meanY = numbers.reduce((sum, y) => sum + y, 0) / length
  const spreadX = numbers.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0)
  const slope = numbers.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0) / spreadX
  const misfit = numbers.reduce((sum, y, x) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0)
  const margin = T * Math.sqrt(misfit / (length - 2) / spreadX)
  return { rise: slope * (length - 1), margin: margin * (length - 1) }
}
