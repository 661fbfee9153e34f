import { Slot } from '../plan.js'
import type { Plan } from '../plan.js'
import type { KnexRaw } from '../../knex/statements.js'
import type { Comparison } from './comparison.js'
import type { Trial } from './holes.js'
import type { Lesson } from './lesson.js'
import { literal } from './source.js'
import { Unlearnable } from './unlearnable.js'

/** The end of a shortcut: what it answers, once a query is known to be of its shape. */
export function endingOf({ plan, build }: Lesson, comparison: Comparison, own: Trial): string {
  if (plan === undefined) return 'return declined'
  const { lists } = comparison.values
  const isPlain = plan.kind === 'plain' && !build.builder._single.as
  const make = isPlain ? 'plainQuery(build' : `builtQuery('${plan.kind}', build`
  const leave = leavings(comparison, own)
  if (lists.length === 0)
    return `${leave}return ${make}, [${inOrder(plan, comparison, own).join(', ')}], text)`
  const walked = '{ values, size: n, spans: walk.spans }'
  return `${leave}${lists.map(({ hole, size }) => `walk.spans[${hole.list}] = ${size}`).join('\n')}
return ${make}, ${plan.order === undefined ? 'values' : `plan.bind(${walked})`}, plan.sql(walk))`
}

/**
 * What compiling leaves in raws and refs, whoever does it: be the query served by its plan or not, this is in them when it has
 * been built. One that cannot be written to is for a walk to come upon.
 */
function leavings(comparison: Comparison, { raws, refs }: Trial): string {
  if (raws.length === 0) return ''
  const variableOf = (raw: KnexRaw): string => {
    const name = comparison.fragments.get(raw)
    if (name === undefined) throw new Unlearnable('a raw in an unknown place')
    return name
  }
  return `try {
${raws.map((raw) => `${variableOf(raw)}.client = build.client`).join('\n')}
${refs.map(({ ref, text }) => `${variableOf(ref)}.sql = ${literal(text)}\n${variableOf(ref)}.bindings = []`).join('\n')}
} catch {
return undefined
}
`
}

/** The variables of all values in the order of the placeholders, with the constants among them. */
function inOrder({ order }: Plan, { source, values }: Comparison, own: Trial): readonly string[] {
  const met = own.values.map((_, i) => values.at(i)!)
  return order?.map((each) => (each instanceof Slot ? met[each.at([])]! : source.constant(each))) ?? met
}
