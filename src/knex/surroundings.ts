import { isPlainObject } from '../util/plain-object.js'
import type { KnexBuilder, KnexRaw, Single } from './statements.js'

/** Does once more what has been undone. */
export type Redo = () => void

/**
 * What a callback finds around it: the builder that it stands in, raws that belong to the query, and what is around that builder. Knex
 * has read some of that before it runs a callback, and reads the rest behind it. So what a callback does to it is undone before
 * somebody else compiles the query, and done again when Knex comes to the callback.
 *
 * Of a builder that is its statements: Knex sorts them before it runs any callback, and passes over what is added then. What a
 * builder has once, Knex reads when it comes to it, as a walk does: mostly behind the callbacks.
 *
 * One is made for every callback of every build, so it keeps as little as will do.
 */
export class Surroundings {
  private readonly list: readonly unknown[]
  private readonly length: number
  private readonly raws: readonly RawState[] | undefined

  /** @param single a copy of what the builder has once, where Knex may read it before the callbacks */
  constructor(
    private readonly builder: KnexBuilder,
    private readonly single: Single | undefined,
    raws: readonly KnexRaw[] | undefined,
    private readonly outer: Surroundings | undefined,
  ) {
    this.list = builder._statements
    this.length = this.list.length
    this.raws = raws?.map((raw) => new RawState(raw))
  }

  /** Undoes what has been done to it since. Returns what does it again; nothing, if nothing was done. */
  undo(): Redo | undefined {
    if (this.isCurrent) return undefined
    const raws = (this.raws ?? []).map((raw) => raw.undo())
    const single = this.single && this.undoSingle(this.single)
    const redos = [this.undoStatements(), single, ...raws, this.outer?.undo()]
    // Last undone, first done again: a raw may be there twice, and has been put right when it is come to again.
    redos.reverse()
    return () => {
      for (const redo of redos) redo?.()
    }
  }

  private get isCurrent(): boolean {
    const { builder, list, single, raws, outer } = this
    if (builder._statements !== list || list.length !== this.length) return false
    if (single !== undefined && !isAlike(builder._single, single)) return false
    if (raws !== undefined && !raws.every((raw) => raw.isCurrent)) return false
    return outer === undefined || outer.isCurrent
  }

  private undoStatements(): Redo {
    const { builder } = this
    const list = this.list as unknown[]
    const now = builder._statements
    const more = list.splice(this.length)
    put(builder, { _statements: list })
    return () => {
      list.push(...more)
      put(builder, { _statements: now })
    }
  }

  private undoSingle(before: Single): Redo {
    const { _single: single } = this.builder
    const now = { ...single }
    become(single, before)
    return () => {
      become(single, now)
    }
  }
}

/** Adds the raws that stand in a builder's statements as they are, or in a list. */
export function addRawsOf({ _statements: statements }: KnexBuilder, raws: KnexRaw[]): void {
  for (let i = 0; i < statements.length; i++) {
    addRawsIn(statements[i]!.value, raws)
    addRawsIn(statements[i]!.column, raws)
  }
}

function addRawsIn(value: unknown, raws: KnexRaw[]): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) addRawsIn(value[i], raws)
  else if ((value as Partial<KnexRaw>).isRawInstance === true) raws.push(value as KnexRaw)
}

/** What is read of a raw, or of a ref, to compile it. */
class RawState {
  private readonly sql: unknown
  private readonly bindings: unknown
  private readonly before: unknown
  private readonly after: unknown
  private readonly ref: unknown
  private readonly schema: unknown
  private readonly alias: unknown
  private readonly context: unknown
  private readonly toSQL: unknown
  private readonly values: ListState | RecordState | undefined

  constructor(private readonly raw: KnexRaw) {
    const { bindings } = raw
    this.sql = raw.sql
    this.bindings = bindings
    this.before = raw._wrappedBefore
    this.after = raw._wrappedAfter
    this.ref = raw.ref
    this.schema = raw._schema
    this.alias = raw._alias
    this.context = raw._queryContext
    this.toSQL = raw.toSQL
    if (Array.isArray(bindings)) this.values = new ListState(bindings)
    else this.values = isPlainObject(bindings) ? new RecordState(bindings) : undefined
  }

  get isCurrent(): boolean {
    const { raw, values } = this
    return (
      raw.sql === this.sql &&
      raw.bindings === this.bindings &&
      raw._wrappedBefore === this.before &&
      raw._wrappedAfter === this.after &&
      raw.ref === this.ref &&
      raw._schema === this.schema &&
      raw._alias === this.alias &&
      raw._queryContext === this.context &&
      raw.toSQL === this.toSQL &&
      (values === undefined || values.isCurrent)
    )
  }

  undo(): Redo {
    const now = new RawState(this.raw)
    this.restore()
    return () => {
      now.restore()
    }
  }

  private restore(): void {
    const { raw, sql, bindings, before, after, ref, schema, alias, context, toSQL } = this
    const wraps = { _wrappedBefore: before, _wrappedAfter: after }
    put(raw, { sql, bindings, ...wraps, ref, _schema: schema, _alias: alias, _queryContext: context, toSQL })
    this.values?.restore()
  }
}

/** The items of a list, and of the lists in it: names and values may come as lists. */
class ListState {
  private readonly items: readonly unknown[]
  private inner: ListState[] | undefined = undefined

  constructor(private readonly list: unknown[]) {
    this.items = list.slice()
    for (let i = 0; i < list.length; i++) {
      const item = list[i]
      if (Array.isArray(item)) (this.inner ??= []).push(new ListState(item))
    }
  }

  get isCurrent(): boolean {
    const { list, items, inner } = this
    if (list.length !== items.length) return false
    for (let i = 0; i < items.length; i++) if (!Object.is(list[i], items[i])) return false
    return inner === undefined || inner.every((each) => each.isCurrent)
  }

  restore(): void {
    if (this.isCurrent) return
    this.list.splice(0, this.list.length, ...this.items)
    this.inner?.forEach((each) => {
      each.restore()
    })
  }
}

/** Bindings by their names. */
class RecordState {
  private readonly values: object

  constructor(private readonly record: object) {
    this.values = { ...record }
  }

  get isCurrent(): boolean {
    return isAlike(this.record, this.values)
  }

  restore(): void {
    become(this.record, this.values)
  }
}

/** Whether two objects have the same fields. */
function isAlike(one: object, other: object): boolean {
  let count = 0
  for (const name in one) {
    if (!Object.is(one[name as never], other[name as never])) return false
    count += 1
  }
  for (const _ in other) count -= 1
  return count === 0
}

/** Gives an object the fields of another, and no more. */
function become(object: object, other: object): void {
  for (const name of Object.keys(object)) if (!(name in other)) Reflect.deleteProperty(object, name)
  Object.assign(object, other)
}

/** What was there without a value goes, if there is one now. */
function put(owner: object, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (Object.is(Reflect.get(owner, name), value)) continue
    if (value === undefined) Reflect.deleteProperty(owner, name)
    else Reflect.set(owner, name, value)
  }
}
