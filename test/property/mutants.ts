import type { Arg, Chain, Step } from './chain.js'
import type { Dice } from './chains/dice.js'
import { ADDED, kinOf, text } from './other-calls.js'
import { othersOf } from './other-values.js'

/* A chain with one thing changed: another query, more often than not. */

/** One of a chain's mutants: each thing in it is as likely to be changed as any other. */
export function mutantOf(chain: Chain, dice: Dice): Chain {
  const oneOf: Choose = (others) => [dice.pick(others)]
  let chosen = chain
  let seen = 0
  for (const steps of new Mutation(oneOf).ofSteps(chain.steps)) {
    seen += 1
    if (dice.chance(1 / seen)) chosen = { ...chain, steps }
  }
  return chosen
}

/** All mutants of a chain, for a failure to be made smaller. */
export function* mutantsOf(chain: Chain): Iterable<Chain> {
  const all: Choose = (others) => others
  for (const steps of new Mutation(all).ofSteps(chain.steps)) yield { ...chain, steps }
}

/** Which of the things that could stand in one place to try there. */
type Choose = <T>(others: readonly T[]) => readonly T[]

class Mutation {
  constructor(private readonly choose: Choose) {}

  *ofSteps(steps: readonly Step[]): Iterable<readonly Step[]> {
    for (const [i, step] of steps.entries()) {
      yield* this.ofPlace(steps, i)
      const kin = kinOf(step.call)
      if (kin.length > 0) for (const call of this.choose(kin)) yield steps.with(i, { ...step, call })
      for (const args of this.ofItems(step.args)) yield steps.with(i, { ...step, args })
      yield* movedSteps(steps, i)
    }
    for (const added of this.choose(ADDED)) yield [...steps, added]
  }

  /** One thing of a list is missing, twice there, or before another. */
  private *ofPlace<T>(items: readonly T[], i: number): Iterable<readonly T[]> {
    const item = items[i]!
    yield* this.choose([
      items.toSpliced(i, 1),
      items.toSpliced(i, 0, item),
      ...(i > 0 ? [items.toSpliced(i - 1, 2, item, items[i - 1]!)] : []),
    ])
  }

  private *ofItems(items: readonly Arg[]): Iterable<readonly Arg[]> {
    for (const [i, item] of items.entries()) {
      yield* this.ofPlace(items, i)
      if (i > 0) yield* movedItems(items, i)
      for (const other of this.ofArg(item)) yield items.with(i, other)
    }
  }

  private *ofArg(arg: Arg): Iterable<Arg> {
    switch (arg.kind) {
      case 'value':
        yield* this.choose(othersOf(arg))
        break
      case 'raw':
        yield* this.choose([
          { ...arg, sql: `${arg.sql} ` },
          { ...arg, sql: arg.sql.replace(/[a-z]/, (letter) => letter.toUpperCase()) },
          { ...arg, wrap: ['(', ')'] },
          text(arg.sql),
        ])
        if (arg.bindings !== undefined) {
          for (const bindings of this.ofArg(arg.bindings)) yield { ...arg, bindings }
        }
        break
      case 'ref':
        yield* this.choose([
          { ...arg, name: `${arg.name}x` },
          { ...arg, alias: `${arg.alias}x` },
          { ...arg, schema: `${arg.schema}x` },
        ])
        break
      case 'query':
      case 'callback':
        for (const steps of this.ofSteps(arg.steps)) yield { ...arg, steps }
        yield { kind: arg.kind === 'query' ? 'callback' : 'query', steps: arg.steps }
        break
      case 'shared':
        yield* this.ofArg(arg.of)
        break
      case 'list':
        for (const items of this.ofItems(arg.items)) yield { ...arg, items }
        break
      case 'object':
        yield* this.ofObject(arg)
    }
  }

  private *ofObject(arg: Extract<Arg, { kind: 'object' }>): Iterable<Arg> {
    const { entries } = arg
    for (const [i, [key, item]] of entries.entries()) {
      for (const others of this.ofPlace(entries, i)) yield { ...arg, entries: others }
      yield { ...arg, entries: entries.with(i, [`${key}x`, item]) }
      for (const other of this.ofArg(item)) yield { ...arg, entries: entries.with(i, [key, other]) }
    }
  }
}

/* Where one thing ends and the next begins must be told apart too. */

/** The last call of a callback comes after it, or the next call is its last. */
function* movedSteps(steps: readonly Step[], i: number): Iterable<readonly Step[]> {
  const step = steps[i]!
  const next = steps[i + 1]
  for (const [at, arg] of step.args.entries()) {
    if (arg.kind !== 'callback' && arg.kind !== 'query') continue
    const withSteps = (inner: readonly Step[]): Step => ({
      ...step,
      args: step.args.with(at, { ...arg, steps: inner }),
    })
    const last = arg.steps.at(-1)
    if (last !== undefined) yield steps.toSpliced(i, 1, withSteps(arg.steps.slice(0, -1)), last)
    if (next !== undefined) yield steps.toSpliced(i, 2, withSteps([...arg.steps, next]))
  }
  if (next === undefined || next.args.length === 0) return
  const longer = { ...step, args: [...step.args, next.args[0]!] }
  yield steps.toSpliced(i, 2, longer, { ...next, args: next.args.slice(1) })
}

/** What is at the border of two lists, or at their far ends, belongs to the other one. */
function* movedItems(items: readonly Arg[], i: number): Iterable<readonly Arg[]> {
  const before = items[i - 1]!
  const item = items[i]!
  if (before.kind === 'list' && item.kind === 'list') {
    for (const [left, right] of moved(before.items, item.items)) {
      yield items.toSpliced(i - 1, 2, { ...before, items: left }, { ...item, items: right })
    }
  }
  if (before.kind === 'object' && item.kind === 'object') {
    for (const [left, right] of moved(before.entries, item.entries)) {
      yield items.toSpliced(i - 1, 2, { ...before, entries: left }, { ...item, entries: right })
    }
  }
}

function* moved<T>(left: readonly T[], right: readonly T[]): Iterable<[readonly T[], readonly T[]]> {
  if (right.length === 0) return
  yield [[...left, right[0]!], right.slice(1)]
  // Clauses that are written in another order than they are called meet at these ends.
  yield [[right.at(-1)!, ...left], right.slice(0, -1)]
}
