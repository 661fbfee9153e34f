import {
  FRAGMENT_FIELDS,
  JOIN_FIELDS,
  NESTED_FIELDS,
  SINGLE_FIELDS,
  STATEMENT_FIELDS,
} from '../../knex/fields.js'
import type { JoinStatement, KnexBuilder, KnexRaw, Statement } from '../../knex/statements.js'
import type { Met } from '../walk.js'
import { isFragment, kindOf } from './fragments.js'
import type { Holes } from './holes.js'
import type { Lesson } from './lesson.js'
import { MetValues } from './met-values.js'
import { isLiteral } from './places.js'
import { isObject, literal, Source } from './source.js'
import { Unlearnable } from './unlearnable.js'

/** A builder, and what it is made of. */
interface BuilderVariables {
  readonly name: string
  readonly list: string
  readonly single: string
}

/** A builder in which a callback stands. */
interface Surrounding {
  readonly variables: BuilderVariables
  readonly builder: KnexBuilder
  /** The first statement that a walk reads when a callback of this builder's may have been run. */
  readonly first: number
}

/**
 * Writes the source that tells whether a query is like another one: field by field, all that a walk could read, but for
 * the holes, each of which gets a variable.
 */
export class Comparison {
  readonly source = new Source()
  readonly values: MetValues
  /** The variables of raws and refs. */
  readonly fragments = new Map<KnexRaw, string>()
  /** The variables of callbacks, in the walk's order. */
  private readonly callbacks: string[] = []
  private met = 0
  private readonly surroundings: Surrounding[] = []
  private readonly builders: BuilderVariables[] = []
  private watched = { builders: 0, fragments: 0 }
  /** Whether this is the second look at the query: everything has its variable, and has to be what it was. */
  private isSecond = false

  constructor(
    private readonly lesson: Lesson,
    private readonly holes: Holes,
    own: Met,
  ) {
    const { builder, kind } = lesson.build
    this.values = new MetValues(this.source, holes)
    this.source.require(`build.kind === ${literal(kind)}`)
    this.builder('builder', builder)
    // Under a hook: it may make something else of a name now.
    for (const [name, wrapped] of own.names)
      this.source.require(`walk.wrap(${literal(name)}, undefined) === ${literal(wrapped)}`)
    if (lesson.expansions.length > 0) this.expansions()
  }

  /** What comes behind the answer. */
  get closing(): string {
    return this.lesson.expansions.length > 0 ? '}\nreturn walk.leave()' : ''
  }

  /**
   * The callbacks are run in the walk's order, once it is sure that a walk would run them. What they filled is looked at; and,
   * because they may do anything, once more the queries around them: all but the statements that a walk reads before them.
   */
  private expansions(): void {
    this.source.add('const watch = walk.newWatch()')
    this.source.open('callbacks')
    this.lesson.expansions.forEach(({ filled }, i) => {
      const callback = this.callbacks[i]
      if (callback === undefined || !(filled instanceof this.lesson.Builder))
        throw new Unlearnable('a callback')
      this.watch()
      this.builder(this.source.variable(`walk.fill(${callback})`), filled)
    })
    this.isSecond = true
    for (const { variables, builder, first } of this.surroundings) {
      this.query(variables, builder)
      builder._statements.slice(first).forEach((statement, i) => {
        this.statement(`${variables.list}[${first + i}]`, statement)
      })
    }
    for (const [fragment, name] of this.fragments) this.fragmentFields(name, fragment)
  }

  /** Has those watched that have been met and are not watched yet. */
  private watch(): void {
    const { builders, fragments, watched } = this
    for (const { name, single } of builders.slice(watched.builders))
      this.source.add(`watch.addBuilder(${name}, { ...${single} })`)
    for (const name of [...fragments.values()].slice(watched.fragments))
      this.source.add(`watch.addRaw(${name})`)
    this.watched = { builders: builders.length, fragments: fragments.size }
  }

  private builder(name: string, builder: KnexBuilder): void {
    // The very objects that a walk has in its hands when it comes back from a callback.
    const variables = {
      name,
      list: this.source.variable(`${name}._statements`),
      single: this.source.variable(`${name}._single`),
    }
    if (!this.isSecond) this.builders.push(variables)
    const before = this.met
    this.query(variables, builder)
    let first = 0
    builder._statements.forEach((statement, i) => {
      if (this.met === before) first = i
      this.statement(`${variables.list}[${i}]`, statement)
    })
    if (this.met > before) this.surroundings.push({ variables, builder, first })
  }

  /** All of a builder but its statements. */
  private query({ name, list, single: singles }: BuilderVariables, builder: KnexBuilder): void {
    const { _single: single, _statements: statements, _comments: comments } = builder
    if (builder._queryContext !== undefined) throw new Unlearnable('a query context')
    if (comments !== undefined && comments.length > 0) throw new Unlearnable('a comment')
    if (this.isSecond)
      this.source.require(`${name}._statements === ${list}`, `${name}._single === ${singles}`)
    this.source.require(
      `${list}.length === ${statements.length}`,
      `${name}._method === ${literal(builder._method)}`,
      `${name}._queryContext === undefined`,
      comments === undefined ? `${name}._comments === undefined` : `${name}._comments.length === 0`,
    )
    this.fields(singles, single, SINGLE_FIELDS)
    // What stands for the cells that a row lacks is for the client to say.
    if (Array.isArray(single.insert))
      this.source.require('(build.client.valueForUndefined === null) === isNull')
    // Whether rows are returned, and what is warned of, may be for the server's version to say.
    if (single.returning !== undefined) this.source.require('build.client.version === version')
  }

  private statement(by: string, statement: Statement): void {
    if (statement.grouping === 'join') return this.join(by, statement as JoinStatement)
    const name = this.fields(by, statement, STATEMENT_FIELDS)
    if (statement.value !== undefined) return
    // To Knex a value that is undefined is another thing than none.
    if ('value' in statement) throw new Unlearnable('an undefined value')
    this.source.require(`!('value' in ${name})`)
  }

  private join(by: string, join: JoinStatement): void {
    const name = this.fields(by, join, JOIN_FIELDS)
    const clauses = this.source.variable(`${name}.clauses`)
    this.source.require(`${clauses}.length === ${join.clauses.length}`)
    join.clauses.forEach((clause, i) => {
      this.statement(`${clauses}[${i}]`, clause)
    })
  }

  /** Returns the variable of the object. */
  private fields(by: string, object: object, names: readonly string[]): string {
    const name = this.source.variable(by)
    const values = object as Readonly<Record<string, unknown>>
    this.source.require(
      ...names
        .filter((field) => values[field] === undefined)
        .map((field) => `${name}.${field} === undefined`),
    )
    for (const field of names.filter((each) => values[each] !== undefined)) {
      const nested = NESTED_FIELDS[field]
      if (nested !== undefined && isLiteral(values[field])) {
        this.source.require(isObject(`${name}.${field}`))
        this.fields(`${name}.${field}`, values[field], nested)
      } else this.value(`${name}.${field}`, values[field], object, field)
    }
    return name
  }

  private value(by: string, value: unknown, within: object, key: string | number): void {
    const hole = this.holes.at(within, key)
    if (hole !== undefined) return this.values.take(by, hole, this.isSecond)
    if (typeof value === 'function') return this.callback(by, value)
    if (typeof value !== 'object' || value === null) return this.source.require(`${by} === ${literal(value)}`)
    if (Array.isArray(value)) return this.array(by, value)
    if (value instanceof this.lesson.Builder) return this.subquery(by, value)
    if (isFragment(value, this.lesson)) return this.fragment(by, value)
    if (isLiteral(value)) return this.literalObject(by, value)
    throw new Unlearnable('an object of some class')
  }

  private callback(by: string, callback: unknown): void {
    const { expansions } = this.lesson
    const i = expansions.findIndex((expansion) => expansion.callback === callback)
    if (this.isSecond) return this.source.require(`${by} === ${this.callbacks[i]}`)
    const isOnly = expansions.every((other, j) => j === i || other.callback !== callback)
    if (i === -1 || !isOnly || i in this.callbacks) throw new Unlearnable('a callback in several places')
    this.met += 1
    this.callbacks[i] = this.source.variable(by)
    this.source.require(`typeof ${this.callbacks[i]} === 'function'`)
  }

  private subquery(by: string, builder: KnexBuilder): void {
    const name = this.source.variable(by)
    this.source.require(`${name} instanceof Builder`, `${name}.isRawInstance !== true`)
    this.builder(name, builder)
  }

  private fragment(by: string, fragment: KnexRaw): void {
    // All of them are looked at once more in the end.
    if (this.isSecond) return this.source.require(`${by} === ${this.fragments.get(fragment)}`)
    const name = this.source.variable(by)
    this.fragments.set(fragment, name)
    this.fragmentFields(name, fragment)
  }

  private fragmentFields(name: string, fragment: KnexRaw): void {
    const kind = kindOf(fragment, this.lesson)!
    const { Raw, Ref } = this.lesson
    const { constructor, toSQL, queryContext } = (kind === 'raw' ? Raw : Ref).prototype
    this.source.require(
      isObject(name),
      `${name}.constructor === ${this.source.constant(constructor)}`,
      `${name}.isRawInstance === true`,
      `${name}.toSQL === ${this.source.constant(toSQL)}`,
      // Where a hook is asked about a raw's names, the raw is asked for their context.
      `${name}.queryContext === ${this.source.constant(queryContext)}`,
    )
    this.fields(name, fragment, FRAGMENT_FIELDS[kind])
  }

  private array(by: string, array: readonly unknown[]): void {
    const name = this.source.variable(by)
    const hole = this.holes.list(array)
    this.source.require(`Array.isArray(${name})`)
    if (hole !== undefined) return this.values.takeList(name, hole)
    this.source.require(`${name}.length === ${array.length}`)
    // One that lacks items has them all the same: they are undefined.
    for (let i = 0; i < array.length; i++) this.value(`${name}[${i}]`, array[i], array, i)
  }

  private literalObject(by: string, object: Readonly<Record<string, unknown>>): void {
    const keys = Object.keys(object)
    const name = this.source.variable(by)
    // What stands for it is for the client to say.
    if (keys.some((key) => object[key] === undefined)) throw new Unlearnable('an undefined value')
    this.source.requireKeys(name, keys)
    for (const key of keys) this.value(`${name}[${literal(key)}]`, object[key], object, key)
  }
}
