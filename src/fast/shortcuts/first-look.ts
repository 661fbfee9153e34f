import type { KnexBuilder, KnexRaw } from '../../knex/statements.js'
import type { Hole } from './holes.js'
import { Look } from './look.js'
import type { BuilderVariables } from './look.js'
import { Unlearnable } from './unlearnable.js'

/** A builder in which a callback stands. */
interface Surrounding {
  readonly variables: BuilderVariables
  readonly builder: KnexBuilder
  /** The first statement that a walk reads when a callback of this builder's may have been run. */
  readonly first: number
}

/** The look at a query before its callbacks are run, and at what they filled: everything that may be another gets a variable. */
export class FirstLook extends Look {
  /** The variables of raws and refs. */
  readonly fragments = new Map<KnexRaw, string>()
  /** The variables of callbacks. */
  readonly callbacks = new Map<unknown, string>()
  readonly surroundings: Surrounding[] = []
  /** What has been met and is not watched yet. */
  private readonly unwatched = { builders: [] as BuilderVariables[], fragments: [] as string[] }

  override builder(name: string, builder: KnexBuilder): void {
    const variables = this.variablesOf(name)
    this.unwatched.builders.push(variables)
    const { size: callbacksBefore } = this.callbacks
    this.query(variables, builder)
    let first = 0
    builder._statements.forEach((statement, i) => {
      if (this.callbacks.size === callbacksBefore) first = i
      this.statement(`${variables.list}[${i}]`, statement)
    })
    if (this.callbacks.size > callbacksBefore) this.surroundings.push({ variables, builder, first })
  }

  /** Has what has been met watched, for the callback that is run next. */
  watch(): void {
    const { builders, fragments } = this.unwatched
    for (const { name, single } of builders.splice(0))
      this.source.add(`watch.addBuilder(${name}, { ...${single} })`)
    for (const name of fragments.splice(0)) this.source.add(`watch.addRaw(${name})`)
  }

  protected hole(by: string, hole: Hole): void {
    this.values.take(by, hole)
  }

  protected callback(by: string, callback: unknown): void {
    const runs = this.lesson.expansions.filter((expansion) => expansion.callback === callback)
    if (runs.length !== 1 || this.callbacks.has(callback))
      throw new Unlearnable('a callback in several places')
    const name = this.source.variable(by)
    this.callbacks.set(callback, name)
    this.source.require(`typeof ${name} === 'function'`)
  }

  protected fragment(by: string, fragment: KnexRaw): void {
    const name = this.source.variable(by)
    this.fragments.set(fragment, name)
    this.unwatched.fragments.push(name)
    this.fragmentFields(name, fragment)
  }
}
