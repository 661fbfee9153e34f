import type { Arg, Chain, Step } from './chain.js'

/* A failing chain, made as small as it can be and still fail. */

/** Tries at most; a failure that is slow to reproduce is told a little larger. */
const MOST_TRIES = 3000

/** The smallest chain found that still fails, by taking away one thing after another. */
export function shrunk(chain: Chain, fails: (chain: Chain) => boolean, most = MOST_TRIES): Chain {
  let smallest = chain
  let tries = 0
  const next = (): Chain | undefined => {
    for (const candidate of smallerChains(smallest)) {
      tries += 1
      if (tries > most) return undefined
      if (fails(candidate)) return candidate
    }
    return undefined
  }
  for (let found = next(); found !== undefined; found = next()) smallest = found
  return smallest
}

function* smallerChains(chain: Chain): Iterable<Chain> {
  if (chain.setup !== 'usual') yield { ...chain, setup: 'usual' }
  if (chain.afterwards !== 'nothing') yield { ...chain, afterwards: 'nothing' }
  for (const steps of smallerSteps(chain.steps)) yield { ...chain, steps }
}

function* smallerSteps(steps: readonly Step[]): Iterable<readonly Step[]> {
  yield* without(steps)
  for (const [i, step] of steps.entries()) {
    for (const args of smallerItems(step.args, 1)) yield steps.with(i, { ...step, args })
    for (const { steps: inner } of queriesIn(step.args)) yield inner
  }
}

/** A subquery may fail by itself. */
function* queriesIn(args: readonly Arg[]): Iterable<{ readonly steps: readonly Step[] }> {
  for (const arg of args) {
    if (arg.kind === 'query' || arg.kind === 'callback') yield arg
    if (arg.kind === 'shared') yield* queriesIn([arg.of])
    if (arg.kind === 'list') yield* queriesIn(arg.items)
    if (arg.kind === 'object') yield* queriesIn(arg.entries.map(([, item]) => item))
    if (arg.kind === 'raw' && arg.bindings !== undefined) yield* queriesIn([arg.bindings])
  }
}

function* without<T>(items: readonly T[], least = 0): Iterable<readonly T[]> {
  if (items.length <= least) return
  if (items.length > 3) {
    yield items.slice(0, items.length >> 1)
    yield items.slice(items.length >> 1)
  }
  for (let i = items.length - 1; i >= 0; i--) yield items.toSpliced(i, 1)
}

function* smallerItems(items: readonly Arg[], least = 0): Iterable<readonly Arg[]> {
  yield* without(items, least)
  for (const [i, item] of items.entries()) for (const other of smaller(item)) yield items.with(i, other)
}

const PLAIN = 'a'

/** What is smaller than an argument, the smallest first. */
function* smaller(arg: Arg): Iterable<Arg> {
  if (arg.kind !== 'value') yield { kind: 'value', value: PLAIN }
  switch (arg.kind) {
    case 'value':
      if (typeof arg.value === 'string' && arg.value !== PLAIN) yield { ...arg, value: PLAIN }
      if (arg.value instanceof Object) yield { ...arg, value: 1 }
      if (typeof arg.value === 'number' && arg.value !== 1) yield { ...arg, value: 1 }
      break
    case 'raw':
      if (arg.bindings !== undefined) {
        yield { kind: 'raw', sql: 'x' }
        for (const bindings of smaller(arg.bindings))
          if (bindings.kind !== 'value') yield { ...arg, bindings }
      }
      break
    case 'ref':
      if (arg.alias !== undefined || arg.schema !== undefined) yield { kind: 'ref', name: arg.name }
      break
    case 'query':
    case 'callback':
      for (const steps of smallerSteps(arg.steps)) yield { ...arg, steps }
      break
    case 'shared':
      yield arg.of
      break
    case 'list':
      for (const items of smallerItems(arg.items)) yield { ...arg, items }
      break
    case 'object':
      for (const entries of without(arg.entries)) yield { ...arg, entries }
      for (const [i, [key, item]] of arg.entries.entries()) {
        for (const other of smaller(item)) yield { ...arg, entries: arg.entries.with(i, [key, other]) }
      }
  }
}
