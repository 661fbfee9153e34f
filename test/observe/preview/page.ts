import { marksOf } from '../live/annotations.js'
import type { SavedDashboard } from '../live/save.js'
import { framesOf } from './frames.js'
import type { LookPanel } from './grafana.js'
import { escaped, px } from './html.js'
import { drawPanel } from './panel.js'
import { clock } from './scale.js'
import { STYLE } from './style.js'

/** How wide the page is, in pixels. */
export const PAGE_WIDTH = 1400

const MARGIN = 16
const GAP = 8
const ROW_HEIGHT = 30
const COLUMNS = 24
const HEAD = 76
const TITLE = 34
const PADDING = 8

/** A page, how high it is in pixels, and how many values each of its panels shows, by title. */
export interface Page {
  readonly html: string
  readonly height: number
  readonly values: ReadonlyMap<string, number>
}

/** Draws a dashboard from what its queries answered, in Grafana's layout. */
export function pageOf(saved: SavedDashboard): Page {
  const panels = saved.dashboard.panels as readonly LookPanel[]
  const values = new Map<string, number>()
  const boxes = panels.map((panel) => {
    if (panel.type === 'row') return rowOf(panel)
    const { html, shown } = boxOf(saved, panel)
    values.set(panel.title, shown)
    return html
  })
  const bottom = Math.max(...panels.map(({ gridPos }) => gridPos.y + gridPos.h))
  const height = HEAD + bottom * (ROW_HEIGHT + GAP) + MARGIN
  const { title } = saved.dashboard
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style><body style="width:${PAGE_WIDTH}px;height:${height}px">${head(saved)}${boxes.join('')}</body></html>\n`
  return { html, height, values }
}

function head({ dashboard, span }: SavedDashboard): string {
  const chosen = dashboard.templating.list
    .filter(({ type }) => type === 'query')
    .map(
      ({ name }) =>
        `<span class="variable"><b>${escaped(name)}</b> ${name === 'job' ? 'shop' : 'All'}</span>`,
    )
  return [
    `<div class="head"><h1>${escaped(dashboard.title)}</h1>`,
    '<span class="preview">Preview: real data of a test run (scraped every second, every 8th build timed), not rendered by Grafana</span>',
    `<span class="time">${clock(span.start)} to ${clock(span.end)} UTC</span></div>`,
    `<div class="variables">${chosen.join('')}<span class="variable"><i class="mark"></i> Rollout changes</span></div>`,
  ].join('')
}

function rowOf({ title, gridPos }: LookPanel): string {
  return `<div class="group" style="${place(gridPos)}">▾ ${escaped(title)}</div>`
}

function boxOf(saved: SavedDashboard, panel: LookPanel): { html: string; shown: number } {
  const { width, height } = sizeOf(panel.gridPos)
  const drawing = drawPanel({
    panel,
    frames: framesOf(saved, panel),
    span: saved.span,
    marks: changesOf(saved),
    width: width - 2 * PADDING,
    height: height - TITLE - PADDING,
  })
  const html = `<div class="panel" style="${place(panel.gridPos)}"><h2>${escaped(panel.title)}</h2>${drawing.html}</div>`
  return { html, shown: drawing.values }
}

/** Marks at the same second are one. */
function changesOf({ annotations, span }: SavedDashboard): number[] {
  const times = annotations.filter(({ isTime }) => isTime).flatMap(({ series }) => marksOf(series, span))
  return [...new Set(times.map(({ time }) => Math.round(time)))]
}

function sizeOf({ w, h }: LookPanel['gridPos']): { width: number; height: number } {
  const column = (PAGE_WIDTH - 2 * MARGIN + GAP) / COLUMNS
  return { width: w * column - GAP, height: h * (ROW_HEIGHT + GAP) - GAP }
}

function place(position: LookPanel['gridPos']): string {
  const column = (PAGE_WIDTH - 2 * MARGIN + GAP) / COLUMNS
  const { width, height } = sizeOf(position)
  const left = MARGIN + position.x * column
  const top = HEAD + position.y * (ROW_HEIGHT + GAP)
  return `left:${px(left)}px;top:${px(top)}px;width:${px(width)}px;height:${px(height)}px`
}
