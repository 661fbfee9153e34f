import type { KnexBuilder, KnexRaw, Single } from './statements.js'

/** Of a list no more than so many items are looked at: nobody changes one that is longer, and copying it takes its time. */
const MOST_ITEMS = 32

/**
 * What a query was before its callbacks were run. A callback may change the query around it, mostly by mistake. Knex has read
 * some of that by then, and reads the rest behind it: nobody else can compile what has become of it as Knex would have. So it
 * is made again what it was, for Knex to begin anew.
 */
export class Watch {
  private readonly builders: BuilderState[] = []
  private readonly raws: RawState[] = []

  /** @param single a copy of what the builder has once */
  addBuilder(builder: KnexBuilder, single: Single): void {
    this.builders.push(new BuilderState(builder, single))
  }

  addRaw(raw: KnexRaw): void {
    this.raws.push(new RawState(raw))
  }

  /** Adds the raws that stand in a builder's statements as they are, or in a list. */
  addRawsOf({ _statements: statements }: KnexBuilder): void {
    for (let i = 0; i < statements.length; i++) {
      const { column, value } = statements[i]!
      if (typeof column === 'object') this.addIfRaw(column)
      if (typeof value !== 'object') continue
      if (!Array.isArray(value)) this.addIfRaw(value)
      else for (let j = 0; j < value.length && j < MOST_ITEMS; j++) this.addIfRaw(value[j])
    }
  }

  /** Makes all of it what it was. Returns whether it was something else. */
  undo(): boolean {
    const { builders, raws } = this
    let isChanged = false
    for (let i = 0; i < builders.length; i++) if (builders[i]!.undo()) isChanged = true
    for (let i = 0; i < raws.length; i++) if (raws[i]!.undo()) isChanged = true
    return isChanged
  }

  private addIfRaw(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    if ((value as Partial<KnexRaw>).isRawInstance === true) this.addRaw(value as KnexRaw)
  }
}

/** What Knex reads of a builder before it runs its callbacks. Lists of a builder are only ever added to, or replaced. */
class BuilderState {
  private readonly statements: readonly unknown[]
  private readonly length: number
  private readonly comments: readonly unknown[] | undefined
  private readonly commented: number
  private readonly options: readonly unknown[] | undefined
  private readonly opted: number
  private readonly method: unknown
  private readonly timeout: unknown
  private readonly cancels: unknown

  constructor(
    private readonly builder: KnexBuilder,
    private readonly single: Single,
  ) {
    this.statements = builder._statements
    this.length = this.statements.length
    this.comments = builder._comments
    this.commented = lengthOf(this.comments)
    this.options = builder._options
    this.opted = lengthOf(this.options)
    this.method = builder._method
    this.timeout = builder._timeout
    this.cancels = builder._cancelOnTimeout
  }

  undo(): boolean {
    if (this.isCurrent) return false
    const { builder, single, statements, comments, options, method, timeout, cancels } = this
    cut(statements, this.length)
    if (comments !== undefined) cut(comments, this.commented)
    if (options !== undefined) cut(options, this.opted)
    put(builder, { _statements: statements, _comments: comments, _options: options })
    put(builder, { _method: method, _timeout: timeout, _cancelOnTimeout: cancels })
    for (const name of Object.keys(builder._single))
      if (!(name in single)) Reflect.deleteProperty(builder._single, name)
    put(builder._single, single)
    return true
  }

  private get isCurrent(): boolean {
    const { builder, statements, comments, options } = this
    return (
      builder._statements === statements &&
      statements.length === this.length &&
      builder._comments === comments &&
      lengthOf(comments) === this.commented &&
      builder._options === options &&
      lengthOf(options) === this.opted &&
      builder._method === this.method &&
      builder._timeout === this.timeout &&
      builder._cancelOnTimeout === this.cancels &&
      isAlike(builder._single, this.single)
    )
  }
}

function lengthOf(list: readonly unknown[] | undefined): number {
  return list === undefined ? 0 : list.length
}

function cut(list: readonly unknown[], length: number): void {
  ;(list as unknown[]).splice(length)
}

/** What Knex reads of a raw, or a ref. */
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
  private readonly prototype: object | null
  private readonly items: readonly unknown[] | undefined

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
    this.prototype = Object.getPrototypeOf(raw) as object | null
    this.items = Array.isArray(bindings) && bindings.length <= MOST_ITEMS ? bindings.slice() : undefined
  }

  undo(): boolean {
    if (this.isCurrent) return false
    const { raw, sql, bindings, before, after, ref, schema, alias, context, toSQL, items } = this
    // What is inherited is there again then.
    if (toSQL !== raw.toSQL) Reflect.setPrototypeOf(raw, this.prototype)
    const wraps = { _wrappedBefore: before, _wrappedAfter: after }
    put(raw, { sql, bindings, ...wraps, ref, _schema: schema, _alias: alias, _queryContext: context, toSQL })
    if (items !== undefined && !this.hasItems) (bindings as unknown[]).splice(0, Infinity, ...items)
    return true
  }

  private get isCurrent(): boolean {
    const { raw } = this
    return (
      // What a ref was compiled to is noted in it, whoever did, and read by nobody.
      (this.ref !== undefined || (raw.sql === this.sql && raw.bindings === this.bindings && this.hasItems)) &&
      raw._wrappedBefore === this.before &&
      raw._wrappedAfter === this.after &&
      raw.ref === this.ref &&
      raw._schema === this.schema &&
      raw._alias === this.alias &&
      raw._queryContext === this.context &&
      raw.toSQL === this.toSQL
    )
  }

  private get hasItems(): boolean {
    const { items } = this
    if (items === undefined) return true
    const bindings = this.bindings as readonly unknown[]
    return bindings.length === items.length && items.every((item, i) => Object.is(item, bindings[i]))
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

/** What was there without a value goes, if there is one now. Never throws: what cannot be written to has not been changed. */
function put(owner: object, values: object): void {
  for (const [name, value] of Object.entries(values)) {
    if (Object.is(Reflect.get(owner, name), value)) continue
    if (value === undefined) Reflect.deleteProperty(owner, name)
    else Reflect.set(owner, name, value)
  }
}
