import { css } from './colours.js'
import { NOTHING } from './drawing.js'
import type { Drawing } from './drawing.js'
import type { Frame, Scene } from './frames.js'
import { lastOf } from './frames.js'
import { lookOf, mapped } from './grafana.js'
import type { LookPanel } from './grafana.js'
import { escaped } from './html.js'
import { formatted } from './units.js'

interface Organized {
  readonly excludeByName?: Readonly<Record<string, boolean>>
  readonly renameByName?: Readonly<Record<string, string>>
}

type Cells = Readonly<Record<string, string | number>>

/** What every query says of the last moment, one row for each set of labels. */
export function drawTable({ panel, frames }: Scene): Drawing {
  if (frames.length === 0) return NOTHING
  const { excludeByName = {}, renameByName = {} } = organized(panel)
  const rows = merged(frames)
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (name) => excludeByName[name] !== true,
  )
  const head = columns.map((name) => `<th>${escaped(renameByName[name] ?? name)}</th>`)
  const body = rows.map((row) => {
    const cells = columns.map((name) => cell(panel, renameByName[name] ?? name, row[name]))
    return `<tr>${cells.join('')}</tr>`
  })
  return {
    html: `<table><tr>${head.join('')}</tr>${body.join('')}</table>`,
    values: rows.length * columns.length,
  }
}

function organized({ transformations = [] }: LookPanel): Organized {
  return transformations.find(({ id }) => id === 'organize')?.options ?? {}
}

/** As Grafana's transformation of that name: rows whose labels do not contradict each other are one. */
function merged(frames: readonly Frame[]): Cells[] {
  const rows: Record<string, string | number>[] = []
  for (const frame of frames) {
    const fits = rows.filter((row) =>
      Object.entries(frame.labels).every(([name, value]) => (row[name] ?? value) === value),
    )
    const own = { ...frame.labels, [`Value #${frame.refId}`]: lastOf(frame) ?? '' }
    if (fits.length === 0) rows.push(own)
    for (const row of fits) Object.assign(row, own)
  }
  return rows
}

function cell(panel: LookPanel, name: string, value: string | number | undefined): string {
  if (typeof value !== 'number') return `<td>${escaped(value ?? '')}</td>`
  const look = lookOf(panel, name)
  const mapping = mapped(look, value)
  const text = mapping?.text ?? formatted(value, look.unit, look.decimals)
  const style = mapping?.color === undefined ? '' : ` style="color:${css(mapping.color)}"`
  return `<td class="number"${style}>${escaped(text)}</td>`
}
