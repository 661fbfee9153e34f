import { RawNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { Single } from '../../knex/statements.js'
import { LITERAL } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfValue, shapeValue } from './operand.js'

/** Limit and offset: a binding each, or the number itself under Knex's `skipBinding`. */
export function shapeLimits(walk: Walk, single: Single): void {
  if (walk.dialect.limitsBareOffset && single.offset && !hasLimit(single)) single.limit = -1
  const { limit, offset } = single
  const has = Boolean(limit) || limit === 0
  // A number: statements begin with words, so this also says that there are no more of them.
  walk.step((has ? 1 : 0) + (offset ? 2 : 0))
  if (has) shapeBound(walk, limit, single.skipBinding?.limit, single)
  if (offset) shapeBound(walk, offset, single.skipBinding?.offset, single)
}

export function nodeOfLimit(to: Translation, single: Single): OperationNode | undefined {
  return hasLimit(single) ? nodeOfBound(to, single.limit, single.skipBinding?.limit) : undefined
}

export function nodeOfOffset(to: Translation, single: Single): OperationNode | undefined {
  return single.offset ? nodeOfBound(to, single.offset, single.skipBinding?.offset) : undefined
}

function hasLimit({ limit }: Single): boolean {
  return Boolean(limit) || limit === 0
}

function shapeBound(walk: Walk, value: unknown, literal: unknown, { skipBinding }: Single): void {
  // Without skipBinding, which Knex's own methods set, Knex's compiler fails.
  if (skipBinding === undefined) return walk.decline('suspect_query', 'a limit set by hand')
  if (literal !== true) return shapeValue(walk, value)
  if (typeof value !== 'number') return walk.decline('unsupported_value', 'a literal limit that is no number')
  walk.step(LITERAL)
  walk.step(value)
}

function nodeOfBound(to: Translation, value: unknown, literal: unknown): OperationNode {
  return literal === true ? RawNode.createWithSql(String(value)) : nodeOfValue(to, value)
}
