import type * as kysely from 'kysely'

/*
 * The operation nodes that queries are translated to: Kysely's, by the names of Kysely's own factories. Those freeze what
 * they make, which takes several times as long as making it, and slows down whoever reads it then: too much for nodes
 * that live for one compilation, and are seen by nobody else.
 */

/** Some of the functions of one of Kysely's factories. */
type Some<Factory, Name extends keyof Factory> = Readonly<Pick<Factory, Name>>

export type RawNode = kysely.RawNode
export const RawNode: Some<typeof kysely.RawNode, 'is' | 'create' | 'createWithSql'> = {
  is: (node): node is RawNode => node.kind === 'RawNode',
  create: (sqlFragments, parameters) => ({ kind: 'RawNode', sqlFragments, parameters }),
  createWithSql: (sql) => ({ kind: 'RawNode', sqlFragments: [sql], parameters: [] }),
}

/* names */

export type IdentifierNode = kysely.IdentifierNode
export const IdentifierNode: Some<typeof kysely.IdentifierNode, 'create'> = {
  create: (name) => ({ kind: 'IdentifierNode', name }),
}

export type ReferenceNode = kysely.ReferenceNode
export const ReferenceNode = {
  create: (column: kysely.ColumnNode, table: kysely.TableNode): ReferenceNode => ({
    kind: 'ReferenceNode',
    table,
    column,
  }),
}

export type AliasNode = kysely.AliasNode
export const AliasNode: Some<typeof kysely.AliasNode, 'is' | 'create'> = {
  is: (node): node is AliasNode => node.kind === 'AliasNode',
  create: (node, alias) => ({ kind: 'AliasNode', node, alias }),
}

/* values and lists */

export type ValueNode = kysely.ValueNode
export const ValueNode: Some<typeof kysely.ValueNode, 'create' | 'createImmediate'> = {
  create: (value) => ({ kind: 'ValueNode', value }),
  createImmediate: (value) => ({ kind: 'ValueNode', value, immediate: true }),
}

export type ListNode = kysely.ListNode
export const ListNode: Some<typeof kysely.ListNode, 'create'> = {
  create: (items) => ({ kind: 'ListNode', items }),
}

export type ValueListNode = kysely.ValueListNode
export const ValueListNode: Some<typeof kysely.ValueListNode, 'create'> = {
  create: (values) => ({ kind: 'ValueListNode', values }),
}

export type TupleNode = kysely.TupleNode
export const TupleNode: Some<typeof kysely.TupleNode, 'create'> = {
  create: (values) => ({ kind: 'TupleNode', values }),
}

export type ParensNode = kysely.ParensNode
export const ParensNode: Some<typeof kysely.ParensNode, 'is' | 'create'> = {
  is: (node): node is ParensNode => node.kind === 'ParensNode',
  create: (node) => ({ kind: 'ParensNode', node }),
}

/* operations */

export type AndNode = kysely.AndNode
export const AndNode: Some<typeof kysely.AndNode, 'create'> = {
  create: (left, right) => ({ kind: 'AndNode', left, right }),
}

export type OrNode = kysely.OrNode
export const OrNode: Some<typeof kysely.OrNode, 'create'> = {
  create: (left, right) => ({ kind: 'OrNode', left, right }),
}

export type BinaryOperationNode = kysely.BinaryOperationNode
export const BinaryOperationNode: Some<typeof kysely.BinaryOperationNode, 'create'> = {
  create: (leftOperand, operator, rightOperand) => ({
    kind: 'BinaryOperationNode',
    leftOperand,
    operator,
    rightOperand,
  }),
}

export type UnaryOperationNode = kysely.UnaryOperationNode
export const UnaryOperationNode: Some<typeof kysely.UnaryOperationNode, 'create'> = {
  create: (operator, operand) => ({ kind: 'UnaryOperationNode', operator, operand }),
}

export type AggregateFunctionNode = kysely.AggregateFunctionNode
export const AggregateFunctionNode: Some<
  typeof kysely.AggregateFunctionNode,
  'create' | 'cloneWithDistinct'
> = {
  create: (func, aggregated = []) => ({ kind: 'AggregateFunctionNode', func, aggregated }),
  cloneWithDistinct: (node) => ({ ...node, distinct: true }),
}

/* clauses */

export type SelectAllNode = kysely.SelectAllNode
export const SelectAllNode: Some<typeof kysely.SelectAllNode, 'create'> = {
  create: () => ({ kind: 'SelectAllNode' }),
}

export type SelectModifierNode = kysely.SelectModifierNode
export const SelectModifierNode: Some<typeof kysely.SelectModifierNode, 'create'> = {
  create: (modifier) => ({ kind: 'SelectModifierNode', modifier }),
}

export type FromNode = kysely.FromNode
export const FromNode: Some<typeof kysely.FromNode, 'create'> = {
  create: (froms) => ({ kind: 'FromNode', froms }),
}

export type JoinNode = kysely.JoinNode
export const JoinNode: Some<typeof kysely.JoinNode, 'create' | 'createWithOn'> = {
  create: (joinType, table) => ({ kind: 'JoinNode', joinType, table }),
  createWithOn: (joinType, table, on) => ({ kind: 'JoinNode', joinType, table, on: { kind: 'OnNode', on } }),
}

export type WhereNode = kysely.WhereNode
export const WhereNode: Some<typeof kysely.WhereNode, 'create'> = {
  create: (where) => ({ kind: 'WhereNode', where }),
}

export type GroupByNode = kysely.GroupByNode
export const GroupByNode: Some<typeof kysely.GroupByNode, 'create'> = {
  create: (items) => ({ kind: 'GroupByNode', items }),
}

export type GroupByItemNode = kysely.GroupByItemNode
export const GroupByItemNode: Some<typeof kysely.GroupByItemNode, 'create'> = {
  create: (groupBy) => ({ kind: 'GroupByItemNode', groupBy }),
}

export type HavingNode = kysely.HavingNode
export const HavingNode: Some<typeof kysely.HavingNode, 'create'> = {
  create: (having) => ({ kind: 'HavingNode', having }),
}

export type OrderByNode = kysely.OrderByNode
export const OrderByNode: Some<typeof kysely.OrderByNode, 'create'> = {
  create: (items) => ({ kind: 'OrderByNode', items }),
}

export type OrderByItemNode = kysely.OrderByItemNode
export const OrderByItemNode: Some<typeof kysely.OrderByItemNode, 'create'> = {
  create: (orderBy, direction) =>
    direction === undefined
      ? { kind: 'OrderByItemNode', orderBy }
      : { kind: 'OrderByItemNode', orderBy, direction },
}

export type LimitNode = kysely.LimitNode
export const LimitNode: Some<typeof kysely.LimitNode, 'create'> = {
  create: (limit) => ({ kind: 'LimitNode', limit }),
}

export type OffsetNode = kysely.OffsetNode
export const OffsetNode: Some<typeof kysely.OffsetNode, 'create'> = {
  create: (offset) => ({ kind: 'OffsetNode', offset }),
}

/* writes */

export type ValuesNode = kysely.ValuesNode
export const ValuesNode: Some<typeof kysely.ValuesNode, 'create'> = {
  create: (values) => ({ kind: 'ValuesNode', values }),
}

export type ColumnUpdateNode = kysely.ColumnUpdateNode
export const ColumnUpdateNode: Some<typeof kysely.ColumnUpdateNode, 'create'> = {
  create: (column, value) => ({ kind: 'ColumnUpdateNode', column, value }),
}

export type ReturningNode = kysely.ReturningNode
export const ReturningNode: Some<typeof kysely.ReturningNode, 'create'> = {
  create: (selections) => ({ kind: 'ReturningNode', selections }),
}
