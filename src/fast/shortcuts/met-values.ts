import { KINDS } from './holes.js'
import type { Hole, Holes, ListHole } from './holes.js'
import type { Source } from './source.js'
import { Unlearnable } from './unlearnable.js'

/** A list of a query, with the variables of how many values it has, and where they begin among all. */
export interface ListVariables {
  readonly hole: ListHole
  readonly size: string
  readonly start: string
}

/** Writes the source that takes the values of a query out of its holes, in the order in which a walk would meet them. */
export class MetValues {
  readonly lists: ListVariables[] = []
  /** The variables of single values, by their place among all. */
  private readonly singles = new Map<number, string>()
  /** Up to where the values of a query with lists have been put among `values`. */
  private next = 0

  constructor(
    private readonly source: Source,
    private readonly holes: Holes,
  ) {}

  /** The variable of a single value. */
  at(index: number): string | undefined {
    return this.singles.get(index)
  }

  /** Takes one value, if it may stand there. */
  take(by: string, { indexes, accepts }: Hole): void {
    const { source } = this
    const name = source.variable(by)
    for (const index of indexes) this.singles.set(index, name)
    source.require(
      accepts === 'plain' ? isPlain(name) : accepts.map((kind) => KINDS[kind](name)).join(' || '),
    )
  }

  /** Has a value that has been taken be what it was. Of one that the walk does not come to only the kind counts. */
  takeAgain(by: string, hole: Hole): void {
    const [first] = hole.indexes
    if (first === undefined) return this.take(by, hole)
    this.source.require(`Object.is(${this.source.variable(by)}, ${this.at(first)})`)
  }

  /** Takes those of a list. They are read once, and kept: a callback may change the list, and a getter may give another value. */
  takeList(name: string, hole: ListHole): void {
    const { source } = this
    const first = this.lists.find((list) => list.hole === hole)
    const width = hole.keys?.length ?? 1
    source.require(`${name}.length > 1`)
    if (first !== undefined) source.require(`${name}.length * ${width} === ${first.size}`)
    const at = first === undefined ? this.begin(name, hole, width) : source.variable(first.start, 'let')
    source.add(`for (let i = 0; i < ${name}.length; i++) {`)
    const item = source.variable(`${name}[i]`)
    const take = (by: string): void => {
      const value = source.variable(by)
      source.require(first === undefined ? isPlain(value) : `Object.is(${value}, values[${at}])`)
      source.add(first === undefined ? `values[${at}] = ${value}` : '', `${at}++`)
    }
    if (hole.keys === undefined) take(item)
    else source.requireKeys(item, hole.keys, () => take(`${item}[key]`))
    source.add('}')
  }

  /** Makes room for a list's values behind those that the walk meets before it. Returns the variable of the next place. */
  private begin(name: string, hole: ListHole, width: number): string {
    const { source } = this
    const size = source.variable(`${name}.length * ${width}`)
    if (this.lists.length === 0)
      source.add(`const values = new Array(${this.holes.singles} + ${size})`, 'let n = 0')
    this.put(hole.index)
    this.lists.push({ hole, size, start: source.variable('n') })
    this.next = hole.index + this.holes.spanOf(hole)
    return 'n'
  }

  /** Puts the single values that the walk meets next, before a certain one, among the values. */
  put(end: number): void {
    for (; this.next < end; this.next++) {
      const value = this.at(this.next)
      if (value === undefined) throw new Unlearnable('a list before what comes before it')
      this.source.add(`values[n++] = ${value}`)
    }
  }
}

/** The usual kinds are looked at in place. */
function isPlain(name: string): string {
  return `typeof ${name} === 'string' || typeof ${name} === 'number' || isPlain(${name})`
}
