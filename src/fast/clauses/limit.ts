import type { OperationNode } from 'kysely'
import type { Single } from '../../knex/statements.js'
import type { Dialect } from '../dialects/dialect.js'
import { LimitNode, OffsetNode, RawNode } from '../nodes.js'
import { LITERAL } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfValue, shapeValue } from './operand.js'

/** Limit and offset: a binding each, or the number itself under Knex's `skipBinding`. */
export function shapeLimits(walk: Walk, single: Single): void {
  const { offset, skipBinding } = single
  const limit = limitOf(walk.dialect, single)
  if (limit !== single.limit) leave(walk, single, limit)
  const has = Boolean(limit) || limit === 0
  const which = (has ? 1 : 0) + (offset ? 2 : 0)
  // A number: statements begin with words, so this also says that there are no more of them.
  if (which === 0) return walk.step(0)
  // Without skipBinding, which Knex's own methods set, Knex's compiler fails.
  if (skipBinding === undefined) return walk.decline('suspect_query', 'a limit set by hand')
  if ((!has || isUsual(limit, skipBinding.limit)) && (!offset || isUsual(offset, skipBinding.offset))) {
    walk.step(which)
    if (has) walk.bind(limit)
    if (offset) walk.bind(offset)
  } else {
    walk.step(which + UNUSUAL)
    if (has) shapeBound(walk, limit, skipBinding.limit)
    if (offset) shapeBound(walk, offset, skipBinding.offset)
  }
}

/** Apart from the walk: what a closure captures costs wherever it is declared, whether there is a closure or not. */
function leave(walk: Walk, single: Single, limit: unknown): void {
  walk.trace(() => (single.limit = limit))
}

/** Added to the token where a bound says for itself what it is. */
const UNUSUAL = 4

function isUsual(value: unknown, literal: unknown): boolean {
  return typeof value === 'number' && literal !== true
}

/** SQLite's compiler writes -1, and on the builder too, where there is an offset and no limit. */
function limitOf({ bareOffset }: Dialect, { limit, offset }: Single): unknown {
  return bareOffset === 'minus one' && offset && !limit && limit !== 0 ? -1 : limit
}

function shapeBound(walk: Walk, value: unknown, literal: unknown): void {
  if (literal !== true) return shapeValue(walk, value)
  walk.step(LITERAL)
  walk.step(String(value))
}

/** The parts of a query that limit it; a dialect writes them at its end, or the limit at its top. */
export interface Limits {
  readonly top?: RawNode | undefined
  readonly limit?: LimitNode | undefined
  readonly offset?: OffsetNode | undefined
}

/** @param isAlone whether an offset is no part of such a query, as in a write */
export function limitsOf(to: Translation, single: Single, isAlone = false): Limits {
  const bound = limitOf(to.dialect, single)
  const limit = bound || bound === 0 ? nodeOfBound(to, bound, single.skipBinding?.limit) : undefined
  const offset = single.offset ? nodeOfBound(to, single.offset, single.skipBinding?.offset) : undefined
  if (to.dialect.limits === 'top') return topOf(limit, offset)
  const written = limit ?? (offset && greatest(to))
  return {
    limit: written && LimitNode.create(written),
    offset: isAlone ? undefined : offset && OffsetNode.create(offset),
  }
}

function topOf(limit: OperationNode | undefined, offset: OperationNode | undefined): Limits {
  if (offset === undefined) return limit === undefined ? {} : { top: RawNode.create(['top (', ')'], [limit]) }
  const rows = limit === undefined ? [' rows'] : [' rows fetch next ', ' rows only']
  const nodes = limit === undefined ? [offset] : [offset, limit]
  return { offset: RawNode.create(['offset ', ...rows], nodes) as unknown as OffsetNode }
}

/** MySQL has no offset without a limit. */
function greatest(to: Translation): OperationNode | undefined {
  return to.dialect.bareOffset === 'greatest' ? RawNode.createWithSql('18446744073709551615') : undefined
}

function nodeOfBound(to: Translation, value: unknown, literal: unknown): OperationNode {
  return literal === true ? RawNode.createWithSql(String(value)) : nodeOfValue(to, value)
}
