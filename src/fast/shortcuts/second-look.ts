import type { KnexBuilder, KnexRaw } from '../../knex/statements.js'
import type { FirstLook } from './first-look.js'
import type { Hole } from './holes.js'
import { Look } from './look.js'
import type { BuilderVariables, Sight } from './look.js'

/** The look at a query once its callbacks have been run, which may do anything: what has got a variable has to be what it was. */
export class SecondLook extends Look {
  constructor(
    sight: Sight,
    private readonly before: FirstLook,
  ) {
    super(sight)
  }

  /** Looks at the builders around callbacks, but for the statements that a walk reads before them, and at all raws and refs. */
  around(): void {
    const { surroundings, fragments } = this.before
    for (const { variables, builder, first } of surroundings) {
      this.query(variables, builder)
      this.statements(variables, builder, first)
    }
    for (const [fragment, name] of fragments) this.fragmentFields(name, fragment)
  }

  protected override query(variables: BuilderVariables, builder: KnexBuilder): void {
    const { name, list, single } = variables
    this.source.require(`${name}._statements === ${list}`, `${name}._single === ${single}`)
    super.query(variables, builder)
  }

  protected hole(by: string, hole: Hole): void {
    this.values.takeAgain(by, hole)
  }

  protected callback(by: string, callback: unknown): void {
    this.source.require(`${by} === ${this.before.callbacks.get(callback)}`)
  }

  /** What is in it comes in the end. */
  protected fragment(by: string, fragment: KnexRaw): void {
    this.source.require(`${by} === ${this.before.fragments.get(fragment)}`)
  }
}
