import { blue } from './colours.js'
import { NOTHING } from './drawing.js'
import type { Drawing } from './drawing.js'
import type { Frame, Scene } from './frames.js'
import { box, svg, widthOf, words } from './html.js'
import { markAt, times } from './plot.js'
import { timeAxis } from './scale.js'
import { formatted } from './units.js'

const TOP = 8
const BOTTOM = 20

interface Bucket {
  readonly name: string
  /** How many in this bucket and no lower one, by time. */
  readonly counts: readonly (readonly [number, number])[]
}

/** How many values were how large, over time: the brighter, the more. */
export function drawHeatmap({ panel, frames, span, marks, width, height }: Scene): Drawing {
  const buckets = filled(bucketsOf(frames))
  if (buckets.length === 0) return NOTHING
  const unit = (panel.options?.['yAxis'] as { unit?: string } | undefined)?.unit
  const label = ({ name }: Bucket): string => (name === '+Inf' ? name : formatted(Number(name), unit))
  const left = Math.max(...buckets.map((bucket) => widthOf(label(bucket)))) + 10
  const [right, bottom] = [width - 10, height - BOTTOM]
  const x = timeAxis(span.start, span.end, left, right, (right - left) / 75)
  const row = (bottom - TOP) / buckets.length
  const most = Math.max(...buckets.flatMap(({ counts }) => counts.map(([, count]) => count)))
  const column = x.at(span.start + 1) - left
  const every = Math.ceil(14 / row)
  const parts = buckets.flatMap((bucket, index) => {
    const y = bottom - (index + 1) * row
    const cells = bucket.counts.map(([time, count]) =>
      box(x.at(time) - column / 2, y + 0.5, column, row - 1, blue(Math.sqrt(count / most))),
    )
    return index % every === 0 ? [...cells, words(label(bucket), left - 6, y + 4, 'end')] : cells
  })
  const values = buckets.reduce((sum, { counts }) => sum + counts.length, 0)
  const lines = marks.flatMap((mark) => markAt(x.at(mark), TOP, bottom))
  return { html: svg(width, height, [...parts, ...lines, ...times({ x, left, right, bottom })]), values }
}

/** Prometheus counts what is at most so large; taking away the bucket below gives what is in it. */
function bucketsOf(frames: readonly Frame[]): Bucket[] {
  const sorted = [...frames].sort((a, b) => boundOf(a) - boundOf(b))
  return sorted.map((frame, index) => {
    const below = new Map(sorted[index - 1]?.points)
    const counts = frame.points.map(([time, value]) => [time, value - (below.get(time) ?? 0)] as const)
    return { name: frame.labels['le'] ?? '', counts: counts.filter(([, count]) => count > 1e-9) }
  })
}

function boundOf({ labels }: Frame): number {
  return labels['le'] === '+Inf' ? Infinity : Number(labels['le'])
}

/** Without the empty buckets at both ends. */
function filled(buckets: readonly Bucket[]): Bucket[] {
  const isFilled = ({ counts }: Bucket): boolean => counts.length > 0
  return buckets
    .slice(buckets.findIndex(isFilled), buckets.findLastIndex(isFilled) + 1)
    .filter(() => buckets.some(isFilled))
}
