import { ratioSpread, spread } from '../report.js'
import type { Figure } from '../report.js'
import type { Taken } from './measure.js'

type Rounds = ReadonlyMap<string, Taken>

/** Queries per second, and how many times as many as the first contestant's. */
export function rates(taken: Rounds, block: number): Figure[] {
  const base = baseOf(taken)
  return [...taken].map(([contestant, own]) => ({
    contestant,
    unit: 'queries/s',
    value: spread(
      blocksOf(
        own.wall.map((microseconds) => 1e6 / microseconds),
        block,
      ),
    ),
    ...(own !== base && { ratio: ratioOfBlocks('speed', base.wall, own.wall, block) }),
  }))
}

/** Microseconds of the processor for a query, and how many times the first contestant's. */
export function processorTimes(taken: Rounds, block: number): Figure[] {
  const base = baseOf(taken)
  return [...taken].map(([contestant, own]) => ({
    contestant,
    unit: 'µs',
    value: spread(blocksOf(own.cpu, block)),
    ...(own !== base && { ratio: ratioOfBlocks('cost', base.cpu, own.cpu, block) }),
  }))
}

function baseOf(taken: Rounds): Taken {
  const [base] = [...taken.values()]
  if (base === undefined) throw new RangeError('expected at least one contestant, got none')
  return base
}

/** Of ratios within a round, which is where both were disturbed alike. */
function ratioOfBlocks(
  kind: 'speed' | 'cost',
  base: readonly number[],
  own: readonly number[],
  block: number,
): Figure['ratio'] & object {
  const ratios = own.map((number, round) => ratioSpread(kind, [base[round]!], [number]).median)
  return spread(blocksOf(ratios, block))
}

/** The medians of so many rounds at a time: the least and the most of single ones tell of the machine's mishaps. */
function blocksOf(numbers: readonly number[], size: number): readonly number[] {
  const count = Math.max(1, Math.floor(numbers.length / size))
  return Array.from({ length: count }, (_, i) => spread(numbers.slice(i * size, (i + 1) * size)).median)
}
