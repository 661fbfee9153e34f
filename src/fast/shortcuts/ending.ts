import { Slot } from '../plan.js'
import type { Plan } from '../plan.js'
import type { Comparison } from './comparison.js'
import type { Trial } from './holes.js'
import type { Lesson } from './lesson.js'

/** The end of a shortcut: what it answers, once a query is known to be of its shape. */
export function endingOf({ plan, build }: Lesson, comparison: Comparison, own: Trial): string {
  if (plan === undefined) return 'return declined'
  const { lists } = comparison
  const isPlain = plan.kind === 'plain' && !build.builder._single.as
  const make = isPlain ? 'plainQuery(build' : `builtQuery('${plan.kind}', build`
  if (lists.length === 0) return `return ${make}, [${inOrder(plan, comparison, own).join(', ')}], text)`
  const walked = '{ values, size: n, spans: walk.spans }'
  return `${lists.map(({ hole, size }) => `walk.spans[${hole.list}] = ${size}`).join('\n')}
return ${make}, ${plan.order === undefined ? 'values' : `plan.bind(${walked})`}, plan.sql(walk))`
}

/** The variables of all values in the order of the placeholders, with the constants among them. */
function inOrder({ order }: Plan, comparison: Comparison, own: Trial): readonly string[] {
  const met = own.values.map((_, i) => comparison.values.get(i)!)
  return (
    order?.map((source) => (source instanceof Slot ? met[source.at([])]! : comparison.constant(source))) ??
    met
  )
}
