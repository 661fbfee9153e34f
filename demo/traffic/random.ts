import seedrandom from 'seedrandom'

/** Random choices that are the same in every run with the same seed. */
export class Random {
  private readonly next: () => number

  constructor(seed: string) {
    this.next = seedrandom.alea(seed)
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return this.next() * 100 < percent
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.between(0, items.length - 1)]
    if (item === undefined) throw new Error('There is nothing to pick from.')
    return item
  }

  /** Different whole numbers from 1 to `high`. */
  several(count: number, high: number): number[] {
    const numbers = new Set<number>()
    while (numbers.size < Math.min(count, high)) numbers.add(this.between(1, high))
    return [...numbers]
  }
}
