import { isPlain } from '../plain.js'
import { isLiteral } from './places.js'
import type { Place } from './places.js'
import { Unlearnable } from './unlearnable.js'

/** What a walk says of a query, while another value may be held to stand in it. */
export interface Trial {
  /** Whether it came to the end of the shape in question. */
  readonly isSame: boolean
  readonly values: readonly unknown[]
  readonly spans: readonly number[]
}

/** The tests of the kinds of values that a walk may tell apart. */
export const KINDS = Object.freeze({
  string: (v: string) => `typeof ${v} === 'string'`,
  number: (v: string) => `typeof ${v} === 'number'`,
  count: (v: string) => `typeof ${v} === 'number' && ${v} > 0`,
  boolean: (v: string) => `typeof ${v} === 'boolean'`,
  bigint: (v: string) => `typeof ${v} === 'bigint'`,
  null: (v: string) => `${v} === null`,
  date: (v: string) => `${v} instanceof Date`,
  bytes: (v: string) => `${v} instanceof Uint8Array`,
})

export type Kind = keyof typeof KINDS

/** Where any value of some kinds may stand. */
export interface Hole {
  /** The place of its value among those that the walk met; none where a shape is declined before it is come to. */
  readonly index: number | undefined
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
const SAMPLES: Readonly<Record<Exclude<Kind, 'count'>, readonly unknown[]>> = Object.freeze({
  string: [TEXT, ''],
  number: [NUMBER, -NUMBER, 0, NaN],
  boolean: [true, false],
  bigint: [BigInt(NUMBER), 0n, -1n],
  null: [null],
  date: [new Date(NUMBER), new Date(NaN)],
  bytes: [new Uint8Array(1), new Uint8Array(0)],
})

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
    if (isPlain(value)) this.exploreValue(place)
    else if (!Array.isArray(value) || !this.exploreList(place, value))
      for (const inner of place.inner) this.explore(inner)
  }

  private exploreValue(place: Place): void {
    this.places += 1
    if (this.places > MOST_PLACES) throw new Unlearnable('many values')
    const index = this.indexOf(place)
    if (index === undefined ? !this.isDeclined : this.found.has(index)) return
    const accepts = this.kindsOf(place, index)
    if (accepts.length === 0) return
    if (index !== undefined) this.found.add(index)
    this.others.push({
      place,
      value: place.isCount ? NUMBER : SAMPLES[accepts[0] as keyof typeof SAMPLES][0],
    })
    const holes = this.holes.get(place.within) ?? new Map<string | number, Hole>()
    const hole = {
      index,
      accepts: accepts.length === Object.keys(SAMPLES).length ? ('plain' as const) : accepts,
    }
    this.holes.set(place.within, holes.set(place.key, hole))
  }

  /** A list is one of any length if the same shape has one that is longer. */
  private exploreList(place: Place, values: readonly unknown[]): boolean {
    const [first] = values
    if (values.length < 2) return false
    const keys = isLiteral(first) ? Object.keys(first) : undefined
    const width = keys?.length ?? 1
    const index = this.indexOf(keys === undefined ? place.at(0) : place.at(0).at(keys[0]!))
    const longer = place.holding([...values, first], this.walk)
    const list = longer.spans.findIndex((span, i) => span === (this.own.spans[i] ?? NaN) + width)
    const span = values.length * width
    if (index === undefined || !longer.isSame || this.own.spans[list] !== span) return false
    for (let i = 0; i < span; i++) this.found.add(index + i)
    this.others.push({ place, value: [...values, first] })
    this.lists.set(values, { index, list, keys })
    return true
  }

  /** Where the walk meets what stands in a place; nothing where that is part of the shape. */
  private indexOf(place: Place): number | undefined {
    for (const sample of place.isCount ? [NUMBER] : [TEXT, SAMPLES.date[0]]) {
      const { isSame, values } = place.holding(sample, this.walk)
      const index = values.findIndex((value, i) => !Object.is(value, this.own.values[i]))
      if (isSame && values[index] === sample && this.isOnly(values, index)) return index
    }
    return undefined
  }

  private kindsOf(place: Place, index: number | undefined): readonly Kind[] {
    const isTaken = (sample: unknown): boolean => {
      const { isSame, values } = place.holding(sample, this.walk)
      return isSame && this.isOnly(values, index) && (index === undefined || Object.is(values[index], sample))
    }
    if (place.isCount) return COUNTS.every(isTaken) ? ['count'] : []
    const kinds = Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]
    return kinds.filter((kind) => SAMPLES[kind].every(isTaken))
  }

  /** Whether a value has changed, and no other. */
  private isOnly(values: readonly unknown[], index: number | undefined): boolean {
    const { own } = this
    return (
      values.length === own.values.length &&
      values.every((value, i) => i === index || Object.is(value, own.values[i]))
    )
  }
}
