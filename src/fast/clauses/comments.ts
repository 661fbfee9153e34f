import type { KnexBuilder, Statement } from '../../knex/statements.js'
import { RawNode } from '../nodes.js'
import { COMMENTS } from '../tokens.js'
import type { Walk } from '../walk.js'

/* `comment` and `hintComment`: text that is part of the query's, word for word. */

export function shapeComments(walk: Walk, { _comments: comments }: KnexBuilder): void {
  if (comments === undefined || comments.length === 0) return
  walk.step(COMMENTS)
  for (const { comment } of comments) walk.step(String(comment))
}

export function nodeOfComments({ _comments: comments = [] }: KnexBuilder): RawNode | undefined {
  if (comments.length === 0) return undefined
  return RawNode.createWithSql(comments.map(({ comment }) => `/* ${String(comment)} */`).join(' '))
}

export function shapeHints(walk: Walk, { value }: Statement): void {
  if (!Array.isArray(value)) return walk.decline('unsupported_value', 'hints that are no list')
  walk.step(COMMENTS)
  walk.step(value.length)
  for (const hint of value) walk.step(String(hint))
}

export function nodeOfHints(statements: readonly Statement[]): RawNode | undefined {
  const given = statements.filter(({ grouping }) => grouping === 'hintComments')
  if (given.length === 0) return undefined
  const hints = given.map(({ value }) => (value as unknown[]).filter(Boolean).join(' ')).filter(Boolean)
  return hints.length === 0 ? undefined : RawNode.createWithSql(`/*+ ${hints.join(' ')} */`)
}
