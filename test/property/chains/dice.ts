import type { Dialect } from '../dialects.js'
import type { Arg, SharedArg, Step } from '../chain.js'

/*
 * What random chains are thrown with: functions that make one thing each, out of a generator's state. Building the chains
 * must cost less than building their queries, so there is nothing between a maker and its dice.
 */

/** Makes one random thing. */
export type Make<T> = (throwing: Throwing) => T

/** The state that makers share. */
export interface Throwing {
  readonly dice: Dice
  readonly dialect: Dialect
  /** Whether rare things are as likely as usual ones, as in some chains: what few chains have, few mutants can change. */
  readonly isFlat: boolean
  /** How many more levels of callbacks and subqueries may be opened. */
  readonly depth: number
  /** What makers of one part need of another; handed down, because the parts are inside each other. */
  readonly parts: Parts
  /** What the chain has used before, and may use again: the same object in two places. */
  readonly shelves: Map<unknown, SharedArg[]>
}

/** Parts that contain all others. */
export interface Parts {
  /** A subquery, as a builder. */
  readonly query: Make<Arg>
  /** A subquery, as a callback. */
  readonly callback: Make<Arg>
  /** A subquery with one column. */
  readonly scalarQuery: Make<Arg>
  /** A callback with where calls. */
  readonly group: Make<Arg>
  /** A callback with having calls. */
  readonly havingGroup: Make<Arg>
}

/** A small, fast generator of random numbers (mulberry32): the same seed, the same chains. */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = seed | 0
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }

  /** A whole number, both ends included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)]!
  }
}

/** A choice: its weight, what it makes, and the dialects that have it (all, by default). */
export type Choice<T> = readonly [weight: number, make: Make<T>, dialects?: readonly Dialect[]]

/** What a dialect does not have is thrown now and then all the same: the error is Knex's to word. */
const FOREIGN = 0.02
/** Choices of less weight are mistakes, which stay rare. */
const LEAST_USUAL = 0.5

/** One of several makers, by weight. */
export function oneOf<T>(...choices: Choice<T>[]): Make<T> {
  const tables = new Map<string, readonly number[]>()
  return (throwing) => {
    const { dialect, isFlat, dice } = throwing
    const key = isFlat ? `flat ${dialect}` : dialect
    let table = tables.get(key)
    if (table === undefined) tables.set(key, (table = sums(choices, dialect, isFlat)))
    const at = dice.next() * table.at(-1)!
    return choices[table.findIndex((sum) => at < sum)]![1](throwing)
  }
}

function sums<T>(choices: readonly Choice<T>[], dialect: Dialect, isFlat: boolean): number[] {
  let sum = 0
  return choices.map(([weight, , dialects]) => {
    const own = !isFlat ? weight : weight < LEAST_USUAL ? weight / 5 : 1
    sum += dialects === undefined || dialects.includes(dialect) ? own : own * FOREIGN
    return sum
  })
}

/** One of several things. */
export function pick<T>(...items: readonly T[]): Make<T> {
  return ({ dice }) => dice.pick(items)
}

/** A few things. */
export function some<T>(min: number, max: number, make: Make<T>): Make<T[]> {
  return (throwing) => {
    const made: T[] = []
    for (let left = throwing.dice.between(min, max); left > 0; left--) made.push(make(throwing))
    return made
  }
}

/** A thing, or none. */
export function maybe<T>(probability: number, make: Make<T>): Make<T[]> {
  return (throwing) => (throwing.dice.chance(probability) ? [make(throwing)] : [])
}

/** Lists, one after the other. */
export function inOrder<T>(...makers: Make<readonly T[]>[]): Make<T[]> {
  return (throwing) => makers.flatMap((make) => make(throwing))
}

/** A call with these arguments; `names` are separated by spaces, and one of them is called. */
export function call(names: string, ...args: Make<Arg>[]): Make<Step> {
  const all = names.split(' ')
  return (throwing) => ({ call: throwing.dice.pick(all), args: args.map((make) => make(throwing)) })
}

/** A call with however many arguments. */
export function callWith(names: string, args: Make<readonly Arg[]>): Make<Step> {
  const all = names.split(' ')
  return (throwing) => ({ call: throwing.dice.pick(all), args: args(throwing) })
}

/** One call after another, on what the first returns. */
export function calls(...steps: Make<Step>[]): Make<Step[]> {
  return (throwing) => steps.map((make) => make(throwing))
}
