import type { OperationNode } from 'kysely'
import type { Callback } from '../../knex/expansion.js'
import type { KnexBuilder } from '../../knex/statements.js'
import { kindOfInsert } from '../inserted.js'
import { nodeOfName, shapeName } from '../name.js'
import { AliasNode, ParensNode } from '../nodes.js'
import { CALLBACK, NONE, QUERY } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* A query within a query: a builder, or what a callback fills. */

export function shapeSubquery(walk: Walk, builder: KnexBuilder): void {
  walk.step(QUERY)
  shapeNested(walk, builder)
}

export function shapeCallback(walk: Walk, callback: Callback): void {
  const builder = walk.expand(callback)
  walk.step(CALLBACK)
  shapeNested(walk, builder)
}

function shapeNested(walk: Walk, builder: KnexBuilder): void {
  const { as, insert, upsert } = builder._single
  const method = builder._method || 'select'
  if (
    (method === 'insert' || method === 'upsert') &&
    kindOfInsert(method === 'insert' ? insert : upsert) === 'nothing'
  ) {
    return walk.decline('suspect_query', 'a query within another that inserts nothing')
  }
  walk.subquery(builder, method)
  if (!as) walk.step(NONE)
  else if (typeof as === 'string') shapeName(walk, as)
  else walk.decline('unsupported_value', 'an alias that is not a string')
}

/** A subquery where Knex puts parentheses round it, and its alias behind them. */
export function nodeOfSubquery(to: Translation, builder: KnexBuilder): OperationNode {
  return nodeOfNested(to, builder, true)
}

/** A subquery where Knex puts parentheses round it only for the sake of its alias. */
export function nodeOfBareSubquery(to: Translation, builder: KnexBuilder): OperationNode {
  return nodeOfNested(to, builder, false)
}

/** Knex has neither parentheses nor an alias for what is no select: a pluck, or a write of a CTE. */
function nodeOfNested(to: Translation, builder: KnexBuilder, isEnclosed: boolean): OperationNode {
  const method = builder._method || 'select'
  const query = to.query(builder, method)
  if (method !== 'select' && method !== 'first') return query
  const { as } = builder._single
  if (as) return AliasNode.create(ParensNode.create(query), nodeOfName(to, String(as)))
  return isEnclosed ? ParensNode.create(query) : query
}

/** What a callback's query is called is another's to say here: the alias of an object of aliases. */
export function nodeOfRenamed(to: Translation, builder: KnexBuilder, alias: string): OperationNode {
  const method = builder._method || 'select'
  const query = to.query(builder, method)
  if (method !== 'select' && method !== 'first') return query
  return AliasNode.create(ParensNode.create(query), nodeOfName(to, alias))
}
