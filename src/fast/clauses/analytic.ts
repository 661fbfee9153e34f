import type { OperationNode } from 'kysely'
import type { ColumnsStatement, KnexRaw } from '../../knex/statements.js'
import { AliasNode, ListNode, RawNode } from '../nodes.js'
import { ANALYTIC, LITERAL, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { hasQueries, nodeOfWrapped, shapeWrapped } from './operand.js'

/* `rowNumber`, `rank` and `denseRank`: a function over partitions, in an order. */

/** A column of a partition or an order, which Knex takes by itself too. */
interface Item {
  readonly column?: unknown
  readonly order?: unknown
}

export function shapeAnalytic(walk: Walk, { method, raw, partitions, order, alias }: ColumnsStatement): void {
  walk.step(ANALYTIC)
  walk.step(String(method))
  if (raw) {
    if (hasQueries(raw as KnexRaw)) return walk.decline('unsupported_value', 'a query in a raw that is text')
    walk.step(LITERAL)
    // Knex writes the raw's values into the text.
    walk.step(String(raw))
  } else {
    shapeItems(walk, partitions ?? [])
    shapeItems(walk, order ?? [])
  }
  if (alias && walk.dialect.quotesAnalyticAlias) shapeWrapped(walk, alias)
  else if (alias) walk.step(String(alias))
  else walk.step(NONE)
}

export function nodeOfAnalytic(to: Translation, statement: ColumnsStatement): OperationNode {
  const { method, raw, partitions = [], order = [], alias } = statement
  const over = raw
    ? RawNode.createWithSql(String(raw))
    : RawNode.create(
        partitions.length > 0 ? ['partition by ', ' order by ', ''] : ['order by ', ''],
        partitions.length > 0
          ? [nodeOfItems(to, partitions), nodeOfItems(to, order)]
          : [nodeOfItems(to, order)],
      )
  const call = RawNode.create([`${String(method)}() over (`, ')'], [over])
  if (!alias) return call
  const isQuoted = to.dialect.quotesAnalyticAlias
  return AliasNode.create(call, isQuoted ? nodeOfWrapped(to, alias) : RawNode.createWithSql(String(alias)))
}

function shapeItems(walk: Walk, items: readonly unknown[]): void {
  walk.step(items.length)
  for (const item of items) {
    if (item === null || item === undefined) return walk.decline('suspect_query', 'an order by nothing')
    const { column, order } = itemOf(item)
    shapeWrapped(walk, column)
    walk.step(order ? String(order) : NONE)
  }
}

function nodeOfItems(to: Translation, items: readonly unknown[]): OperationNode {
  const nodes = items.map((item) => {
    const { column, order } = itemOf(item)
    return RawNode.create(['', order ? ` ${String(order)}` : ''], [nodeOfWrapped(to, column)])
  })
  return ListNode.create(nodes)
}

function itemOf(item: unknown): Item {
  return typeof item === 'string' ? { column: item } : (item as Item)
}
