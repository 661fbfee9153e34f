import type { KnexRaw } from '../../knex/statements.js'
import type { Met } from '../walk.js'
import { FirstLook } from './first-look.js'
import type { Holes } from './holes.js'
import type { Lesson } from './lesson.js'
import type { Sight } from './look.js'
import { MetValues } from './met-values.js'
import { SecondLook } from './second-look.js'
import { literal, Source } from './source.js'
import { Unlearnable } from './unlearnable.js'

/**
 * Writes the source that tells whether a query is like another one: field by field, all that a walk could read, but for
 * the holes, each of which gets a variable.
 */
export class Comparison {
  readonly source = new Source()
  readonly values: MetValues
  /** The variables of raws and refs. */
  readonly fragments: ReadonlyMap<KnexRaw, string>

  constructor(
    private readonly lesson: Lesson,
    holes: Holes,
    own: Met,
  ) {
    const { source } = this
    const { builder, kind } = lesson.build
    this.values = new MetValues(source, holes)
    const sight = { lesson, holes, source, values: this.values }
    const look = new FirstLook(sight)
    this.fragments = look.fragments
    source.require(`build.kind === ${literal(kind)}`)
    look.builder('builder', builder)
    // Under a hook: it may make something else of a name now.
    for (const [name, wrapped] of own.names)
      source.require(`walk.wrap(${literal(name)}, undefined) === ${literal(wrapped)}`)
    if (lesson.expansions.length > 0) this.callbacks(sight, look)
  }

  /** What comes behind the answer. */
  get closing(): string {
    return this.lesson.expansions.length > 0 ? '}\nreturn walk.leave()' : ''
  }

  /**
   * The callbacks are run in the walk's order, once it is sure that a walk would run them. What they filled is looked at; and,
   * because they may do anything, once more the queries around them.
   */
  private callbacks(sight: Sight, look: FirstLook): void {
    const { source, lesson } = this
    source.add('const watch = walk.newWatch()')
    source.open('callbacks')
    for (const { callback, filled } of lesson.expansions) {
      const name = look.callbacks.get(callback)
      if (name === undefined || !(filled instanceof lesson.Builder)) throw new Unlearnable('a callback')
      look.watch()
      look.builder(source.variable(`walk.fill(${name})`), filled)
    }
    new SecondLook(sight, look).around()
  }
}
