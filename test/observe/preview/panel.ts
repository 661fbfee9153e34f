import { drawBars } from './bars.js'
import type { Drawing } from './drawing.js'
import type { Scene } from './frames.js'
import { drawHeatmap } from './heatmap.js'
import { drawLines } from './lines.js'
import { drawStat } from './stat.js'
import { drawTable } from './table.js'
import { drawTimeline } from './timeline.js'

/** What draws which kind of panel. */
const DRAW: Readonly<Record<string, (scene: Scene) => Drawing>> = {
  stat: drawStat,
  timeseries: drawLines,
  heatmap: drawHeatmap,
  bargauge: drawBars,
  'state-timeline': drawTimeline,
  table: drawTable,
}

/**
 * Draws a panel, whatever kind it is.
 *
 * @throws Error for a kind that the preview does not know
 */
export function drawPanel(scene: Scene): Drawing {
  const draw = DRAW[scene.panel.type]
  if (draw === undefined) throw new Error(`the preview knows no panel of the type ${scene.panel.type}`)
  return draw(scene)
}
