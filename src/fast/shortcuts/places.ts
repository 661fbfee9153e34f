import { isPlainObject } from '../../util/plain-object.js'
import type { JoinStatement, KnexBuilder, KnexRaw, Single, Statement } from '../../knex/statements.js'

/** An object of Knex's own, with a field that this process may set and set back. */
type Owner = Record<string, unknown>

type Path = readonly (string | number)[]

/**
 * A place in a query where a value may stand. Another value can be put there for a moment; what belongs to the application,
 * such as the row of an insert, is not touched for it, but copied.
 */
export class Place {
  /** The object or array in which it stands. */
  readonly within: object
  readonly key: string | number

  /** @param depth how deep there may be places within this one: of a list its items, of rows their cells */
  constructor(
    private readonly owner: Owner,
    private readonly field: string,
    readonly depth: number,
    private readonly path: Path = [],
  ) {
    this.within = path
      .slice(0, -1)
      .reduce<unknown>(valueAt, path.length === 0 ? owner : owner[field]) as object
    this.key = path.at(-1) ?? field
  }

  get value(): unknown {
    return valueAt(this.within, this.key)
  }

  /** Whether it is the limit or the offset of a query, of which 0 is another thing than any other number. */
  get isCount(): boolean {
    return this.path.length === 0 && (this.field === 'limit' || this.field === 'offset')
  }

  /** Does something while another value stands here. */
  holding<T>(value: unknown, act: () => T): T {
    const { owner, field } = this
    const before = owner[field]
    owner[field] = replaced(before, this.path, value)
    try {
      return act()
    } finally {
      owner[field] = before
    }
  }

  /** The places within this one. */
  get inner(): Place[] {
    const { value } = this
    if (this.depth === 0) return []
    if (Array.isArray(value)) return Array.from(value, (_, index) => this.at(index, this.depth - 1))
    return isLiteral(value) ? Object.keys(value).map((key) => this.at(key, this.depth - 1)) : []
  }

  /** A place within this one, however deep. */
  at(key: string | number, depth = 0): Place {
    return new Place(this.owner, this.field, depth, [...this.path, key])
  }
}

function valueAt(container: unknown, key: string | number): unknown {
  return (container as Record<string | number, unknown>)[key]
}

function replaced(container: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  const copy = (
    Array.isArray(container) ? [...(container as unknown[])] : { ...(container as object) }
  ) as Owner
  copy[key] = replaced(copy[key], rest, value)
  return copy
}

/** An object literal of names and values: nothing that is run when it is read. */
export function isLiteral(value: unknown): value is Record<string, unknown> {
  if (!isPlainObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return false
  if (Object.values(Object.getOwnPropertyDescriptors(value)).some((property) => !('value' in property)))
    return false
  return !Object.hasOwn(value, '__proto__') && !('toSQL' in value) && !('isRawInstance' in value)
}

/** Conditions whose `value` becomes a binding as it is, or each of whose values does. */
const OF_ONE: ReadonlySet<string> = new Set(['whereBasic', 'whereLike', 'whereILike', 'havingBasic', 'onVal'])
const OF_SEVERAL: ReadonlySet<string> = new Set([
  'whereIn',
  'whereBetween',
  'havingIn',
  'havingBetween',
  'onIn',
  'onBetween',
])

/** Where a query has values, its subqueries not included. */
export function placesOf({ _single: single, _statements: statements }: KnexBuilder): Place[] {
  return [...placesOfSingle(single), ...statements.flatMap(placesOfStatement)]
}

/** Where a raw has values: each of its bindings, or a lone one. Of those written in its text by a list, the items too. */
export function placesOfRaw(raw: KnexRaw): Place[] {
  return raw.bindings === undefined ? [] : [new Place(raw as unknown as Owner, 'bindings', 2)]
}

function placesOfSingle(single: Single): Place[] {
  const { limit, offset, insert, update, merge } = single
  const owner = single as Owner
  return [
    ...(limit === undefined ? [] : [new Place(owner, 'limit', 0)]),
    ...(offset === undefined ? [] : [new Place(owner, 'offset', 0)]),
    ...(typeof insert === 'object' && insert !== null
      ? [new Place(owner, 'insert', Array.isArray(insert) ? 2 : 1)]
      : []),
    ...(update === undefined ? [] : [new Place(owner, 'update', 1)]),
    ...(isLiteral(merge?.updates) ? [new Place(merge, 'updates', 1)] : []),
  ]
}

function placesOfStatement(statement: Statement): Place[] {
  const { grouping, type = '' } = statement
  if (grouping === 'join') return (statement as JoinStatement).clauses.flatMap(placesOfStatement)
  const owner = statement as unknown as Owner
  if (OF_ONE.has(type) && statement.asColumn !== true) return [new Place(owner, 'value', 0)]
  return OF_SEVERAL.has(type) ? [new Place(owner, 'value', 1)] : []
}
