import type { Arg, Chain, SharedArg, Step } from './chain.js'

/** The chain with other values wherever a value can only be bound. Nothing, where there is none. */
export function revalued(chain: Chain, another: (value: unknown) => unknown): Chain | undefined {
  let changes = 0
  const shared = new Map<SharedArg, SharedArg>()
  const inShared = (arg: SharedArg): SharedArg => {
    let other = shared.get(arg)
    if (other === undefined) shared.set(arg, (other = { ...arg, of: inArg(arg.of) }))
    return other
  }
  const inArg = (arg: Arg): Arg => {
    switch (arg.kind) {
      case 'value':
        if (arg.slot === undefined) return arg
        changes += 1
        return { ...arg, value: another(arg.value) }
      case 'raw':
        return arg.bindings === undefined ? arg : { ...arg, bindings: inArg(arg.bindings) }
      case 'ref':
        return arg
      case 'query':
      case 'callback':
        return { ...arg, steps: arg.steps.map(inStep) }
      case 'shared':
        return inShared(arg)
      case 'list':
        return { ...arg, items: arg.items.map(inArg) }
      case 'object':
        return { ...arg, entries: arg.entries.map(([key, item]) => [key, inArg(item)] as const) }
    }
  }
  const inStep = (step: Step): Step => ({ ...step, args: step.args.map(inArg) })
  const steps = chain.steps.map(inStep)
  return changes === 0 ? undefined : { ...chain, steps }
}
