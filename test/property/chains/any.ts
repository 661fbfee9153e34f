import type { Afterwards, Arg, Chain, Setup, SharedArg, Step } from '../chain.js'
import type { Dialect } from '../dialects.js'
import { Dice, inOrder, oneOf, pick, some } from './dice.js'
import type { Make, Parts, Throwing } from './dice.js'
import { oneColumn } from './columns.js'
import { having } from './having.js'
import { select, subselect } from './select.js'
import { intoTable } from './source.js'
import { condition } from './where.js'
import { write } from './write.js'

/* Whole chains; here the parts that contain each other are joined. */

/** Levels of callbacks and subqueries within one query. */
const DEEPEST = 3
/** Share of chains in which rare things are as likely as usual ones. */
const FLAT = 0.4

const simplest: Make<Step[]> = inOrder(intoTable, (throwing) => [oneColumn(throwing)])
const simplestScalar = simplest

/** One level further down; at the bottom only what opens no other. Now and then one that is there already. */
function nested(
  make: Make<readonly Step[]>,
  bottom: Make<readonly Step[]>,
  kind: 'query' | 'callback',
): Make<Arg> {
  return (throwing) => {
    const { dice, depth, shelves } = throwing
    const shelf = shelves.get(make) ?? []
    if (shelf.length > 0 && dice.chance(0.4)) return dice.pick(shelf)
    const steps = depth > 0 ? make({ ...throwing, depth: depth - 1 }) : bottom(throwing)
    if (!dice.chance(0.05)) return { kind, steps }
    const shared: SharedArg = { kind: 'shared', of: { kind, steps } }
    shelves.set(make, [...shelf, shared])
    return shared
  }
}

const scalarSteps: Make<Step[]> = inOrder(intoTable, (t) => [oneColumn(t)], some(0, 2, condition))
const conditions: Make<Step[]> = some(0, 3, condition)
const havings: Make<Step[]> = some(0, 2, having)

const flatCondition: Make<Step[]> = ({ dice }) => [
  {
    call: 'where',
    args: [
      { kind: 'value', value: dice.pick(['a', 'b']) },
      { kind: 'value', value: 1, slot: true },
    ],
  },
]
const flatHaving: Make<Step[]> = ({ dice }) => [
  {
    call: 'having',
    args: [
      { kind: 'value', value: dice.pick(['a', 'b']) },
      { kind: 'value', value: '>' },
      { kind: 'value', value: 1, slot: true },
    ],
  },
]

const PARTS: Parts = {
  query: nested(subselect, simplest, 'query'),
  callback: nested(subselect, simplest, 'callback'),
  scalarQuery: nested(scalarSteps, simplestScalar, 'query'),
  group: nested(conditions, flatCondition, 'callback'),
  havingGroup: nested(havings, flatHaving, 'callback'),
}

const steps: Make<Step[]> = oneOf<Step[]>([7, select], [3, write])
const setup: Make<Setup> = oneOf<Setup>(
  [5, pick('usual')],
  [1, pick('defaults')],
  [2, pick('hooked')],
  [1, pick('old'), ['mariadb']],
)
const afterwards: Make<Afterwards> = oneOf<Afterwards>(
  [12, pick('nothing')],
  [1, pick('again')],
  [1, pick('clone')],
  [1, pick('text')],
  [1, pick('inside')],
  [1, pick('elsewhere')],
)

/** Chains of a dialect, without end. */
export function* chainsOf(dialect: Dialect, seed: number): Generator<Chain, never> {
  const dice = new Dice(seed)
  const usual: Throwing = {
    dice,
    dialect,
    isFlat: false,
    depth: DEEPEST,
    parts: PARTS,
    shelves: new Map(),
  }
  const flat: Throwing = { ...usual, isFlat: true }
  for (;;) {
    usual.shelves.clear()
    const throwing = dice.chance(FLAT) ? flat : usual
    yield { setup: setup(usual), afterwards: afterwards(usual), steps: steps(throwing) }
  }
}
