/** An axis: where a value is, and which values are written beside it. */
export interface Axis {
  readonly at: (value: number) => number
  readonly ticks: readonly number[]
}

/** An axis for values from `low` to `high`, from pixel `from` to pixel `to`, with steps that are round in `base`. */
export function valueAxis(
  { low, high, base }: { readonly low: number; readonly high: number; readonly base: number },
  from: number,
  to: number,
  most: number,
): Axis {
  const step = base * niceStep((high - low || 1) / most / base)
  const top = Math.ceil(high / step - 1e-9) * step || step
  const bottom = Math.floor(low / step + 1e-9) * step
  const count = Math.round((top - bottom) / step)
  return {
    at: (value) => from + ((value - bottom) / (top - bottom)) * (to - from),
    ticks: Array.from({ length: count + 1 }, (_, index) => bottom + index * step),
  }
}

/** An axis on which each line is twice, or four times, the one below. */
export function doublingAxis(low: number, high: number, from: number, to: number, most: number): Axis {
  const bottom = Math.floor(Math.log2(low))
  const top = Math.max(Math.ceil(Math.log2(high)), bottom + 1)
  const step = Math.ceil((top - bottom) / most)
  return {
    at: (value) => from + ((Math.log2(Math.max(value, 2 ** bottom)) - bottom) / (top - bottom)) * (to - from),
    ticks: Array.from(
      { length: Math.floor((top - bottom) / step) + 1 },
      (_, index) => 2 ** (bottom + index * step),
    ),
  }
}

const TIME_STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]

/** An axis for Unix seconds. */
export function timeAxis(start: number, end: number, from: number, to: number, most: number): Axis {
  const step = TIME_STEPS.find((each) => (end - start) / each <= most) ?? 7200
  const first = Math.ceil(start / step)
  const count = Math.max(0, Math.floor(end / step) - first + 1)
  return {
    at: (time) => from + ((time - start) / (end - start)) * (to - from),
    ticks: Array.from({ length: count }, (_, index) => (first + index) * step),
  }
}

/** Unix seconds as a time of day, UTC. */
export function clock(time: number): string {
  return new Date(time * 1000).toISOString().slice(11, 19)
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 2.5, 5, 10].find((step) => step * power >= rough * 0.999) ?? 10)
}
