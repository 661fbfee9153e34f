import { builtQuery, plainQuery } from '../built-query.js'
import { isPlain } from '../plain.js'
import { hasUndefinedWithin } from '../undefined-within.js'
import { endingOf } from './ending.js'
import { Holes } from './holes.js'
import type { Lesson } from './lesson.js'
import { DECLINED } from './shortcuts.js'
import type { Answer } from './shortcuts.js'
import { Comparison } from './comparison.js'
import { survey } from './survey.js'
import { Unlearnable } from './unlearnable.js'

/** More is not worth its memory. */
const LONGEST_SOURCE = 65_536

/**
 * Makes the function that knows the queries of one shape, from one of them. Which of its values may be others is learnt by putting others
 * in their place and walking it again; all else that a walk could read has to be as it is here. The texts of the
 * application get into the source as JSON only, and the objects it needs as arguments.
 *
 * Throws {@link Unlearnable} where the query has something that there are no words for, and an `EvalError` where the
 * process does not allow code to be made of text.
 */
export function learn(lesson: Lesson): Answer {
  const { build, plan, Builder } = lesson
  const places = survey(lesson)
  const own = lesson.walk()
  const holes = new Holes(lesson.walk, own, plan === undefined)
  for (const place of places) holes.explore(place)
  if (!own.isSame || (plan !== undefined && !holes.areAll))
    throw new Unlearnable('a value in an unknown place')
  const comparison = new Comparison(lesson, holes, own)
  if (comparison.values.lists.length > 0) comparison.values.put(own.values.length)
  const ending = endingOf(lesson, comparison, own)
  const source = `'use strict'
return function answer(build, walk) {
const { builder } = build
${comparison.source.text}
${ending}
${comparison.closing}
}`
  if (source.length > LONGEST_SOURCE) throw new Unlearnable('too much of it')
  const { constants } = comparison.source
  const parts = {
    declined: DECLINED,
    Builder,
    isPlain,
    hasUndefinedWithin,
    builtQuery,
    plainQuery,
    plan,
    text: plan?.fixed,
    constants,
    version: build.client.version,
    isNull: build.client.valueForUndefined === null,
  }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what this folder is for
  const make = new Function(...Object.keys(parts), source) as (...args: unknown[]) => Answer
  const answer = make(...Object.values(parts))
  prove(answer, lesson, holes.others)
  return answer
}

/** Has the shortcut answer the query itself, and others of its shape, before it answers anybody. */
function prove(answer: Answer, { plan, walk, ask }: Lesson, others: Holes['others']): void {
  const compare = (): void => {
    const { values, spans } = walk()
    const walked = { values, size: values.length, spans }
    const query = ask(answer)
    const bindings = plan?.bind(walked) ?? []
    const isSame =
      query?.sql === (plan?.sql(walked).sql ?? '') &&
      query.bindings.length === bindings.length &&
      bindings.every((binding, i) => Object.is(binding, query.bindings[i]))
    if (!isSame) throw new Unlearnable('the shortcut is wrong')
  }
  compare()
  for (const { place, value } of others) place.holding(value, compare)
}
