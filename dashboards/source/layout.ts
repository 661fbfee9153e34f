import { RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import type { Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard'
import type { UnplacedPanel } from './panels/words.js'

/** Width of Grafana's grid. */
const COLUMNS = 24

/** A panel with the size it wants, in cells of the grid. */
export interface Sized {
  readonly width: number
  readonly height: number
  readonly panel: UnplacedPanel
}

/** A heading and its panels, from left to right and on to the next line. */
export interface Row {
  readonly title: string
  readonly panels: readonly Sized[]
}

/** Gives panels the same size. */
export function sized(width: number, height: number, panels: readonly UnplacedPanel[]): Sized[] {
  return panels.map((panel) => ({ width, height, panel }))
}

/**
 * Gives every panel its place and its number. Numbers are in links to panels that people keep, so a new panel at the end of one row does
 * not change those of the next: the rows have the hundreds.
 */
export function layOut(rows: readonly Row[]): (Panel | RowPanel)[] {
  const placed: (Panel | RowPanel)[] = []
  let top = 0
  for (const [index, { title, panels }] of rows.entries()) {
    const number = (index + 1) * 100
    placed.push(heading(title, number, top))
    const lines = inLines(panels)
    let y = top + 1
    let id = number
    for (const line of lines) {
      let x = 0
      for (const { panel, width, height } of line) {
        placed.push({ ...panel.build(), id: (id += 1), gridPos: { x, y, w: width, h: height } })
        x += width
      }
      y += Math.max(...line.map(({ height }) => height))
    }
    top = y
  }
  return placed
}

function heading(title: string, id: number, y: number): RowPanel {
  return new RowBuilder(title).id(id).gridPos({ x: 0, y, w: COLUMNS, h: 1 }).build()
}

/** Breaks the panels of a row where a line is full. */
function inLines(panels: readonly Sized[]): Sized[][] {
  const lines: Sized[][] = []
  let room = 0
  for (const panel of panels) {
    if (panel.width > room) {
      lines.push([])
      room = COLUMNS
    }
    lines.at(-1)!.push(panel)
    room -= panel.width
  }
  return lines
}
