import { css, paletteColour, shade } from './colours.js'
import { NOTHING } from './drawing.js'
import type { Drawing } from './drawing.js'
import type { Frame, Scene } from './frames.js'
import { line, px, svg } from './html.js'
import { legend, legendHeight } from './legend.js'
import { axes, plotOf } from './plot.js'
import type { Plot } from './plot.js'

/** Longer than this between two points is a gap, in seconds: there is one for every second. */
const GAP = 1.5

interface Curve {
  readonly frame: Frame
  readonly colour: string
  /** The points as drawn: on top of one another, where they are stacked. */
  readonly tops: readonly (readonly [number, number])[]
  /** What they stand on. */
  readonly bottoms: ReadonlyMap<number, number>
}

/** Values over time. */
export function drawLines(scene: Scene): Drawing {
  const { frames, width, height } = scene
  if (frames.length === 0) return NOTHING
  const curves = curvesOf(frames)
  const items = curves.map(({ frame, colour }) => ({ name: frame.name, colour }))
  const below = legendHeight(items, width, height)
  const plot = plotOf(
    scene,
    curves.flatMap(({ tops }) => tops.map(([, value]) => value)),
    height - below,
  )
  const parts = [...axes(plot), ...limits(scene, plot), ...curves.flatMap((curve) => drawCurve(plot, curve))]
  const values = curves.reduce((sum, { tops }) => sum + tops.length, 0)
  return { html: svg(width, height - below, parts) + legend(items, below), values }
}

function curvesOf(frames: readonly Frame[]): Curve[] {
  const heights = new Map<number, number>()
  const colours = coloursOf(frames)
  return frames.map((frame, index) => {
    const { look, points } = frame
    const isStacked = (look.custom?.['stacking'] as { mode?: string } | undefined)?.mode === 'normal'
    const bottoms = new Map(isStacked ? heights : [])
    const tops = points.map(([time, value]) => [time, value + (bottoms.get(time) ?? 0)] as const)
    if (isStacked) for (const [time, top] of tops) heights.set(time, top)
    return { frame, colour: colours[index]!, tops, bottoms }
  })
}

function coloursOf(frames: readonly Frame[]): string[] {
  const uses = new Map<string, number>()
  return frames.map(({ look: { color } }, index) => {
    if (color?.fixedColor === undefined) return paletteColour(index)
    const colour = css(color.fixedColor)
    if (color.mode !== 'shades') return colour
    const nth = uses.get(colour) ?? 0
    uses.set(colour, nth + 1)
    return shade(colour, nth)
  })
}

function drawCurve(plot: Plot, { frame, colour, tops, bottoms }: Curve): string[] {
  const { custom = {} } = frame.look
  const dash = custom['lineStyle'] === undefined ? '' : 'stroke-dasharray:7 6;'
  const width = Number(custom['lineWidth'] ?? 1)
  const fill = Number(custom['fillOpacity'] ?? 0) / 100
  return runsOf(tops).flatMap((run) => {
    const along = run.map(([time, value]) => `${px(plot.x.at(time))},${px(plot.y.at(value))}`)
    const back = run.map(([time]) => `${px(plot.x.at(time))},${px(plot.y.at(bottoms.get(time) ?? 0))}`)
    if (along.length === 1) return [dot(along[0]!, colour)]
    return [
      `<path d="M${along.join('L')}L${back.reverse().join('L')}Z" fill="${colour}" fill-opacity="${fill}"/>`,
      `<path d="M${along.join('L')}" style="fill:none;stroke:${colour};stroke-width:${width};${dash}"/>`,
    ]
  })
}

function dot(at: string, colour: string): string {
  const [x = '', y = ''] = at.split(',')
  return `<circle cx="${x}" cy="${y}" r="2.5" fill="${colour}"/>`
}

/** The points between gaps. */
function runsOf<Point extends readonly [number, number]>(points: readonly Point[]): Point[][] {
  const runs: Point[][] = []
  for (const point of points) {
    const last = runs.at(-1)
    if (last !== undefined && point[0] - last.at(-1)![0] <= GAP) last.push(point)
    else runs.push([point])
  }
  return runs
}

function limits({ panel }: Scene, plot: Plot): string[] {
  const { custom, thresholds } = panel.fieldConfig?.defaults ?? {}
  if (custom?.['thresholdsStyle'] === undefined) return []
  const steps = (thresholds?.steps ?? []).filter(({ value }) => value !== null && value <= plot.high)
  return steps.map(({ value, color }) => {
    const y = plot.y.at(value!)
    return line(plot.left, y, plot.right, y, `stroke:${css(color)};stroke-width:1;stroke-dasharray:6 5`)
  })
}
