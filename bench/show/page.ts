import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { format, resolveConfig } from 'prettier'

import type { Figure, Report, Table } from '../report.js'
import { inALine } from '../results.js'
import type { Result } from '../results.js'
import { judge } from './goals.js'
import { hasPlot, plotName } from './plots.js'
import { RATIOS, ratioOf, valueOf, verdictOf } from './text.js'

const PAGE = join(__dirname, '../../docs/performance.md')

/** Writes the results into their places on docs/performance.md, so that nobody copies a figure; the rest of the page stays. */
export async function writePage(results: readonly Result[]): Promise<void> {
  let page = readFileSync(PAGE, 'utf8')
  for (const result of results) page = inPlace(page, result.report.name, sectionOf(result))
  const config = await resolveConfig(PAGE)
  writeFileSync(PAGE, await format(page, { ...config, filepath: PAGE }))
}

/**
 * Puts a text between the two marks of a place.
 *
 * @throws Error when the page has no such place
 */
export function inPlace(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`expected ${begin} and ${end} in docs/performance.md, got none`)
  return `${page.slice(0, from)}${begin}\n\n${text}\n\n${page.slice(to)}`
}

function sectionOf({ report, circumstances }: Result): string {
  const { name, title, about, tables, notes = [] } = report
  const parts = [about]
  if (hasPlot(name)) parts.push(`![${title}](${plotName(name)})`)
  parts.push(...tablesOf(tables), ...goalsOf(report), ...notes, `_${inALine(circumstances)}_`)
  return parts.join('\n\n')
}

/** One table with a line for each, where all have the same contestants; otherwise one after another. */
function tablesOf(tables: readonly Table[]): string[] {
  const [head] = tables
  const names = [...new Set(tables.flatMap(({ figures }) => figures.map(({ contestant }) => contestant)))]
  const [base] = names
  const areAlike = tables.every(
    ({ figures, ratios }) =>
      ratios === head!.ratios &&
      figures[0]!.contestant === base &&
      figures.slice(1).every(({ ratio }) => ratio),
  )
  if (areAlike && names.length <= 8) return [sideBySide(tables, names)]
  return tables.map(oneByOne)
}

function sideBySide(tables: readonly Table[], [base, ...others]: readonly string[]): string {
  const header = [RATIOS[tables[0]!.ratios], base!, ...others]
  const rows = tables.map(({ name, figures }) => [
    name,
    valueOf(figures[0]!),
    ...others.map((other) => cellOf(figures.find(({ contestant }) => contestant === other))),
  ])
  return grid(header, rows)
}

function oneByOne({ name, figures, ratios }: Table): string {
  const hasRatios = figures.some(({ ratio }) => ratio)
  const header = hasRatios ? [name, '', RATIOS[ratios]] : [name, '']
  const rows = figures.map((figure) => {
    const cells = [figure.contestant, valueOf(figure)]
    return hasRatios ? [...cells, cellOf(figure)] : cells
  })
  return grid(header, rows)
}

function cellOf(figure: Figure | undefined): string {
  if (figure === undefined) return '–'
  return figure.ratio ? ratioOf(figure.ratio) : ''
}

function goalsOf(report: Report): string[] {
  const rows = judge(report).map((one) => [one.table, one.contestant, one.goal, one.measured, verdictOf(one)])
  return rows.length === 0 ? [] : [grid(['goal', 'of', 'to reach', 'measured', ''], rows)]
}

function grid(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
