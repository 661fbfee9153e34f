import { escaped, px, widthOf } from './html.js'

const LINE = 18

/** One name beside its colour. */
export interface LegendItem {
  readonly name: string
  readonly colour: string
}

/** How high the legend is: as many lines as it takes, but no more than Grafana gives it. */
export function legendHeight(items: readonly LegendItem[], width: number, height: number): number {
  let [lines, used] = [1, 0]
  for (const { name } of items) {
    const needed = widthOf(name) + 32
    if (used > 0 && used + needed > width - 16) [lines, used] = [lines + 1, 0]
    used += needed
  }
  return Math.min(lines * LINE + 6, Math.floor((height * 0.35) / LINE) * LINE + 6)
}

/** The names of all series. */
export function legend(items: readonly LegendItem[], height: number): string {
  const parts = items.map(
    ({ name, colour }) => `<span><i style="background:${colour}"></i>${escaped(name)}</span>`,
  )
  return `<div class="legend" style="height:${px(height)}px">${parts.join('')}</div>`
}
