import { spread } from '../report.js'
import type { Figure, RatioKind, Table } from '../report.js'
import type { Rounds } from './rounds.js'

/** What a table says besides its figures. */
export interface TableOptions extends Pick<Table, 'name' | 'goals'> {
  readonly ratios: RatioKind
  /**
   * Rounds that are looked at together: their median stands for all of them. For measurements of many short rounds, where the least
   * and the most of all rounds would tell of the machine's mishaps only.
   */
  readonly block?: number
}

/** The figures of all contestants; the first is what the others are measured against, round by round. */
export function tableOf(rounds: Rounds, { block = 1, ...options }: TableOptions): Table {
  const [base] = [...rounds.values()]
  const figures = [...rounds].map(([contestant, times]): Figure => {
    const value = spread(mediansOf(times, block))
    if (times === base) return { contestant, unit: 'ns', value }
    const ratios = times.map((time, round) =>
      options.ratios === 'speed' ? base![round]! / time : time / base![round]!,
    )
    return { contestant, unit: 'ns', value, ratio: spread(mediansOf(ratios, block)) }
  })
  return { ...options, figures }
}

function mediansOf(numbers: readonly number[], block: number): readonly number[] {
  if (block === 1) return numbers
  const blocks = Math.max(1, Math.floor(numbers.length / block))
  return Array.from(
    { length: blocks },
    (_, index) => spread(numbers.slice(index * block, (index + 1) * block)).median,
  )
}
