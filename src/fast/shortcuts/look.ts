import {
  FRAGMENT_FIELDS,
  JOIN_FIELDS,
  NESTED_FIELDS,
  SINGLE_FIELDS,
  STATEMENT_FIELDS,
} from '../../knex/fields.js'
import type { JoinStatement, KnexBuilder, KnexRaw, Statement } from '../../knex/statements.js'
import { isFragment, kindOf } from './fragments.js'
import type { Hole, Holes } from './holes.js'
import type { Lesson } from './lesson.js'
import type { MetValues } from './met-values.js'
import { isLiteral } from './places.js'
import { isObject, literal } from './source.js'
import type { Source } from './source.js'
import { Unlearnable } from './unlearnable.js'

/** What a look needs: the query looked at, and the source that is being written. */
export interface Sight {
  readonly lesson: Lesson
  readonly holes: Holes
  readonly source: Source
  readonly values: MetValues
}

/** The variables of a builder, and of what it is made of. */
export interface BuilderVariables {
  readonly name: string
  readonly list: string
  readonly single: string
}

/**
 * Writes the source that looks whether a query is like the one it is learnt from: field by field, all that a walk could read.
 * What to make of values, callbacks, raws and refs, which may be others, is for each of the two looks to say.
 */
export abstract class Look {
  protected readonly lesson: Lesson
  protected readonly source: Source
  protected readonly values: MetValues
  private readonly holes: Holes

  constructor({ lesson, holes, source, values }: Sight) {
    this.lesson = lesson
    this.holes = holes
    this.source = source
    this.values = values
  }

  protected abstract hole(by: string, hole: Hole): void

  protected abstract callback(by: string, callback: unknown): void

  protected abstract fragment(by: string, fragment: KnexRaw): void

  protected builder(name: string, builder: KnexBuilder): void {
    const variables = this.variablesOf(name)
    this.query(variables, builder)
    this.statements(variables, builder)
  }

  /** The very objects that a walk has in its hands when it comes back from a callback. */
  protected variablesOf(name: string): BuilderVariables {
    return {
      name,
      list: this.source.variable(`${name}._statements`),
      single: this.source.variable(`${name}._single`),
    }
  }

  /** All of a builder but its statements. */
  protected query({ name, list, single: singles }: BuilderVariables, builder: KnexBuilder): void {
    const { _single: single, _statements: statements, _comments: comments } = builder
    if (builder._queryContext !== undefined) throw new Unlearnable('a query context')
    if (comments !== undefined && comments.length > 0) throw new Unlearnable('a comment')
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

  protected statements(
    { list }: BuilderVariables,
    { _statements: statements }: KnexBuilder,
    first = 0,
  ): void {
    for (let i = first; i < statements.length; i++) this.statement(`${list}[${i}]`, statements[i]!)
  }

  protected statement(by: string, statement: Statement): void {
    if (statement.grouping === 'join') return this.join(by, statement as JoinStatement)
    const name = this.fields(by, statement, STATEMENT_FIELDS)
    if (statement.value !== undefined) return
    // To Knex a value that is undefined is another thing than none.
    if ('value' in statement) throw new Unlearnable('an undefined value')
    this.source.require(`!('value' in ${name})`)
  }

  protected fragmentFields(name: string, fragment: KnexRaw): void {
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
    if (hole !== undefined) return this.hole(by, hole)
    if (typeof value === 'function') return this.callback(by, value)
    if (typeof value !== 'object' || value === null) return this.source.require(`${by} === ${literal(value)}`)
    if (Array.isArray(value)) return this.array(by, value)
    if (value instanceof this.lesson.Builder) return this.subquery(by, value)
    if (isFragment(value, this.lesson)) return this.fragment(by, value)
    if (isLiteral(value)) return this.literalObject(by, value)
    throw new Unlearnable('an object of some class')
  }

  private subquery(by: string, builder: KnexBuilder): void {
    const name = this.source.variable(by)
    this.source.require(`${name} instanceof Builder`, `${name}.isRawInstance !== true`)
    this.builder(name, builder)
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
