import type { OperationNode } from 'kysely'
import type { UnionStatement } from '../../knex/statements.js'
import { RawNode } from '../nodes.js'
import { UNION } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { isEmptyRaw, nodeOfQuery, shapeQuery } from './operand.js'

/** `union`, `union all`, `intersect` or `except`, and a query, in parentheses if the application said so. */
export function shapeUnion(walk: Walk, { clause, value, wrap }: UnionStatement): void {
  walk.step(UNION)
  walk.step(String(clause))
  walk.step(Boolean(wrap))
  shapeQuery(walk, value)
}

/** The first of a query that consists of unions only has no word before it. */
export function nodeOfUnion(
  to: Translation,
  { clause, value, wrap }: UnionStatement,
  isLeading: boolean,
): OperationNode {
  const isEmpty = to.isRaw(value) && isEmptyRaw(value)
  const [open, close] = wrap && !isEmpty ? ['(', ')'] : ['', '']
  const word = isLeading ? '' : `${String(clause)} `
  return RawNode.create([word + open, close], [nodeOfQuery(to, value)])
}
