import type { Figure, Goal, Report, Table } from '../report.js'
import { digits } from './goals.js'
import { scaleOf } from './scale.js'
import type { Scale } from './scale.js'
import { MOST_MARKS, drawing, line, mark, words } from './svg.js'
import { RATIOS } from './text.js'

const WIDTH = 860
const LEFT = 290
const RIGHT = 770
const TOP = 56
const ROW = 30
const LEGEND_LINE = 22
/** So many characters of a name fit to the left of the axis. */
const LONGEST_NAME = 36

/** Those with a ratio are drawn. */
type Drawn = Figure & Required<Pick<Figure, 'ratio'>>

/** One line of the plot. */
interface Row {
  readonly name: string
  readonly figures: readonly Drawn[]
  readonly goals: readonly Goal[]
}

/**
 * A report's ratios, the middle and the spread of each; `undefined` where it has none. An axis has one meaning: where some
 * tables are of speed and others of cost, those like the first are drawn.
 */
export function plotOf(report: Report): string | undefined {
  const { title, tables } = report
  const withRatios = tables.filter(({ figures }) => figures.some(hasRatio))
  const [table] = withRatios
  if (table === undefined) return undefined
  const drawn = withRatios.filter(({ ratios }) => ratios === table.ratios)
  const { rows, contestants } = rowsOf(drawn)
  const ratios = rows.flatMap(({ figures }) =>
    figures.flatMap(({ ratio: { low, high, median } }) => [low, median, high]),
  )
  const scale = scaleOf([...ratios, ...goalsOf(rows)], LEFT, RIGHT)
  const legend = legendOf(
    contestants,
    rows.some(({ goals }) => goals.length > 0),
  )
  const top = TOP + legend.height
  const bottom = top + rows.length * ROW
  const axis = `${RATIOS[table.ratios]}; ${baseOf(drawn)} = 1`
  return drawing(WIDTH, bottom + 56, `${title}: ${axis}`, [
    words(title, 20, 32, { kind: 'title' }),
    ...legend.parts,
    ...scale.ticks.map((tick) => line('grid', scale.at(tick), top, scale.at(tick), bottom)),
    ...scale.ticks.map((tick) =>
      words(tickText(tick), scale.at(tick), bottom + 18, { kind: 'faint', anchor: 'middle' }),
    ),
    line('base', scale.at(1), top, scale.at(1), bottom),
    words(axis, (LEFT + RIGHT) / 2, bottom + 40, { kind: 'faint', anchor: 'middle' }),
    ...rows.flatMap((row, index) => rowParts(row, contestants, scale, top + (index + 0.5) * ROW)),
  ])
}

/** Who the others are measured against. */
function baseOf(tables: readonly Table[]): string {
  const bases = new Set(tables.map(({ figures }) => figures[0]!.contestant))
  return bases.size === 1 ? [...bases][0]! : 'the first of its table'
}

/** A line for each table; where more contestants take part than can be told apart, a line for each of them. */
function rowsOf(tables: readonly Table[]): {
  readonly rows: readonly Row[]
  readonly contestants: readonly string[]
} {
  const rows = tables.map(({ name, figures, goals = [] }): Row => {
    const ofRatio = goals.filter((goal) => goal.of === 'ratio')
    return { name, figures: figures.filter(hasRatio), goals: ofRatio }
  })
  const contestants = [...new Set(rows.flatMap(({ figures }) => figures.map(({ contestant }) => contestant)))]
  if (contestants.length <= MOST_MARKS) return { rows, contestants }
  const apart = rows.flatMap(({ name, figures, goals }): Row[] => [
    { name, figures: [], goals: [] },
    ...figures.map((figure) => ({
      name: figure.contestant,
      figures: [figure],
      goals: goals.filter(({ contestant }) => contestant === figure.contestant),
    })),
  ])
  return { rows: apart, contestants: [] }
}

function rowParts(
  { name, figures, goals }: Row,
  contestants: readonly string[],
  scale: Scale,
  y: number,
): string[] {
  // The first contestant after the base is whom the plot is about: its number stands at the end of the line.
  const [about] = figures
  if (about === undefined) return [words(name, 20, y + 4, { kind: 'faint' })]
  const kindOf = ({ contestant }: Figure): number => Math.max(0, contestants.indexOf(contestant))
  return [
    ...nameParts(name, y),
    ...figures.map((figure) => {
      const { low, high } = figure.ratio
      return line(`s${kindOf(figure)}`, scale.at(low), y, scale.at(high), y)
    }),
    ...boundsOf(goals).map((bound) => line('goal', scale.at(bound), y - 9, scale.at(bound), y + 9)),
    ...[...figures].reverse().map((figure) => mark(kindOf(figure), scale.at(figure.ratio.median), y)),
    words(`${digits(about.ratio.median)}×`, RIGHT + 16, y + 4),
  ]
}

/** In two lines where one would not hold it. */
function nameParts(name: string, y: number): string[] {
  if (name.length <= LONGEST_NAME) return [words(name, LEFT - 16, y + 4, { anchor: 'end' })]
  const cut = name.lastIndexOf(' ', name.length / 2 + 6)
  const lines = [name.slice(0, cut), name.slice(cut + 1)]
  return lines.map((text, index) =>
    words(text, LEFT - 16, y - 3 + index * 14, { kind: 'small', anchor: 'end' }),
  )
}

function legendOf(
  contestants: readonly string[],
  hasGoals: boolean,
): { readonly parts: readonly string[]; readonly height: number } {
  const parts: string[] = []
  let [x, y] = [26, TOP + 4]
  const put = (text: string, drawn: (x: number, y: number) => string): void => {
    const width = 36 + text.length * 7.2
    if (x + width > WIDTH - 20) [x, y] = [26, y + LEGEND_LINE]
    parts.push(drawn(x, y), words(text, x + 12, y + 4))
    x += width
  }
  for (const [index, contestant] of contestants.entries())
    put(contestant, (atX, atY) => mark(index, atX, atY))
  if (hasGoals) put('goal', (atX, atY) => line('goal', atX, atY - 8, atX, atY + 8))
  return { parts, height: parts.length === 0 ? 0 : y - TOP + LEGEND_LINE }
}

function hasRatio(figure: Figure): figure is Drawn {
  return figure.ratio !== undefined
}

function goalsOf(rows: readonly Row[]): number[] {
  return rows.flatMap(({ goals }) => boundsOf(goals))
}

function boundsOf(goals: readonly Goal[]): number[] {
  return goals.flatMap(({ atLeast, atMost }) => [atLeast, atMost].filter((bound) => bound !== undefined))
}

function tickText(tick: number): string {
  return `${Number(tick.toPrecision(3))}×`
}
