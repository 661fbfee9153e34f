import { Slot } from '../plan.js'
import type { Plan } from '../plan.js'
import type { Comparison, ListVariable } from './comparison.js'
import type { Trial } from './holes.js'
import type { Lesson } from './lesson.js'

/** The end of a shortcut: what it answers, once a query is known to be of its shape. */
export function endingOf({ plan, build }: Lesson, comparison: Comparison, own: Trial): string {
  if (plan === undefined) return 'return declined'
  const { lists } = comparison
  const isPlain = plan.kind === 'plain' && !build.builder._single.as
  const make = isPlain ? 'plainQuery(build' : `builtQuery('${plan.kind}', build`
  const met = inTurn(comparison, own)
  if (lists.length === 0)
    return `return ${make}, [${inOrder(plan, met as string[], comparison).join(', ')}], text)`
  const only = lists.length === 1 && met.length === 1 ? lists[0]!.name : `[${met.map(spread).join(', ')}]`
  return `${lists.map(({ name, hole }) => `walk.spans[${hole.list}] = ${name}.length`).join('\n')}
const values = ${only}
const bindings = ${plan.order === undefined ? 'values' : 'plan.bind({ values, size: values.length, spans: walk.spans })'}
return ${make}, bindings, plan.sql(walk))`
}

function spread(each: string | ListVariable): string {
  return typeof each === 'string' ? each : `...${each.name}`
}

/** The variables of all values in walking order, with those of lists where their values are. */
function inTurn({ values, lists }: Comparison, own: Trial): (string | ListVariable)[] {
  const met: (string | ListVariable)[] = []
  for (let i = 0; i < own.values.length;) {
    const list = lists.find(({ hole }) => hole.index === i)
    met.push(list ?? values.get(i)!)
    i += list === undefined ? 1 : own.spans[list.hole.list]!
  }
  return met
}

/** The same in the order of the placeholders, with the constants among them. */
function inOrder({ order }: Plan, met: readonly string[], comparison: Comparison): readonly string[] {
  return (
    order?.map((source) => (source instanceof Slot ? met[source.at([])]! : comparison.constant(source))) ??
    met
  )
}
