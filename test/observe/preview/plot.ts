import type { Scene } from './frames.js'
import { line, px, widthOf, words } from './html.js'
import { clock, doublingAxis, timeAxis, valueAxis } from './scale.js'
import type { Axis } from './scale.js'
import { baseOf, tickLabel } from './units.js'

const TOP = 8
const BOTTOM = 20
const MARK = '#b877d9'

/** The place where values over time are drawn. */
export interface Plot {
  readonly x: Axis
  readonly y: Axis
  /** The highest value there is room for. */
  readonly high: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly marks: readonly number[]
  readonly label: (value: number) => string
}

/** The place for values, with room for what is written beside it. */
export function plotOf(
  { panel, span, marks, width }: Scene,
  values: readonly number[],
  height: number,
): Plot {
  const { unit, min, max, custom } = panel.fieldConfig?.defaults ?? {}
  const soft = custom?.['axisSoftMin'] as number | undefined
  const low = min ?? Math.min(soft ?? Infinity, ...values)
  const high = max ?? Math.max(low, ...values)
  const bottom = height - BOTTOM
  const most = Math.max(2, Math.floor(height / 40))
  const range = { low, high: high === low ? low + 1 : high, base: baseOf(high, unit) }
  const y = isDoubling(custom, values)
    ? doublingAxis(low, high, bottom, TOP, most)
    : valueAxis(range, bottom, TOP, most)
  const label = (value: number): string => tickLabel(value, unit)
  const left = Math.max(...y.ticks.map((tick) => widthOf(label(tick)))) + 14
  const right = width - 10
  const x = timeAxis(span.start, span.end, left, right, (right - left) / 75)
  return { x, y, high: y.ticks.at(-1)!, left, right, top: TOP, bottom, marks, label }
}

/** A zero has no place on such an axis; Grafana draws it all the same, at the bottom of an axis of its own making. */
function isDoubling(custom: Readonly<Record<string, unknown>> = {}, values: readonly number[]): boolean {
  const { type } = (custom['scaleDistribution'] ?? {}) as { readonly type?: string }
  return type === 'log' && values.length > 0 && values.every((value) => value > 0)
}

/** Grid, numbers, times, and the marks of rollout changes. */
export function axes({ x, y, left, right, top, bottom, marks, label }: Plot): string[] {
  const faint = 'stroke:rgba(204,204,220,.12);stroke-width:1'
  return [
    ...y.ticks.map((tick) => line(left, y.at(tick), right, y.at(tick), faint)),
    ...y.ticks.map((tick) => words(label(tick), left - 6, y.at(tick) + 4, 'end')),
    ...times({ x, left, right, bottom }),
    ...x.ticks.map((tick) => line(x.at(tick), top, x.at(tick), bottom, faint)),
    ...marks.flatMap((mark) => markAt(x.at(mark), top, bottom)),
  ]
}

/** The times below a plot. */
export function times({ x, right, bottom }: Pick<Plot, 'x' | 'left' | 'right' | 'bottom'>): string[] {
  const fits = x.ticks.filter((tick) => x.at(tick) + 24 <= right + 10)
  return fits.map((tick) => words(clock(tick), x.at(tick), bottom + 15, 'middle'))
}

/** A vertical mark of a rollout change. */
export function markAt(x: number, top: number, bottom: number): string[] {
  const triangle = `<path d="M${px(x - 4)},${px(bottom + 4)}h8l-4,-5Z" fill="${MARK}"/>`
  return [line(x, top, x, bottom, `stroke:${MARK};stroke-width:1;stroke-dasharray:3 3`), triangle]
}
