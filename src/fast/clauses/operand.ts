import type { OperationNode } from 'kysely'
import { isPlainObject } from '../../util/plain-object.js'
import type { Callback } from '../../knex/expansion.js'
import type { KnexBuilder, KnexRaw } from '../../knex/statements.js'
import { AliasNode, ListNode, ParensNode, RawNode } from '../nodes.js'
import { hasUndefinedWithin } from '../undefined-within.js'
import { nodeOfName, shapeName, shapePart } from '../name.js'
import { parseNamed, parsePositional } from '../raw-template.js'
import type { Hole, RawTemplate } from '../raw-template.js'
import { ALIASES, ITEMS, LIST, LITERAL, NONE, NULL, PLAIN, RAW, UNDEFINED } from '../tokens.js'
import { unseen } from '../translation.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfRef, shapeRef } from './ref.js'
import {
  nodeOfBareSubquery,
  nodeOfRenamed,
  nodeOfSubquery,
  shapeCallback,
  shapeSubquery,
} from './subquery.js'

/*
 * Values: what Knex's `client.parameter` takes. A plain value becomes a binding; a raw, a builder or a callback its SQL.
 */

export function shapeValue(walk: Walk, value: unknown): void {
  switch (typeof value) {
    case 'object':
      return shapeObjectValue(walk, value)
    case 'undefined':
      walk.step(UNDEFINED)
      walk.bind(value)
      return
    case 'function':
      return shapeCallback(walk, value as Callback)
    default:
      walk.step(PLAIN)
      walk.bind(value)
  }
}

/** A value with nothing beside it that it could be taken for: a plain one, which is usual, needs no token. */
export function shapeLoneValue(walk: Walk, value: unknown): void {
  if (typeof value === 'string' || typeof value === 'number') walk.bind(value)
  else if (typeof value === 'object' || typeof value === 'function' || value === undefined) {
    shapeValue(walk, value)
  } else walk.bind(value)
}

function shapeObjectValue(walk: Walk, value: object | null): void {
  if (value !== null) {
    if (walk.isRaw(value)) return shapeRaw(walk, value)
    if (walk.isBuilder(value)) return shapeSubquery(walk, value)
    if (hasUndefinedWithin(value)) walk.step(UNDEFINED)
  }
  walk.step(PLAIN)
  walk.bind(value)
}

export function nodeOfValue(to: Translation, value: unknown): OperationNode {
  if (to.isRaw(value)) return nodeOfSomeRaw(to, value)
  if (to.isBuilder(value)) return nodeOfSubquery(to, value)
  if (typeof value === 'function') return nodeOfSubquery(to, to.expansion() as KnexBuilder)
  return to.slot()
}

/*
 * Queries: what Knex's `rawOrFn` takes, where only a query makes sense: a builder, a callback or a raw.
 */

export function shapeQuery(walk: Walk, query: unknown): void {
  if (typeof query === 'function') return shapeCallback(walk, query as Callback)
  if (typeof query === 'object' && query !== null) {
    if (walk.isRaw(query)) return shapeRaw(walk, query)
    if (walk.isBuilder(query)) return shapeSubquery(walk, query)
  }
  walk.decline('suspect_query', 'no query where one was expected')
}

export function nodeOfQuery(to: Translation, query: unknown): OperationNode {
  if (to.isRaw(query)) return nodeOfRaw(to, query)
  return nodeOfBareSubquery(to, (typeof query === 'function' ? to.expansion() : query) as KnexBuilder)
}

/*
 * Wrapped operands: what Knex's `wrap` takes, wherever a column or a table may stand.
 */

export function shapeWrapped(walk: Walk, operand: unknown): void {
  if (typeof operand === 'string') return shapeName(walk, operand)
  if (typeof operand === 'number') return shapeNumber(walk, operand)
  if (typeof operand === 'function') return shapeCallback(walk, operand as Callback)
  if (operand === null) return walk.step(NULL)
  if (typeof operand === 'symbol') return walk.decline('suspect_query', 'a symbol where a name was expected')
  if (typeof operand !== 'object') return shapeName(walk, String(operand))
  if (walk.isRaw(operand)) return shapeRaw(walk, operand)
  if (walk.isBuilder(operand)) return shapeSubquery(walk, operand)
  shapeAliases(walk, operand as Record<string, unknown>)
}

function shapeNumber(walk: Walk, number: number): void {
  // Which no step could ever find again.
  if (Number.isNaN(number)) walk.decline('suspect_query', 'no number where a name was expected')
  else walk.step(number)
}

export function nodeOfWrapped(to: Translation, operand: unknown): OperationNode {
  if (typeof operand === 'string') return nodeOfName(to, operand)
  if (typeof operand === 'number') return RawNode.createWithSql(String(operand))
  if (to.isRaw(operand)) return nodeOfSomeRaw(to, operand)
  if (typeof operand === 'function') return nodeOfSubquery(to, to.expansion() as KnexBuilder)
  if (to.isBuilder(operand)) return nodeOfBareSubquery(to, operand)
  // Knex takes an object for its aliases, and writes nothing where there are none.
  if (typeof operand !== 'object') return nodeOfName(to, String(operand))
  const aliases = Object.entries((operand ?? {}) as Record<string, unknown>)
  return listOf(aliases.map(([alias, target]) => nodeOfAliased(to, alias, target)))
}

/** Wraps each of several operands, as Knex's `columnize` does. */
export function shapeList(walk: Walk, operands: unknown): void {
  if (!Array.isArray(operands)) return shapeWrapped(walk, operands)
  const { length } = operands
  walk.step(LENGTHS[length] ?? ITEMS)
  if (length >= LENGTHS.length) walk.step(length)
  for (let i = 0; i < length; i++) shapeWrapped(walk, operands[i])
}

/** A token for each usual length of a list. */
const LENGTHS = Array.from({ length: 32 }, (_, length) => Symbol(`${length} items`))

export function nodesOfList(to: Translation, operands: unknown): OperationNode[] {
  const items: readonly unknown[] = Array.isArray(operands) ? operands : [operands]
  return items.map((item) => nodeOfWrapped(to, item))
}

/** Key-value notation: `{ alias: 'column' }`. */
function shapeAliases(walk: Walk, aliases: Record<string, unknown>): void {
  walk.step(ALIASES)
  for (const alias in aliases) {
    if (!Object.hasOwn(aliases, alias)) return walk.decline('unsupported_value', 'an inherited alias')
    const target = aliases[alias]
    if (typeof target === 'function') shapeName(walk, alias)
    else shapePart(walk, alias)
    shapeWrapped(walk, target)
  }
  walk.step(NONE)
}

function nodeOfAliased(to: Translation, alias: string, target: unknown): OperationNode {
  // A callback's own alias gives way to the object's, which Knex then reads as a name: dots divide it.
  if (typeof target === 'function') {
    return nodeOfRenamed(to, to.expansion() as KnexBuilder, alias)
  }
  const wrapped = nodeOfWrapped(to, target)
  const node = to.isBuilder(target) ? ParensNode.create(wrapped) : wrapped
  return AliasNode.create(node, to.identifier(alias.trim()))
}

/*
 * Raw fragments.
 */

export function shapeRaw(walk: Walk, raw: KnexRaw): void {
  const { context, given } = walk
  walk.raws.push(raw)
  if (given) give(walk, raw, given)
  if (walk.hooked) {
    walk.context = given || raw.queryContext()
    walk.given = raw._queryContext
  }
  const { Raw, Ref } = walk.anatomy
  const Kind = raw.constructor === Ref ? Ref : Raw
  if (raw.constructor !== Kind) walk.decline('unsupported_value', 'a raw of another kind')
  else if (raw.toSQL !== Kind.prototype.toSQL) walk.decline('unsupported_value', 'a raw with its own toSQL')
  else if (Kind === Ref) shapeRef(walk, raw)
  else shapeFragment(walk, raw)
  walk.context = context
  walk.given = given
}

/** A raw used in a query has that query's context from then on. */
function give(walk: Walk, raw: KnexRaw, given: unknown): void {
  walk.trace(() => (raw.queryContext = () => given))
}

function shapeFragment(walk: Walk, raw: KnexRaw): void {
  const { sql } = raw
  if (typeof sql !== 'string' && (!(sql instanceof walk.anatomy.Raw) || raw.bindings !== undefined)) {
    return walk.decline('suspect_query', 'a raw of something other than text')
  }
  if (typeof sql !== 'string' && hasQueries(sql)) {
    return walk.decline('unsupported_value', 'a query in a raw of a raw')
  }
  walk.step(RAW)
  walk.step(textOf(raw))
  if (raw._wrappedBefore || raw._wrappedAfter) {
    walk.step(LITERAL)
    walk.step(String(raw._wrappedBefore || ''))
    walk.step(String(raw._wrappedAfter || ''))
  }
  shapeRawBindings(walk, raw)
}

/** Whether the text of a raw is that of queries too. Their callbacks run whenever it is asked for, which Knex does once. */
export function hasQueries({ bindings }: KnexRaw): boolean {
  return Object.values(Object(bindings) as object).some(
    (value) => typeof value === 'function' || (value instanceof Object && 'toSQL' in value),
  )
}

/** `joinRaw(raw)` makes a raw of a raw: Knex writes the inner one's values into the text. */
function textOf({ sql }: KnexRaw): string {
  return typeof sql === 'string' ? sql : String(sql)
}

function shapeRawBindings(walk: Walk, raw: KnexRaw): void {
  const { bindings } = raw
  if (walk.reason !== undefined) return
  if (bindings === undefined) return walk.step(NONE)
  if (Array.isArray(bindings)) {
    walk.step(LIST)
    const holes = (walk.node.parsed ??= parsePositional(textOf(raw)).holes) as readonly Hole[]
    if (holes.length !== bindings.length) return walk.decline('suspect_query', 'a raw binding count')
    for (let i = 0; i < holes.length; i++) shapeHole(walk, holes[i]!, bindings[i])
    return
  }
  if (!isPlainObject(bindings)) {
    walk.step(LITERAL)
    walk.bind(bindings)
    return
  }
  walk.step(ITEMS)
  const holes = (walk.node.parsed ??= parseNamed(textOf(raw)).holes) as readonly Hole[]
  for (const hole of holes) shapeNamed(walk, hole, bindings)
}

function shapeNamed(walk: Walk, hole: Hole, bindings: Record<string, unknown>): void {
  const value = bindings[hole.key]
  if (value !== undefined) shapeHole(walk, hole, value)
  else if (Object.hasOwn(bindings, hole.key)) walk.decline('suspect_query', 'an undefined binding')
  else walk.step(NONE)
}

function shapeHole(walk: Walk, hole: Hole, value: unknown): void {
  if (hole.isIdentifier) shapeList(walk, value)
  else if (hasUndefinedWithin(value)) walk.decline('suspect_query', 'an undefined binding')
  else shapeValue(walk, value)
}

/** Whether a raw comes to nothing, of which Knex makes different things in different places. */
export function isEmptyRaw(raw: KnexRaw): boolean {
  return raw.ref === undefined && textOf(raw) === '' && !raw._wrappedBefore && !raw._wrappedAfter
}

/** A raw where Knex mistakes an empty one for something else. */
function nodeOfSomeRaw(to: Translation, raw: KnexRaw): OperationNode {
  if (isEmptyRaw(raw)) to.decline('suspect_query', 'an empty raw')
  return nodeOfRaw(to, raw)
}

export function nodeOfRaw(to: Translation, raw: KnexRaw): OperationNode {
  return to.inContextOf(raw, () =>
    raw.constructor === to.anatomy.Ref ? nodeOfRef(to, raw) : nodeOfFragment(to, raw),
  )
}

function nodeOfFragment(to: Translation, raw: KnexRaw): OperationNode {
  const { bindings } = raw
  const { texts, holes } = templateOf(raw)
  const nodes = isLone(bindings)
    ? [unseen(to.slot())]
    : holes.map((hole, i) => nodeOfHole(to, hole, boundTo(bindings, hole, i)))
  const wrapped = [...texts, ...(isLone(bindings) ? [''] : [])]
  wrapped[0] = String(raw._wrappedBefore || '') + wrapped[0]!
  wrapped.push(wrapped.pop()! + String(raw._wrappedAfter || ''))
  return RawNode.create(wrapped, nodes)
}

function boundTo(bindings: unknown, { key }: Hole, i: number): unknown {
  return Array.isArray(bindings) ? (bindings as unknown[])[i] : (bindings as Record<string, unknown>)[key]
}

/** One value of another kind, such as a date: Knex binds it, and leaves the text as it is. */
function isLone(bindings: unknown): boolean {
  return bindings !== undefined && !Array.isArray(bindings) && !isPlainObject(bindings)
}

function templateOf(raw: KnexRaw): RawTemplate {
  const text = textOf(raw)
  if (raw.bindings === undefined || isLone(raw.bindings)) return { texts: [text], holes: [] }
  return Array.isArray(raw.bindings) ? parsePositional(text) : parseNamed(text)
}

function nodeOfHole(to: Translation, hole: Hole, value: unknown): OperationNode {
  if (value === undefined && hole.key !== '') return RawNode.createWithSql(hole.source)
  return hole.isIdentifier ? listOf(nodesOfList(to, value)) : nodeOfValue(to, value)
}

export function listOf(nodes: readonly OperationNode[]): OperationNode {
  return nodes.length === 1 ? nodes[0]! : ListNode.create(nodes)
}
