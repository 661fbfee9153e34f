import type { Goal, Report, Table } from '../report.js'

/** One goal and how it went. */
export interface Judged {
  readonly report: string
  readonly table: string
  readonly contestant: string
  readonly goal: string
  readonly measured: string
  readonly isMet: boolean
}

/** Every goal of a report, against the middle of what was measured. */
export function judge({ name, tables }: Report): Judged[] {
  return tables.flatMap((table) => (table.goals ?? []).map((goal) => judgeOne(name, table, goal)))
}

function judgeOne(report: string, table: Table, goal: Goal): Judged {
  const figure = table.figures.find(({ contestant }) => contestant === goal.contestant)
  const spread = goal.of === 'ratio' ? figure?.ratio : figure?.value
  if (figure === undefined || spread === undefined)
    throw new Error(`${report}, ${table.name}: expected ${goal.contestant} to have a ${goal.of}, got none`)
  const unit = goal.of === 'ratio' ? '×' : ` ${figure.unit}`
  const { atLeast = -Infinity, atMost = Infinity } = goal
  return {
    report,
    table: table.name,
    contestant: goal.contestant,
    goal: wordsOf(goal, unit),
    measured: `${digits(spread.median)}${unit}`,
    isMet: spread.median >= atLeast && spread.median <= atMost,
  }
}

function wordsOf({ atLeast, atMost, aim }: Goal, unit: string): string {
  const bounds = [
    atLeast !== undefined && `≥ ${atLeast}${unit}`,
    atMost !== undefined && `≤ ${atMost}${unit}`,
    aim !== undefined && `aim ${aim}${unit}`,
  ]
  return bounds.filter(Boolean).join(', ')
}

/** As many digits as mean something: 0.036, 1.024 (near 1 every percent counts), 1.25, 14.2, 310. */
export function digits(number: number): string {
  const size = Math.abs(number)
  if (size >= 1000) return Math.round(number).toLocaleString('en')
  if (size >= 100) return number.toFixed(0)
  if (size >= 10) return number.toFixed(1)
  const isFine = (size > 0 && size < 0.1) || (size > 0.9 && size < 1.1)
  return number.toFixed(isFine ? 3 : 2)
}
