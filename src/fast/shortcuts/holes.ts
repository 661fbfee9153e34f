import { isPlain } from '../plain.js'
import type { Met } from '../walk.js'
import { isLiteral } from './places.js'
import type { Place } from './places.js'
import { Unlearnable } from './unlearnable.js'

/** What a walk says of a query, while another value may be held to stand in it. */
export interface Trial extends Met {
  /** Whether it came to the end of the shape in question. */
  readonly isSame: boolean
}

/** The tests of the kinds of values that a walk may tell apart. */
export const KINDS = Object.freeze({
  string: (v: string) => `typeof ${v} === 'string'`,
  number: (v: string) => `typeof ${v} === 'number'`,
  count: (v: string) => `typeof ${v} === 'number' && ${v} > 0`,
  boolean: (v: string) => `typeof ${v} === 'boolean'`,
  bigint: (v: string) => `typeof ${v} === 'bigint'`,
  null: (v: string) => `${v} === null`,
  date: (v: string) => `${v} instanceof Date && ${v}.isRawInstance === undefined`,
  bytes: (v: string) => `${v} instanceof Uint8Array && ${v}.isRawInstance === undefined`,
  list: (v: string) => `Array.isArray(${v}) && ${v}.isRawInstance === undefined && !hasUndefinedWithin(${v})`,
})

export type Kind = keyof typeof KINDS

/** Where any value of some kinds may stand. */
export interface Hole {
  /**
   * The places of its value among those that the walk met: mostly one, but a name may stand in a raw's text several times. None
   * where a shape is declined before it is come to.
   */
  readonly indexes: readonly number[]
  readonly accepts: 'plain' | readonly Kind[]
}

/** Where a list of any length from two may stand, of values or of rows with the same columns. */
export interface ListHole {
  /** The place of its first value. */
  readonly index: number
  /** Which of the walk's lists it is. */
  readonly list: number
  readonly keys: readonly string[] | undefined
}

/** In each place some twenty values are tried, for each of which all of the query is walked: that takes its time. */
const MOST_PLACES = 32

/** What nobody else has in a query. */
const TEXT = 'knexodus \u0000'
const NUMBER = 987_654_321

/** Values each of which has to lead to the same end, for a place to accept all of their kind. */
const SAMPLES: Readonly<Record<Exclude<Kind, 'count' | 'list'>, readonly unknown[]>> = Object.freeze({
  string: [TEXT, ''],
  number: [NUMBER, -NUMBER, 0, NaN],
  boolean: [true, false],
  bigint: [BigInt(NUMBER), 0n, -1n],
  null: [null],
  date: [new Date(NUMBER), new Date(NaN)],
  bytes: [new Uint8Array(1), new Uint8Array(0)],
})

/** For lists that are a single binding, as in `= any(?)`. */
const LISTS = [[TEXT], [], [[NUMBER], null]]

/** For limits and offsets. Other samples would make V8 forget that there are only small integers in such a field. */
const COUNTS = [NUMBER, 1]

/** Where the values of a query stand, and which others could, without making it one of another shape: found by trying. */
export class Holes {
  private readonly holes = new Map<object, Map<string | number, Hole>>()
  private readonly lists = new Map<object, ListHole>()
  private readonly found = new Set<number>()
  private places = 0
  /** For every hole, one value that may stand there. */
  readonly others: { readonly place: Place; readonly value: unknown }[] = []

  /**
   * @param walk walks the query as it is now
   * @param own what that comes to when nothing is tried
   * @param isDeclined whether that is cut short: what it does not come to may then be anything
   */
  constructor(
    private readonly walk: () => Trial,
    private readonly own: Trial,
    private readonly isDeclined: boolean,
  ) {}

  /** Whether every value that was met is in a hole. */
  get areAll(): boolean {
    return this.found.size === this.own.values.length && this.lists.size === this.own.spans.length
  }

  /** How many values are in no list. */
  get singles(): number {
    return this.own.values.length - this.own.spans.reduce((sum, span) => sum + span, 0)
  }

  /** How many values a list has in the query that this is learnt from. */
  spanOf({ list }: ListHole): number {
    return this.own.spans[list]!
  }

  at(within: object, key: string | number): Hole | undefined {
    return this.holes.get(within)?.get(key)
  }

  list(list: object): ListHole | undefined {
    return this.lists.get(list)
  }

  explore(place: Place): void {
    const { value } = place
    if (isPlain(value)) return this.exploreValue(place)
    if (Array.isArray(value) && (this.exploreList(place, value) || this.exploreWhole(place))) return
    for (const inner of place.inner) this.explore(inner)
  }

  private exploreValue(place: Place): void {
    this.places += 1
    if (this.places > MOST_PLACES) throw new Unlearnable('many values')
    const indexes = this.indexesOf(place, place.isCount ? [NUMBER] : [TEXT, SAMPLES.date[0]])
    if (indexes.length === 0 && !this.isDeclined) return
    const kinds = this.kindsOf(place, indexes)
    const [first] = kinds
    if (first === undefined) return
    const accepts = kinds.length === Object.keys(SAMPLES).length ? 'plain' : kinds
    this.keep(
      place,
      { indexes, accepts },
      first === 'count' ? NUMBER : SAMPLES[first as keyof typeof SAMPLES][0],
    )
  }

  /** A list that is bound as it is, items and all. */
  private exploreWhole(place: Place): boolean {
    const indexes = this.indexesOf(place, LISTS.slice(0, 1))
    if (indexes.length === 0 || !this.areTaken(place, indexes, LISTS)) return false
    this.keep(place, { indexes, accepts: ['list'] }, LISTS[0])
    return true
  }

  private keep(place: Place, hole: Hole, other: unknown): void {
    if (hole.indexes.some((index) => this.found.has(index))) return
    for (const index of hole.indexes) this.found.add(index)
    this.others.push({ place, value: other })
    const holes = this.holes.get(place.within) ?? new Map<string | number, Hole>()
    this.holes.set(place.within, holes.set(place.key, hole))
  }

  /** A list is one of any length if the same shape has one that is longer. */
  private exploreList(place: Place, values: readonly unknown[]): boolean {
    const [first] = values
    if (values.length < 2) return false
    const keys = isLiteral(first) ? Object.keys(first) : undefined
    const width = keys?.length ?? 1
    const cell = keys === undefined ? place.at(0) : place.at(0).at(keys[0]!)
    const [index, ...more] = this.indexesOf(cell, [TEXT, SAMPLES.date[0]])
    const longer = place.holding([...values, first], this.walk)
    const list = longer.spans.findIndex((span, i) => span === (this.own.spans[i] ?? NaN) + width)
    const span = values.length * width
    if (index === undefined || more.length > 0 || !longer.isSame || this.own.spans[list] !== span)
      return false
    for (let i = 0; i < span; i++) this.found.add(index + i)
    this.others.push({ place, value: [...values, first] })
    this.lists.set(values, { index, list, keys })
    return true
  }

  /** Where the walk meets what stands in a place, told by one of some samples; nowhere where that is part of the shape. */
  private indexesOf(place: Place, samples: readonly unknown[]): readonly number[] {
    for (const sample of samples) {
      const trial = place.holding(sample, this.walk)
      const { values: own } = this.own
      const indexes = Array.from(own.keys()).filter((i) => !Object.is(trial.values[i], own[i]))
      if (indexes.length > 0 && this.isTaken(trial, indexes, sample)) return indexes
    }
    return []
  }

  private kindsOf(place: Place, indexes: readonly number[]): readonly Kind[] {
    if (place.isCount) return this.areTaken(place, indexes, COUNTS) ? ['count'] : []
    const kinds = Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]
    return kinds.filter((kind) => this.areTaken(place, indexes, SAMPLES[kind]))
  }

  private areTaken(place: Place, indexes: readonly number[], samples: readonly unknown[]): boolean {
    return samples.every((sample) => this.isTaken(place.holding(sample, this.walk), indexes, sample))
  }

  /** Whether a sample has led to the same end, and has become these values, and no other. */
  private isTaken({ isSame, values }: Trial, indexes: readonly number[], sample: unknown): boolean {
    const { values: own } = this.own
    return (
      isSame &&
      values.length === own.length &&
      values.every((value, i) => Object.is(value, indexes.includes(i) ? sample : own[i]))
    )
  }
}
