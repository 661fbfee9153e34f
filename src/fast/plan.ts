/** Where a binding comes from: the nth value collected on the walk, or a value the text itself implies. */
export class Slot {
  constructor(readonly index: number) {}
}

/** Which fields Knex's compiler adds to the result of this kind of query. */
export type ResultKind = 'plain' | 'returning' | 'rowcount' | 'pluck' | 'output'

/** The SQL of one shape, and where each of its bindings comes from. Never changes once made. */
export class Plan {
  constructor(
    readonly sql: string,
    /** For each placeholder its {@link Slot}, or a constant; `undefined` when values are already in text order. */
    readonly order: readonly unknown[] | undefined,
    readonly kind: ResultKind,
  ) {}

  /** The bindings for the values collected on a walk of this plan's shape. */
  bind(values: unknown[]): unknown[] {
    const { order } = this
    if (order === undefined) return values
    const bindings = new Array<unknown>(order.length)
    for (let i = 0; i < order.length; i++) {
      const source = order[i]
      bindings[i] = source instanceof Slot ? values[source.index] : source
    }
    return bindings
  }
}

/** Makes a plan of compiled SQL and the sources of its parameters, in the order of their placeholders. */
export function planOf(sql: string, sources: readonly unknown[], valueCount: number, kind: ResultKind): Plan {
  const inOrder =
    sources.length === valueCount &&
    sources.every((source, i) => source instanceof Slot && source.index === i)
  return new Plan(sql, inOrder ? undefined : Object.freeze([...sources]), kind)
}
