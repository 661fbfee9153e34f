/** Where a number lies on an axis. */
export interface Scale {
  readonly at: (number: number) => number
  readonly ticks: readonly number[]
}

/** From here on, numbers lie so far apart that their ratio tells more than their difference. */
const FAR_APART = 4

/** An axis from one place to another that shows all the numbers, and 1. */
export function scaleOf(numbers: readonly number[], from: number, to: number): Scale {
  const least = Math.min(1, ...numbers)
  const most = Math.max(1, ...numbers)
  const isFar = most / least >= FAR_APART && least > 0
  return isFar ? byRatio(least, most, from, to) : byDifference(least, most, from, to)
}

function byRatio(least: number, most: number, from: number, to: number): Scale {
  const [low, high] = [Math.log10(least) - 0.05, Math.log10(most) + 0.05]
  const at = (number: number): number => from + ((Math.log10(number) - low) / (high - low)) * (to - from)
  const steps = high - low < 2.2 ? [1, 2, 5] : [1]
  const powers = Array.from(
    { length: Math.ceil(high) - Math.floor(low) + 1 },
    (_, index) => 10 ** (Math.floor(low) + index),
  )
  const ticks = powers.flatMap((power) => steps.map((step) => power * step))
  return { at, ticks: ticks.filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= high) }
}

function byDifference(least: number, most: number, from: number, to: number): Scale {
  const margin = Math.max((most - least) * 0.08, 0.005)
  const [low, high] = [least - margin, most + margin]
  const at = (number: number): number => from + ((number - low) / (high - low)) * (to - from)
  const step = niceStep((high - low) / 6)
  const first = Math.ceil(low / step)
  const ticks = Array.from(
    { length: Math.floor(high / step) - first + 1 },
    (_, index) => (first + index) * step,
  )
  return { at, ticks }
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 5, 10].find((step) => step * power >= rough) ?? 10)
}
