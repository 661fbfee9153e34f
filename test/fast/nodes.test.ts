import * as kysely from 'kysely'
import { describe, expect, it } from 'vitest'

import * as nodes from '../../dist/fast/nodes.js'

/* Our nodes are those that Kysely makes, but for being frozen. */

type Make = (...args: unknown[]) => object
type Factories = Readonly<Record<string, Readonly<Record<string, Make>>>>

const NODE = { kind: 'SelectAllNode' }

/** What is not made of nodes. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  'RawNode.create': [['a', 'b'], [NODE]],
  'RawNode.createWithSql': ['a'],
  'IdentifierNode.create': ['a'],
  'ListNode.create': [[NODE]],
  'ValueListNode.create': [[NODE]],
  'TupleNode.create': [[NODE]],
  'ValuesNode.create': [[NODE]],
  'FromNode.create': [[NODE]],
  'GroupByNode.create': [[NODE]],
  'OrderByNode.create': [[NODE]],
  'ReturningNode.create': [[NODE]],
  'SelectModifierNode.create': ['Distinct'],
  'AggregateFunctionNode.create': ['sum', [NODE]],
  'JoinNode.create': ['InnerJoin', NODE],
  'JoinNode.createWithOn': ['InnerJoin', NODE, NODE],
}

const MADE = Object.entries(nodes as unknown as Factories).flatMap(([factory, functions]) =>
  Object.keys(functions).map((name) => [factory, name] as const),
)

describe('nodes', () => {
  it.each(MADE)('%s.%s does what Kysely does', (factory, name) => {
    const args = ARGUMENTS[`${factory}.${name}`] ?? [NODE, NODE, NODE]
    const kyselys = (kysely as unknown as Factories)[factory]![name]!
    expect((nodes as unknown as Factories)[factory]![name]!(...args)).toEqual(kyselys(...args))
  })
})
