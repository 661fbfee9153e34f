import type { OperationNode } from 'kysely'
import type { KnexRaw } from '../../knex/statements.js'
import { nodeOfName, shapeName, wrappedName } from '../name.js'
import { AliasNode } from '../nodes.js'
import { NONE, REF } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* `knex.ref('table.column').as('alias')`. */

export function shapeRef(walk: Walk, ref: KnexRaw): void {
  const { _alias: alias } = ref
  const name = nameOf(ref)
  if (name === undefined || (alias && typeof alias !== 'string')) {
    return walk.decline('unsupported_value', 'a ref to something other than a name')
  }
  if (ref._wrappedBefore || ref._wrappedAfter) return walk.decline('unsupported_value', 'a wrapped ref')
  walk.step(REF)
  shapeName(walk, name)
  if (alias) shapeName(walk, String(alias))
  else walk.step(NONE)
  if (walk.reason !== undefined) return
  walk.write(ref, (walk.node.parsed ??= textOf(walk, name, alias)) as string)
}

export function nodeOfRef(to: Translation, ref: KnexRaw): OperationNode {
  const { _alias: alias } = ref
  const node = nodeOfName(to, nameOf(ref)!)
  return alias ? AliasNode.create(node, nodeOfName(to, String(alias))) : node
}

function nameOf({ ref, _schema: schema }: KnexRaw): string | undefined {
  if (typeof ref !== 'string') return undefined
  return schema ? `${String(schema)}.${ref}` : ref
}

function textOf(walk: Walk, name: string, alias: unknown): string {
  const text = wrappedName(walk, name)
  return alias ? `${text} as ${wrappedName(walk, String(alias))}` : text
}
