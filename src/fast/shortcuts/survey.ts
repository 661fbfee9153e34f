import type { KnexBuilder, KnexRaw } from '../../knex/statements.js'
import { isPlain } from '../plain.js'
import { isFragment } from './fragments.js'
import type { Lesson } from './lesson.js'
import { isLiteral, placesOf, placesOfRaw } from './places.js'
import type { Place } from './places.js'
import { Unlearnable } from './unlearnable.js'

/** As deep as lists and object literals may lie in one another around a part of a query: the aliases in a list of columns. */
const DEEPEST = 4

/** All places of a query, seen through before anything is tried: what is tried must run no code of the application's. */
export function survey(lesson: Lesson): Place[] {
  const places = new Parts(lesson).places
  const seen = new Set<unknown>()
  const look = (place: Place): void => {
    const { value } = place
    if (isPlain(value) || typeof value === 'function') return
    if (value instanceof lesson.Builder || isFragment(value, lesson)) return
    if (place.depth === 0 || !(Array.isArray(value) || isLiteral(value)))
      throw new Unlearnable('a value that is an object')
    // What is there twice can be two things in the next query.
    if (seen.has(value)) throw new Unlearnable('an object in two places')
    seen.add(value)
    place.inner.forEach(look)
  }
  places.forEach(look)
  return places
}

/** All builders and raws that a query is made of. */
class Parts {
  readonly places: Place[] = []
  private readonly all = new Set<object>()

  constructor(private readonly lesson: Lesson) {
    const { build, expansions } = lesson
    this.add(build.builder)
    this.addFrom(
      expansions.map(({ filled }) => filled),
      1,
    )
  }

  private add(part: object): void {
    if (this.all.has(part)) throw new Unlearnable('a part in two places')
    this.all.add(part)
    if (this.isBuilder(part)) {
      this.places.push(...placesOf(part))
      for (const each of [part._single, ...part._statements]) this.addFrom(Object.values(each), DEEPEST)
    } else {
      this.places.push(...placesOfRaw(part as KnexRaw))
      this.addFrom((part as KnexRaw).bindings, DEEPEST)
    }
  }

  /** Adds the parts in a value, however deep they are in it. */
  private addFrom(value: unknown, depth: number): void {
    if (this.isBuilder(value) || isFragment(value, this.lesson)) this.add(value)
    else if (depth > 0 && (Array.isArray(value) || isLiteral(value)))
      for (const each of Object.values(value)) this.addFrom(each, depth - 1)
  }

  private isBuilder(value: unknown): value is KnexBuilder {
    return value instanceof this.lesson.Builder
  }
}
