import { isPlainObject } from '../../util/plain-object.js'
import type { JoinStatement, KnexBuilder, Single, Statement } from '../../knex/statements.js'

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

  constructor(
    private readonly owner: Owner,
    private readonly field: string,
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

  /** The places of what stands here, if it is a list or an object literal. */
  inner(): Place[] {
    const { value } = this
    if (Array.isArray(value)) return value.map((_, index) => this.at(index))
    return isLiteral(value) ? Object.keys(value).map((key) => this.at(key)) : []
  }

  at(key: string | number): Place {
    return new Place(this.owner, this.field, [...this.path, key])
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

/** An object literal all of whose keys are names like any other. */
export function isLiteral(value: unknown): value is Record<string, unknown> {
  if (!isPlainObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return false
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

function placesOfSingle(single: Single): Place[] {
  const { limit, offset, insert, update } = single
  const owner = single as Owner
  return [
    ...(limit === undefined ? [] : [new Place(owner, 'limit')]),
    ...(offset === undefined ? [] : [new Place(owner, 'offset')]),
    ...(typeof insert === 'object' && insert !== null ? [new Place(owner, 'insert')] : []),
    ...(update === undefined ? [] : new Place(owner, 'update').inner()),
  ]
}

function placesOfStatement(statement: Statement): Place[] {
  const { grouping, type = '' } = statement
  if (grouping === 'join') return (statement as JoinStatement).clauses.flatMap(placesOfStatement)
  const place = new Place(statement as unknown as Owner, 'value')
  if (OF_ONE.has(type) && statement.asColumn !== true) return [place]
  return OF_SEVERAL.has(type) ? [place] : []
}
