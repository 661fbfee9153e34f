import { blue, css } from './colours.js'
import { NOTHING } from './drawing.js'
import type { Drawing } from './drawing.js'
import type { Frame, Scene } from './frames.js'
import { mapped, thresholdColour } from './grafana.js'
import { box, svg, widthOf, words } from './html.js'
import { markAt, times } from './plot.js'
import { timeAxis } from './scale.js'
import { formatted } from './units.js'

const TOP = 8
const BOTTOM = 20

interface Stretch {
  readonly value: number
  readonly start: number
  readonly end: number
}

/** Which state each series was in when. */
export function drawTimeline({ frames, span, marks, width, height }: Scene): Drawing {
  if (frames.length === 0) return NOTHING
  const left = Math.min(width * 0.35, Math.max(...frames.map(({ name }) => widthOf(name))) + 10)
  const [right, bottom] = [width - 10, height - BOTTOM]
  const x = timeAxis(span.start, span.end, left, right, (right - left) / 75)
  const row = (bottom - TOP) / frames.length
  const most = Math.max(...frames.flatMap(({ points }) => points.map(([, value]) => value)))
  const parts = frames.flatMap((frame, index) => {
    const y = TOP + index * row
    const stretches = stretchesOf(frame).flatMap(({ value, start, end }) => {
      const { text, colour } = stateOf(frame, value, most)
      const [from, to] = [x.at(start), x.at(end)]
      const isRoom = to - from > widthOf(text) + 8
      const name = isRoom ? [words(text, from + 5, y + row / 2 + 4, 'start', 'state')] : []
      return [box(from, y + row * 0.05, Math.max(1, to - from), row * 0.9, colour), ...name]
    })
    return [words(frame.name, left - 6, y + row / 2 + 4, 'end'), ...stretches]
  })
  const lines = marks.flatMap((mark) => markAt(x.at(mark), TOP, bottom))
  const values = frames.reduce((sum, { points }) => sum + points.length, 0)
  return { html: svg(width, height, [...parts, ...lines, ...times({ x, left, right, bottom })]), values }
}

function stateOf({ look }: Frame, value: number, most: number): { text: string; colour: string } {
  const mapping = mapped(look, value)
  const text = mapping?.text ?? formatted(value, look.unit, look.decimals)
  if (mapping?.color !== undefined) return { text, colour: css(mapping.color) }
  const isContinuous = look.color?.mode.startsWith('continuous-') === true
  const colour = isContinuous ? blue(value / (look.max ?? (most || 1))) : css(thresholdColour(look, value))
  return { text, colour }
}

/** Equal values next to each other as one. */
function stretchesOf({ points }: Frame): Stretch[] {
  const stretches: Stretch[] = []
  for (const [time, value] of points) {
    const last = stretches.at(-1)
    if (last?.value === value) stretches[stretches.length - 1] = { ...last, end: time + 1 }
    else stretches.push({ value, start: time, end: time + 1 })
  }
  return stretches
}
