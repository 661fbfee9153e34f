import type { Figure, RatioKind, Report, Spread, Table } from '../report.js'
import { digits, judge } from './goals.js'
import type { Judged } from './goals.js'

/** What the ratios of a table are, in words. */
export const RATIOS: Readonly<Record<RatioKind, string>> = {
  speed: 'times as fast',
  cost: 'times the cost',
}

/** A report for the terminal. */
export function textOf(report: Report): string {
  const { title, about, tables, notes = [] } = report
  return [title, '', ...wrapped(about), '', ...tables.flatMap(linesOf), ...notes.flatMap(wrapped), ''].join(
    '\n',
  )
}

/** Every goal, and whether it was met; not judged where the run was too short for that. */
export function summaryOf(reports: readonly Report[], isJudged: boolean): string {
  const judged = reports.flatMap(judge)
  if (judged.length === 0) return 'No goals.'
  const rows = judged.map((one) => [
    one.report,
    one.table,
    one.contestant,
    one.goal,
    one.measured,
    verdictOf(one, isJudged),
  ])
  const header = ['benchmark', 'what', 'who', 'goal', 'measured', '']
  return columns([header, ...rows]).join('\n')
}

/** In one word. */
export function verdictOf({ isMet }: Judged, isJudged = true): string {
  if (!isJudged) return 'too short to tell'
  return isMet ? 'met' : 'not met'
}

/** The middle, and the least and most beside it. */
export function ratioOf(ratio: Spread): string {
  return `${digits(ratio.median)}× (${digits(ratio.low)}–${digits(ratio.high)})`
}

function linesOf(table: Table): string[] {
  const [base] = table.figures
  const rows = table.figures.map((figure) => [
    figure.contestant,
    valueOf(figure),
    figure.ratio ? ratioOf(figure.ratio) : '',
  ])
  const hasRatios = table.figures.some(({ ratio }) => ratio)
  const says = hasRatios ? `, ${RATIOS[table.ratios]} (${base!.contestant} = 1)` : ''
  return [`${table.name}${says}`, ...columns(rows).map((line) => `  ${line}`), '']
}

/** With its unit. */
export function valueOf({ value, unit }: Figure): string {
  return `${digits(value.median)} ${unit}`
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
}

function wrapped(text: string): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    if (line.length + word.length >= 110) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}
