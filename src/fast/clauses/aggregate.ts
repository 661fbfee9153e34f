import type { OperationNode } from 'kysely'
import type { ColumnsStatement, KnexRaw } from '../../knex/statements.js'
import { AggregateFunctionNode, AliasNode, ListNode, RawNode } from '../nodes.js'
import { AGGREGATE, ALIASES, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfName, shapeName, shapePart } from '../name.js'
import { nodeOfRaw, nodeOfWrapped, nodesOfList, shapeList, shapeRaw } from './operand.js'

/** `count`, `sum`, …: of a column, of several, of a raw, or of an object of aliases. */
export function shapeAggregate(
  walk: Walk,
  { method, aggregateDistinct, alias, value }: ColumnsStatement,
): void {
  walk.step(String(method))
  walk.step(Boolean(aggregateDistinct))
  if (!alias) walk.step(NONE)
  else if (typeof alias === 'string') shapeName(walk, alias)
  else return walk.decline('unsupported_value', 'an alias that is not a string')
  if (typeof value === 'string') return shapeName(walk, value)
  if (Array.isArray(value)) return shapeList(walk, value)
  if (typeof value !== 'object' || value === null || walk.isBuilder(value)) {
    return walk.decline('suspect_query', 'an aggregate of nothing')
  }
  walk.step(ALIASES)
  for (const [name, column] of Object.entries(value)) {
    shapePart(walk, name)
    shapeList(walk, column)
  }
  walk.step(NONE)
}

export function nodesOfAggregate(to: Translation, statement: ColumnsStatement): OperationNode[] {
  const { value, alias } = statement
  if (Array.isArray(value)) return [ofSeveral(to, statement, value)]
  if (typeof value === 'object') return nodesOfAliased(to, statement, value as Record<string, unknown>)
  const text = String(value)
  const at = text.toLowerCase().indexOf(' as ')
  if (at !== -1 && alias) to.decline('suspect_query', 'two aliases for one aggregate')
  const column = call(statement, nodeOfName(to, at === -1 ? text : text.slice(0, at)))
  return [named(to, column, at === -1 ? alias : text.slice(at + 4))]
}

function nodesOfAliased(to: Translation, statement: ColumnsStatement, columns: object): OperationNode[] {
  if (statement.alias) to.decline('suspect_query', 'an alias beside an object of aliases')
  return Object.entries(columns).map(([alias, column]: [string, unknown]) => {
    const many = Array.isArray(column)
    return named(
      to,
      many ? ofSeveral(to, statement, column) : call(statement, nodeOfWrapped(to, column)),
      alias,
    )
  })
}

function ofSeveral(
  to: Translation,
  { method, aggregateDistinct }: ColumnsStatement,
  columns: unknown[],
): OperationNode {
  const list = ListNode.create(nodesOfList(to, columns))
  if (!aggregateDistinct) return RawNode.create([`${String(method)}(`, ')'], [list])
  return RawNode.create([`${String(method)}(distinct`, ')'], [to.dialect.distinctColumns(list)])
}

function call({ method, aggregateDistinct }: ColumnsStatement, argument: OperationNode): OperationNode {
  const node = AggregateFunctionNode.create(String(method), [argument])
  return aggregateDistinct ? AggregateFunctionNode.cloneWithDistinct(node) : node
}

function named(to: Translation, node: OperationNode, alias: unknown): OperationNode {
  if (!alias) return node
  return AliasNode.create(node, nodeOfName(to, String(alias)))
}

/* An aggregate of a raw, for which Knex forgets the alias. */

export function shapeAggregateRaw(walk: Walk, { method, aggregateDistinct, value }: ColumnsStatement): void {
  walk.step(AGGREGATE)
  walk.step(String(method))
  walk.step(Boolean(aggregateDistinct))
  if (typeof value === 'object' && value !== null && walk.isRaw(value)) shapeRaw(walk, value)
  else walk.decline('suspect_query', 'an aggregate of nothing')
}

export function nodeOfAggregateRaw(to: Translation, statement: ColumnsStatement): OperationNode {
  return call(statement, nodeOfRaw(to, statement.value as KnexRaw))
}
