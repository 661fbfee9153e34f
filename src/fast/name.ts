import type { OperationNode } from 'kysely'
import { AliasNode, RawNode, ReferenceNode } from './nodes.js'
import type { Translation } from './translation.js'
import type { Walk } from './walk.js'

/** An identifier as an application writes it: `schema.table.column as alias`. */
interface Name {
  readonly path: readonly string[]
  readonly alias: string | undefined
}

/** What a name has that is more than one identifier, or has to be trimmed. */
const DIVIDED = /[\s.]/

/** Takes a name apart where Knex does: at the first ` as ` in any case, then at every dot. */
function parseName(text: string): Name {
  if (!DIVIDED.test(text)) return { path: [text], alias: undefined }
  const at = aliasAt(text)
  const path = (at === -1 ? text : text.slice(0, at)).split('.').map((part) => part.trim())
  return { path, alias: at === -1 ? undefined : text.slice(at + 4).trim() }
}

/** Where the alias of a name is set off; most have none, nor any space. */
function aliasAt(text: string): number {
  return text.includes(' ') ? text.search(/ as /i) : -1
}

/** A name's shape is its text; under a `wrapIdentifier` hook, also what the hook makes of each part today. */
export function shapeName(walk: Walk, text: string): void {
  walk.step(text)
  if (!walk.hooked) return
  const { path, alias } = parseName(text)
  for (const part of path) shapePart(walk, part)
  if (alias !== undefined) shapePart(walk, alias)
}

/** A single identifier that Knex does not take apart, such as the key of an alias object. */
export function shapePart(walk: Walk, part: string): void {
  walk.step(part)
  if (!walk.hooked) return
  const wrapped: unknown = walk.wrap(part.trim(), walk.context)
  if (typeof wrapped === 'string') walk.step(wrapped)
  else walk.decline('unsupported_value', 'wrapIdentifier gave no string')
}

/** A name as Knex wraps it. */
export function wrappedName(walk: Walk, text: string): string {
  const { path, alias } = parseName(text)
  const wrap = (part: string): string => walk.wrap(part, walk.context)
  const wrapped = path.map(wrap).join('.')
  return alias === undefined ? wrapped : `${wrapped} as ${wrap(alias)}`
}

/** The node of a name: a column, a qualified reference, or either under an alias. */
export function nodeOfName(to: Translation, text: string): OperationNode {
  const at = aliasAt(text)
  if (at === -1) return nodeOfPath(to, text)
  return AliasNode.create(nodeOfPath(to, text.slice(0, at)), to.identifier(text.slice(at + 4).trim()))
}

function nodeOfPath(to: Translation, path: string): OperationNode {
  const dot = path.indexOf('.')
  if (dot === -1) return to.identifier(path.trim())
  if (path.includes('.', dot + 1)) return nodeOfLongPath(to, path)
  const table = to.identifier(path.slice(0, dot).trim())
  // Kysely wraps each of the two in nodes that say what it is, and have no more to say.
  return ReferenceNode.create(to.identifier(path.slice(dot + 1).trim()) as never, table as never)
}

function nodeOfLongPath(to: Translation, path: string): OperationNode {
  const parts = path.split('.').map((part) => to.identifier(part.trim()))
  return RawNode.create(['', ...parts.slice(1).map(() => '.'), ''], parts)
}
