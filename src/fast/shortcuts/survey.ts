import type { KnexBuilder } from '../../knex/statements.js'
import { isPlain } from '../plain.js'
import type { Lesson } from './lesson.js'
import { isLiteral, placesOf } from './places.js'
import type { Place } from './places.js'
import { Unlearnable } from './unlearnable.js'

/** All places of a query, seen through before anything is tried: what is tried must run no code of the application's. */
export function survey(lesson: Lesson): Place[] {
  const places = buildersOf(lesson).flatMap(placesOf)
  const seen = new Set<unknown>()
  const look = (place: Place): void => {
    const { value } = place
    if (isPlain(value) || typeof value === 'function' || value instanceof lesson.Builder) return
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

/** All builders that a query is made of. */
function buildersOf({ build, expansions, Builder }: Lesson): KnexBuilder[] {
  const isBuilder = (value: unknown): value is KnexBuilder => value instanceof Builder
  const within = ({ _statements: statements }: KnexBuilder): KnexBuilder[] =>
    statements.flatMap((statement) => Object.values(statement).flat().filter(isBuilder))
  const all: KnexBuilder[] = []
  const queue = [build.builder, ...expansions.map(({ filled }) => filled).filter(isBuilder)]
  for (let builder = queue.shift(); builder !== undefined; builder = queue.shift()) {
    if (all.includes(builder)) throw new Unlearnable('a builder in two places')
    all.push(builder)
    queue.push(...within(builder))
  }
  return all
}
