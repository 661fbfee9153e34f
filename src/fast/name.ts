import { AliasNode, RawNode, ReferenceNode } from 'kysely'
import type { OperationNode, ColumnNode, TableNode } from 'kysely'
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
  const at = text.search(/ as /i)
  const path = (at === -1 ? text : text.slice(0, at)).split('.').map((part) => part.trim())
  return { path, alias: at === -1 ? undefined : text.slice(at + 4).trim() }
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
  const wrapped: unknown = walk.client.wrapIdentifier(part.trim(), walk.context)
  if (typeof wrapped === 'string') walk.step(wrapped)
  else walk.decline('unsupported_value', 'wrapIdentifier gave no string')
}

/** A name as Knex wraps it. */
export function wrappedName(walk: Walk, text: string): string {
  const { path, alias } = parseName(text)
  const wrap = (part: string): string => walk.client.wrapIdentifier(part, walk.context)
  const wrapped = path.map(wrap).join('.')
  return alias === undefined ? wrapped : `${wrapped} as ${wrap(alias)}`
}

/** The node of a name: a column, a qualified reference, or either under an alias. */
export function nodeOfName(to: Translation, text: string): OperationNode {
  const { path, alias } = parseName(text)
  const node = nodeOfPath(to, path)
  return alias === undefined ? node : AliasNode.create(node, to.identifier(alias))
}

function nodeOfPath(to: Translation, path: readonly string[]): OperationNode {
  const parts = path.map((part) => to.identifier(part))
  const [first, second] = parts
  if (first !== undefined && second === undefined) return first
  if (parts.length === 2) return reference(parts as [IdentifierNode, IdentifierNode])
  return RawNode.create(['', ...parts.slice(1).map(() => '.'), ''], parts)
}

type IdentifierNode = ReturnType<Translation['identifier']>

function reference([table, column]: [IdentifierNode, IdentifierNode]): ReferenceNode {
  const tableNode: TableNode = {
    kind: 'TableNode',
    table: { kind: 'SchemableIdentifierNode', identifier: table },
  }
  const columnNode: ColumnNode = { kind: 'ColumnNode', column }
  return ReferenceNode.create(columnNode, tableNode)
}
