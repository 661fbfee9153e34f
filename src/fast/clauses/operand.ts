import { AliasNode, ListNode, ParensNode, RawNode } from 'kysely'
import type { OperationNode } from 'kysely'
import type { KnexBuilder, KnexRaw } from '../../knex/statements.js'
import { hasUndefinedWithin } from '../undefined-within.js'
import { nodeOfName, shapeName, shapePart } from '../name.js'
import { parseNamed, parsePositional } from '../raw-template.js'
import type { Hole, RawTemplate } from '../raw-template.js'
import { ALIASES, CALLBACK, ITEMS, LIST, LITERAL, NONE, PLAIN, QUERY, RAW, REF } from '../tokens.js'
import { bare } from '../translation.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

type Callback = (this: KnexBuilder, builder: KnexBuilder) => void

/*
 * Values: what Knex's `client.parameter` takes. A plain value becomes a binding; a raw, a builder or a callback its SQL.
 */

export function shapeValue(walk: Walk, value: unknown): void {
  switch (typeof value) {
    case 'object':
      return shapeObjectValue(walk, value)
    case 'undefined':
      return walk.decline('suspect_query', 'an undefined binding')
    case 'function':
      return shapeCallback(walk, value as Callback)
    default:
      walk.step(PLAIN)
      walk.values.push(value)
  }
}

/** A value with nothing beside it that it could be taken for: a plain one, which is usual, needs no token. */
export function shapeLoneValue(walk: Walk, value: unknown): void {
  const type = typeof value
  if (type === 'object' || type === 'function' || type === 'undefined') return shapeValue(walk, value)
  walk.values.push(value)
}

function shapeObjectValue(walk: Walk, value: object | null): void {
  if (value !== null) {
    if (walk.isRaw(value)) return shapeRaw(walk, value)
    if (walk.isBuilder(value)) return shapeSubquery(walk, value)
    if ('toSQL' in value) return walk.decline('unsupported_value', 'a query of another Knex')
    if (hasUndefinedWithin(value)) return walk.decline('suspect_query', 'an undefined binding')
  }
  walk.step(PLAIN)
  walk.values.push(value)
}

export function nodeOfValue(to: Translation, value: unknown): OperationNode {
  if (to.isRaw(value)) return nodeOfRaw(to, value)
  if (to.isBuilder(value)) return nodeOfSubquery(to, value)
  if (typeof value === 'function') return nodeOfSubquery(to, to.expansion() as KnexBuilder)
  return to.slot()
}

/*
 * Wrapped operands: what Knex's `wrap` takes, wherever a column or a table may stand.
 */

export function shapeWrapped(walk: Walk, operand: unknown): void {
  if (typeof operand === 'string') return shapeName(walk, operand)
  if (typeof operand === 'number') return walk.step(operand)
  if (typeof operand === 'function') return shapeCallback(walk, operand as Callback)
  if (typeof operand !== 'object' || operand === null) {
    return walk.decline('suspect_query', `${typeof operand} where a name was expected`)
  }
  if (walk.isRaw(operand)) return shapeRaw(walk, operand)
  if (walk.isBuilder(operand)) return shapeSubquery(walk, operand)
  shapeAliases(walk, operand as Record<string, unknown>)
}

export function nodeOfWrapped(to: Translation, operand: unknown): OperationNode {
  if (typeof operand === 'string') return nodeOfName(to, operand)
  if (typeof operand === 'number') return RawNode.createWithSql(String(operand))
  if (to.isRaw(operand)) return nodeOfRaw(to, operand)
  if (typeof operand === 'function') return nodeOfSubquery(to, to.expansion() as KnexBuilder)
  if (to.isBuilder(operand)) return nodeOfBareSubquery(to, operand)
  const aliases = Object.entries(operand as Record<string, unknown>)
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
    return AliasNode.create(selectOf(to, to.expansion() as KnexBuilder), nodeOfName(to, alias))
  }
  const node = to.isBuilder(target) ? nodeOfEnclosed(to, target) : nodeOfWrapped(to, target)
  return AliasNode.create(node, to.identifier(alias.trim()))
}

/*
 * Subqueries.
 */

function shapeSubquery(walk: Walk, builder: KnexBuilder): void {
  walk.step(QUERY)
  walk.subquery(builder, builder._method ?? 'select')
  shapeAs(walk, builder)
}

function shapeCallback(walk: Walk, callback: Callback): void {
  const builder = walk.expand(callback)
  walk.step(CALLBACK)
  walk.subquery(builder, builder._method ?? 'select')
  shapeAs(walk, builder)
}

function shapeAs(walk: Walk, { _single: { as } }: KnexBuilder): void {
  if (!as) walk.step(NONE)
  else if (typeof as === 'string') shapeName(walk, as)
  else walk.decline('unsupported_value', 'an alias that is not a string')
}

/** A subquery where Knex puts parentheses round it, and its alias behind them. */
export function nodeOfSubquery(to: Translation, builder: KnexBuilder): OperationNode {
  const node = selectOf(to, builder)
  const { as } = builder._single
  return as ? AliasNode.create(node, nodeOfName(to, String(as))) : node
}

/** A subquery where Knex puts parentheses round it only for the sake of its alias. */
export function nodeOfBareSubquery(to: Translation, builder: KnexBuilder): OperationNode {
  return builder._single.as ? nodeOfSubquery(to, builder) : bare(selectOf(to, builder))
}

/** A subquery in parentheses of their own, its alias inside. */
export function nodeOfEnclosed(to: Translation, builder: KnexBuilder): OperationNode {
  return builder._single.as ? ParensNode.create(nodeOfSubquery(to, builder)) : selectOf(to, builder)
}

function selectOf(to: Translation, builder: KnexBuilder): OperationNode {
  const method = builder._method ?? 'select'
  if (method !== 'select' && method !== 'first') to.decline('unsupported_value', `a nested ${method}`)
  return to.query(builder, method)
}

/*
 * Raw fragments.
 */

export function shapeRaw(walk: Walk, raw: KnexRaw): void {
  if (raw.constructor === walk.anatomy.Ref) return shapeRef(walk, raw)
  if (raw.constructor !== walk.anatomy.Raw) return walk.decline('unsupported_value', 'a raw of another kind')
  // Knex's compiler does so too: a raw used in a query is from then on that query's client's.
  raw.client = walk.client
  walk.step(RAW)
  walk.step(textOf(raw))
  if (raw._wrappedBefore !== undefined || raw._wrappedAfter !== undefined) {
    walk.step(LITERAL)
    walk.step(String(raw._wrappedBefore ?? ''))
    walk.step(String(raw._wrappedAfter ?? ''))
  }
  shapeBindings(walk, raw)
}

/** `joinRaw(raw)` makes a raw of a raw: Knex writes the inner one's values into the text. */
function textOf({ sql }: KnexRaw): string {
  return typeof sql === 'string' ? sql : String(sql)
}

function shapeBindings(walk: Walk, raw: KnexRaw): void {
  const { bindings } = raw
  if (walk.reason !== undefined) return
  if (bindings === undefined) return walk.step(NONE)
  if (Array.isArray(bindings)) {
    walk.step(LIST)
    const { holes } = (walk.node.parsed ??= parsePositional(textOf(raw))) as RawTemplate
    if (holes.length !== bindings.length) return walk.decline('suspect_query', 'a raw binding count')
    for (let i = 0; i < holes.length; i++) shapeHole(walk, holes[i]!, bindings[i])
    return
  }
  if (Object.getPrototypeOf(bindings) !== Object.prototype) {
    return walk.decline('unsupported_value', 'raw bindings of another kind')
  }
  walk.step(ITEMS)
  const { holes } = (walk.node.parsed ??= parseNamed(textOf(raw))) as RawTemplate
  for (const hole of holes) shapeNamed(walk, hole, bindings as Record<string, unknown>)
}

function shapeNamed(walk: Walk, hole: Hole, bindings: Record<string, unknown>): void {
  const value = bindings[hole.key]
  if (value !== undefined) shapeHole(walk, hole, value)
  else if (Object.hasOwn(bindings, hole.key)) walk.decline('suspect_query', 'an undefined binding')
  else walk.step(NONE)
}

function shapeHole(walk: Walk, hole: Hole, value: unknown): void {
  if (hole.isIdentifier) shapeList(walk, value)
  else shapeValue(walk, value)
}

export function nodeOfRaw(to: Translation, raw: KnexRaw): OperationNode {
  if (raw.constructor === to.anatomy.Ref) return nodeOfRef(to, raw)
  if (textOf(raw) === '') to.decline('unsupported_value', 'an empty raw')
  const { texts, holes } = templateOf(raw)
  const named = Array.isArray(raw.bindings)
    ? undefined
    : (raw.bindings as Record<string, unknown> | undefined)
  const values =
    named === undefined ? (raw.bindings as readonly unknown[]) : holes.map((hole) => named[hole.key])
  const nodes = holes.map((hole, i) => nodeOfHole(to, hole, values[i]))
  const before = String(raw._wrappedBefore ?? '')
  const after = String(raw._wrappedAfter ?? '')
  const last = texts.length - 1
  return RawNode.create(
    texts.map((text, i) => (i === 0 ? before : '') + text + (i === last ? after : '')),
    nodes,
  )
}

function templateOf(raw: KnexRaw): RawTemplate {
  const text = textOf(raw)
  if (raw.bindings === undefined) return { texts: [text], holes: [] }
  return Array.isArray(raw.bindings) ? parsePositional(text) : parseNamed(text)
}

function nodeOfHole(to: Translation, hole: Hole, value: unknown): OperationNode {
  if (value === undefined) return RawNode.createWithSql(hole.source)
  return hole.isIdentifier ? listOf(nodesOfList(to, value)) : nodeOfValue(to, value)
}

function listOf(nodes: readonly OperationNode[]): OperationNode {
  return nodes.length === 1 ? nodes[0]! : ListNode.create(nodes)
}

/*
 * Refs: `knex.ref('table.column').as('alias')`.
 */

function shapeRef(walk: Walk, raw: KnexRaw): void {
  const { ref, _schema: schema, _alias: alias } = raw
  if (typeof ref !== 'string')
    return walk.decline('unsupported_value', 'a ref to something other than a name')
  raw.client = walk.client
  walk.step(REF)
  shapeName(walk, schema ? `${String(schema)}.${ref}` : ref)
  if (!alias) walk.step(NONE)
  else if (typeof alias === 'string') shapeName(walk, alias)
  else walk.decline('unsupported_value', 'an alias that is not a string')
}

function nodeOfRef(to: Translation, { ref, _schema: schema, _alias: alias }: KnexRaw): OperationNode {
  const node = nodeOfName(to, schema ? `${String(schema)}.${String(ref)}` : String(ref))
  return alias ? AliasNode.create(node, nodeOfName(to, String(alias))) : node
}
