import { JOIN_FIELDS, NESTED_FIELDS, SINGLE_FIELDS, STATEMENT_FIELDS } from '../../knex/fields.js'
import type { JoinStatement, KnexBuilder, Statement } from '../../knex/statements.js'
import { KINDS } from './holes.js'
import type { Hole, Holes, ListHole } from './holes.js'
import type { Lesson } from './lesson.js'
import { isLiteral } from './places.js'
import { Unlearnable } from './unlearnable.js'

/** A builder, and what it is made of. */
interface BuilderVariables {
  readonly name: string
  readonly list: string
  readonly single: string
}

/** What walks read of a query behind its statements. */
const READ_LATE = SINGLE_FIELDS.filter((field) => !['table', 'schema', 'only'].includes(field))

/** A list of a query, with the variables of how many values it has, and where they begin among all. */
export interface ListVariables {
  readonly hole: ListHole
  readonly size: string
  readonly start: string
}

/**
 * Writes the source that tells whether a query is like another one: field by field, all that a walk could read, but for
 * the holes, each of which gets a variable.
 */
export class Comparison {
  /** The variables of single values, by their place among those that the walk met. */
  readonly values = new Map<number, string>()
  readonly lists: ListVariables[] = []
  /** What the source needs besides texts and numbers. */
  readonly constants: unknown[] = []
  private readonly lines: string[] = []
  /** The variables of callbacks, in the walk's order. */
  private readonly callbacks: string[] = []
  private variables = 0
  /** Up to where the values of a query with lists have been put among `values`. */
  private next = 0
  private readonly outer: BuilderVariables
  /** Whether this is the second look at the query: everything has its variable, and has to be what it was. */
  private isSecond = false

  constructor(
    private readonly lesson: Lesson,
    private readonly holes: Holes,
  ) {
    const { builder, kind } = lesson.build
    this.require(`build.kind === ${literal(kind)}`)
    this.outer = this.parts('builder')
    this.query(this.outer, builder, SINGLE_FIELDS)
    // The first statement that a walk reads when a callback may have been run.
    let first = 0
    builder._statements.forEach((statement, i) => {
      if (this.callbacks.length === 0) first = i
      this.statement(`${this.outer.list}[${i}]`, statement)
    })
    if (lesson.expansions.length > 0) this.expansions(builder, first)
  }

  get source(): string {
    return this.lines.join('\n')
  }

  /** An object that the source needs, by the place where it gets it. */
  constant(value: unknown): string {
    return `constants[${this.constants.push(value) - 1}]`
  }

  /**
   * The callbacks are run in the walk's order, once it is sure that a walk would run them. What they filled is looked at; and,
   * because they may do anything, once more what of the query around them a walk reads behind them.
   *
   * @param first the statement from which on that is
   */
  private expansions(outer: KnexBuilder, first: number): void {
    this.lesson.expansions.forEach(({ filled }, i) => {
      const callback = this.callbacks[i]
      if (callback === undefined || !(filled instanceof this.lesson.Builder))
        throw new Unlearnable('a callback')
      const name = this.variable(`walk.expand(${callback})`)
      this.builder(name, filled as KnexBuilder)
    })
    this.isSecond = true
    // The very objects that a walk has in its hands by then.
    const { list, single } = this.outer
    this.query({ name: 'builder', list, single }, outer, READ_LATE)
    outer._statements.forEach((statement, i) => {
      if (i >= first) this.statement(`${list}[${i}]`, statement)
    })
  }

  private builder(name: string, builder: KnexBuilder): void {
    const parts = this.parts(name)
    this.query(parts, builder, SINGLE_FIELDS)
    builder._statements.forEach((statement, i) => {
      this.statement(`${parts.list}[${i}]`, statement)
    })
  }

  private parts(name: string): BuilderVariables {
    return { name, list: this.variable(`${name}._statements`), single: this.variable(`${name}._single`) }
  }

  /** All of a builder but its statements. */
  private query(
    { name, list, single: singles }: BuilderVariables,
    builder: KnexBuilder,
    fields: readonly string[],
  ): void {
    const { _single: single, _statements: statements, _comments: comments } = builder
    if (builder._queryContext !== undefined) throw new Unlearnable('a query context')
    if (comments !== undefined && comments.length > 0) throw new Unlearnable('a comment')
    this.require(
      `${list}.length === ${statements.length}`,
      `${name}._method === ${literal(builder._method)}`,
      `${name}._queryContext === undefined`,
      comments === undefined ? `${name}._comments === undefined` : `${name}._comments.length === 0`,
    )
    this.fields(singles, single, fields)
    // What stands for the cells that a row lacks is for the client to say.
    if (Array.isArray(single.insert)) this.require('(build.client.valueForUndefined === null) === isNull')
    // Whether rows are returned, and what is warned of, may be for the server's version to say.
    if (single.returning !== undefined) this.require('build.client.version === version')
  }

  private statement(by: string, statement: Statement): void {
    if (statement.grouping === 'join') return this.join(by, statement as JoinStatement)
    const name = this.fields(by, statement, STATEMENT_FIELDS)
    if (statement.value !== undefined) return
    // To Knex a value that is undefined is another thing than none.
    if ('value' in statement) throw new Unlearnable('an undefined value')
    this.require(`!('value' in ${name})`)
  }

  private join(by: string, join: JoinStatement): void {
    const name = this.fields(by, join, JOIN_FIELDS)
    const clauses = this.variable(`${name}.clauses`)
    this.require(`${clauses}.length === ${join.clauses.length}`)
    join.clauses.forEach((clause, i) => {
      this.statement(`${clauses}[${i}]`, clause)
    })
  }

  /** Returns the variable of the object. */
  private fields(by: string, object: object, names: readonly string[]): string {
    const name = this.variable(by)
    const values = object as Readonly<Record<string, unknown>>
    this.require(
      ...names
        .filter((field) => values[field] === undefined)
        .map((field) => `${name}.${field} === undefined`),
    )
    for (const field of names.filter((each) => values[each] !== undefined)) {
      const nested = NESTED_FIELDS[field]
      if (nested !== undefined && isLiteral(values[field])) {
        this.require(isObject(`${name}.${field}`))
        this.fields(`${name}.${field}`, values[field], nested)
      } else this.value(`${name}.${field}`, values[field], object, field)
    }
    return name
  }

  private value(by: string, value: unknown, within: object, key: string | number): void {
    const hole = this.holes.at(within, key)
    if (hole !== undefined) return this.hole(by, hole)
    if (typeof value === 'function') return this.callback(by, value)
    if (typeof value !== 'object' || value === null) return this.require(`${by} === ${literal(value)}`)
    if (Array.isArray(value)) return this.array(by, value)
    if (value instanceof this.lesson.Builder) return this.subquery(by, value as KnexBuilder)
    if (isLiteral(value)) return this.literalObject(by, value)
    throw new Unlearnable('an object of some class')
  }

  private hole(by: string, { index, accepts }: Hole): void {
    const name = this.variable(by)
    if (this.isSecond && index !== undefined)
      return this.require(`Object.is(${name}, ${this.values.get(index)})`)
    if (index !== undefined) this.values.set(index, name)
    this.require(accepts === 'plain' ? isPlain(name) : accepts.map((kind) => KINDS[kind](name)).join(' || '))
  }

  private callback(by: string, callback: unknown): void {
    const { expansions } = this.lesson
    const i = expansions.findIndex((expansion) => expansion.callback === callback)
    if (this.isSecond) return this.require(`${by} === ${this.callbacks[i]}`)
    const isOnly = expansions.every((other, j) => j === i || other.callback !== callback)
    if (i === -1 || !isOnly || i in this.callbacks) throw new Unlearnable('a callback in several places')
    this.callbacks[i] = this.variable(by)
    this.require(`typeof ${this.callbacks[i]} === 'function'`)
  }

  private subquery(by: string, builder: KnexBuilder): void {
    const name = this.variable(by)
    this.require(`${name} instanceof Builder`, `${name}.isRawInstance !== true`)
    this.builder(name, builder)
  }

  private array(by: string, array: readonly unknown[]): void {
    const name = this.variable(by)
    const hole = this.holes.list(array)
    this.require(`Array.isArray(${name})`)
    if (hole !== undefined) return this.list(name, hole)
    this.require(`${name}.length === ${array.length}`)
    // One that lacks items has them all the same: they are undefined.
    for (let i = 0; i < array.length; i++) this.value(`${name}[${i}]`, array[i], array, i)
  }

  /** Its values are read once, and kept: a callback may change the list, and a getter may give another value. */
  private list(name: string, hole: ListHole): void {
    const first = this.lists.find((list) => list.hole === hole)
    const width = hole.keys?.length ?? 1
    this.require(`${name}.length > 1`)
    if (first !== undefined) this.require(`${name}.length * ${width} === ${first.size}`)
    const at = first === undefined ? this.begin(name, hole, width) : this.variable(first.start, 'let')
    this.lines.push(`for (let i = 0; i < ${name}.length; i++) {`)
    const item = this.variable(`${name}[i]`)
    const take = (by: string): void => {
      const value = this.variable(by)
      this.require(first === undefined ? isPlain(value) : `Object.is(${value}, values[${at}])`)
      this.lines.push(first === undefined ? `values[${at}] = ${value}` : '', `${at}++`)
    }
    if (hole.keys === undefined) take(item)
    else this.keys(item, hole.keys, () => take(`${item}[key]`))
    this.lines.push('}')
  }

  /** Makes room for a list's values behind those that the walk meets before it. Returns the variable of the next place. */
  private begin(name: string, hole: ListHole, width: number): string {
    const size = this.variable(`${name}.length * ${width}`)
    if (this.lists.length === 0)
      this.lines.push(`const values = new Array(${this.holes.singles} + ${size})`, 'let n = 0')
    this.put(hole.index)
    this.lists.push({ hole, size, start: this.variable('n') })
    this.next = hole.index + this.holes.spanOf(hole)
    return 'n'
  }

  /** Puts the single values that the walk meets next, before a certain one, among the values. */
  put(end: number): void {
    for (; this.next < end; this.next++) {
      const value = this.values.get(this.next)
      if (value === undefined) throw new Unlearnable('a list before what comes before it')
      this.lines.push(`values[n++] = ${value}`)
    }
  }

  private literalObject(by: string, object: Readonly<Record<string, unknown>>): void {
    const keys = Object.keys(object)
    const name = this.variable(by)
    // What stands for it is for the client to say.
    if (keys.some((key) => object[key] === undefined)) throw new Unlearnable('an undefined value')
    this.keys(name, keys)
    for (const key of keys) this.value(`${name}[${literal(key)}]`, object[key], object, key)
  }

  /** An object literal with just these keys, in this order. */
  private keys(name: string, keys: readonly string[], each?: () => void): void {
    this.require(isObject(name), `Object.getPrototypeOf(${name}) === Object.prototype`)
    // What would make it something else, without being seen among its keys.
    const marks = ['.toSQL', '.isRawInstance', '[Symbol.toStringTag]']
    this.require(...marks.map((mark) => `${name}${mark} === undefined`))
    const count = `n${this.variables++}`
    this.lines.push(`let ${count} = 0`, `for (const key in ${name}) {`, `switch (${count}++) {`)
    keys.forEach((key, i) => {
      this.lines.push(`case ${i}:`)
      this.require(`key === ${literal(key)}`)
      this.lines.push('break')
    })
    this.lines.push('default:', 'return undefined', '}')
    each?.()
    this.lines.push('}')
    this.require(`${count} === ${keys.length}`)
  }

  private variable(by: string, kind: 'const' | 'let' = 'const'): string {
    const name = `v${this.variables++}`
    this.lines.push(`${kind} ${name} = ${by}`)
    return name
  }

  private require(...conditions: readonly string[]): void {
    for (const condition of conditions) this.lines.push(`if (!(${condition})) return undefined`)
  }
}

function isObject(name: string): string {
  return `typeof ${name} === 'object' && ${name} !== null`
}

/** The usual kinds are looked at in place. */
function isPlain(name: string): string {
  return `typeof ${name} === 'string' || typeof ${name} === 'number' || isPlain(${name})`
}

function literal(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && !Number.isNaN(value)) return String(value)
  if (typeof value === 'boolean' || value === undefined || value === null) return String(value)
  throw new Unlearnable(`a ${typeof value} where no value is expected`)
}
