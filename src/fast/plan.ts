import { copyOf } from './copy-of.js'
import type { PlanText, SqlText } from './plan-text.js'

/** Which fields Knex's compiler adds to the result of this kind of query. */
export type ResultKind = 'plain' | 'returning' | 'rowcount' | 'pluck' | 'output'

/** The values of one walk, in the order in which they were met. */
export interface Walked {
  readonly values: readonly unknown[]
  /** How many of `values` belong to this walk. */
  readonly size: number
  /** How many of them each list has that may have any number. */
  readonly spans: readonly number[]
}

/** Where a binding comes from: the nth value met outside of lists, behind so many lists. */
export class Slot {
  constructor(
    private readonly index: number,
    private readonly lists: number,
  ) {}

  /** Its place among the values. */
  at(spans: readonly number[]): number {
    let at = this.index
    for (let i = 0; i < this.lists; i++) at += spans[i]!
    return at
  }
}

/** The nth value of every item of a list. */
export class Cell {
  constructor(readonly index: number) {}
}

/** Where the bindings of a list come from: as many values for each item as there are cells, from a slot on. */
export class Run {
  constructor(
    readonly list: number,
    private readonly first: Slot,
    private readonly cells: readonly number[],
  ) {}

  /** Whether it takes the values of its list as they are, the first of them being this one. */
  isInOrder(at: number, spans: readonly number[]): boolean {
    return this.first.at(spans) === at && this.cells.every((cell, i) => cell === i)
  }

  collect(bindings: unknown[], { values, spans }: Pick<Walked, 'values' | 'spans'>): void {
    const start = this.first.at(spans)
    const end = start + spans[this.list]!
    for (let at = start; at < end; at += this.cells.length) {
      for (let i = 0; i < this.cells.length; i++) bindings.push(values[at + this.cells[i]!])
    }
  }
}

/** The SQL of one shape, and where each of its bindings comes from. Never changes once made. */
export class Plan {
  /** The text, where it is always the same: nearly every build asks for no more. */
  readonly fixed: SqlText | undefined

  constructor(
    private readonly text: PlanText,
    /** For each placeholder its {@link Slot}, for each list its {@link Run}, or a constant; `undefined` when values are already in text order. */
    readonly order: readonly unknown[] | undefined,
    readonly kind: ResultKind,
  ) {
    this.fixed = text.fixed
  }

  /** What the text is for as many items as the walk met in each list. */
  sql(walked: Walked): SqlText {
    return this.fixed ?? this.text.of(walked.spans)
  }

  /** The same text in every process, whatever it was first seen with. */
  get canonicalSql(): string {
    return this.text.canonical
  }

  /** About how much memory it takes. */
  get bytes(): number {
    return this.text.bytes + (this.order?.length ?? 0) * BYTES_OF_SOURCE
  }

  /** The bindings for the values collected on a walk of this plan's shape. */
  bind(walked: Walked): unknown[] {
    return this.order === undefined ? copyOf(walked.values, walked.size) : gathered(this.order, walked)
  }
}

const BYTES_OF_SOURCE = 48

function gathered(order: readonly unknown[], walked: Walked): unknown[] {
  const { values, spans } = walked
  const bindings: unknown[] = []
  for (let i = 0; i < order.length; i++) {
    const source = order[i]
    if (source instanceof Slot) bindings.push(values[source.at(spans)])
    else if (source instanceof Run) source.collect(bindings, walked)
    else bindings.push(source)
  }
  return bindings
}

/**
 * Makes a plan of compiled SQL and the sources of its parameters, in the order of their placeholders.
 *
 * @param walked a walk of the query it was made of
 */
export function planOf(text: PlanText, sources: readonly unknown[], walked: Walked, kind: ResultKind): Plan {
  return new Plan(text, areInOrder(sources, walked) ? undefined : Object.freeze([...sources]), kind)
}

/** Whether the sources give all values of a walk, in the order in which it met them. */
function areInOrder(sources: readonly unknown[], { size, spans }: Walked): boolean {
  let at = 0
  for (const source of sources) {
    if (source instanceof Slot && source.at(spans) === at) at += 1
    else if (source instanceof Run && source.isInOrder(at, spans)) at += spans[source.list]!
    else return false
  }
  return at === size
}
